package ru.medchat.worktime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static ru.medchat.worktime.Calendars.MOSCOW;
import static ru.medchat.worktime.Calendars.russian;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Russian calendar, and what the schedule derives from it for another week than Mon-Fri. */
class ProductionCalendarTest {

  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("dd.MM");
  private static final Set<MonthDay> STATUTORY =
      Stream.of(
              "01-01", "01-02", "01-03", "01-04", "01-05", "01-06", "01-07", "01-08", "02-23",
              "03-08", "05-01", "05-09", "06-12", "11-04")
          .map(day -> MonthDay.parse("--" + day))
          .collect(Collectors.toUnmodifiableSet());

  private final Schedule sixDays = Schedule.ofMedicalChats(MOSCOW);
  private final Schedule fiveDays = russian("пн-чт 9:00-18:00; пт 9:00-17:00");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "2024, 300, 31.12, 22.02 07.03 30.04 08.05 11.06",
    "2025, 299, 08.05 31.12, 22.02 07.03 30.04 11.06 03.11",
    "2026, 299, 09.03 31.12, 07.03 30.04 08.05 11.06 03.11",
    "2027, 299, 10.05 31.12, 22.02 30.04 08.05 11.06 03.11"
  })
  void monday_to_saturday_takes_only_what_was_moved_from_a_sunday(
      int year, int workingDays, String extraOff, String beforeHolidays) {
    assertThat(dates(year, date -> isOpen(sixDays, date))).hasSize(workingDays);
    assertThat(
            dates(
                year,
                date ->
                    !isOpen(sixDays, date)
                        && date.getDayOfWeek() != DayOfWeek.SUNDAY
                        && !STATUTORY.contains(MonthDay.from(date))))
        .containsExactly(extraOff.split(" "));
    var shortening =
        sixDays.with(LevelRules.of(Level.REGION, "область").withShortening(Duration.ofHours(1)));
    assertThat(dates(year, date -> shortening.on(date).kind() == Day.Kind.SHORTENED))
        .containsExactly(beforeHolidays.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "2024, 248, 27.04 02.11 28.12, 22.02 07.03 08.05 11.06 02.11",
    "2025, 247, 01.11, 07.03 30.04 11.06 01.11",
    "2026, 247, '', 30.04 08.05 11.06 03.11",
    "2027, 247, 20.02, 20.02 30.04 11.06 03.11"
  })
  void monday_to_friday_follows_the_calendar_as_published(
      int year, int workingDays, String saturdays, String shortened) {
    assertThat(dates(year, date -> isOpen(fiveDays, date))).hasSize(workingDays);
    assertThat(
            String.join(
                " ",
                dates(
                    year,
                    date ->
                        isOpen(fiveDays, date)
                            && date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0)))
        .isEqualTo(saturdays);
    var shortening =
        fiveDays.with(LevelRules.of(Level.REGION, "область").withShortening(Duration.ofHours(1)));
    assertThat(dates(year, date -> shortening.on(date).kind() == Day.Kind.SHORTENED))
        .containsExactly(shortened.split(" "));
  }

  @Test
  void a_worked_saturday_has_the_hours_of_the_day_that_is_off_instead() {
    assertThat(fiveDays.on(LocalDate.of(2024, 12, 28)))
        .isEqualTo(
            new Day(
                LocalDate.of(2024, 12, 28),
                DayHours.parse("", "9:00-18:00"),
                Day.Kind.WORKING_WEEKEND,
                "вместо 30 декабря"));
  }

  @Test
  void who_is_off_on_the_day_that_was_exchanged_does_not_work_the_saturday_for_it() {
    var mondays = russian("пн 9:00-18:00");
    var tuesdays = russian("вт 9:00-18:00");
    var thursdays = russian("чт 9:00-18:00");
    assertThat(isOpen(mondays, LocalDate.of(2024, 12, 28))).isTrue();
    assertThat(tuesdays.on(LocalDate.of(2024, 12, 28)).note()).isEqualTo("выходной");
    assertThat(isOpen(mondays, LocalDate.of(2026, 4, 30))).isFalse();
    assertThat(isOpen(thursdays, LocalDate.of(2026, 4, 30))).isTrue();
  }

  @Test
  void who_works_seven_days_knows_only_statutory_holidays() {
    var everyDay = russian("пн-вс 0:00-24:00");
    assertThat(dates(2025, date -> !isOpen(everyDay, date)))
        .hasSize(STATUTORY.size())
        .contains("23.02", "08.03")
        .doesNotContain("08.05", "31.12");
  }

  @Test
  void each_day_knows_where_it_comes_from() {
    var russia = ProductionCalendar.ofRussia();
    assertThat(russia.firstYear()).isEqualTo(2024);
    assertThat(russia.lastYear()).isGreaterThanOrEqualTo(2027);
    assertThat(russia.on(LocalDate.of(2026, 1, 7)))
        .hasValueSatisfying(day -> assertThat(day.holiday()).isEqualTo("Рождество Христово"));
    assertThat(russia.on(LocalDate.of(2026, 12, 31)))
        .hasValueSatisfying(day -> assertThat(day.movedFrom()).isEqualTo(LocalDate.of(2026, 1, 4)));
    assertThat(russia.on(LocalDate.of(2026, 11, 5))).isEmpty();
    assertThat(russia.years().get(0).source()).isEqualTo("worktime/ru/2024.xml");
  }

  @Test
  void a_day_off_without_a_known_cause_holds_for_everybody() {
    var date = LocalDate.of(2020, 3, 30);
    var day = new CalendarDay(date, CalendarDay.Kind.OFF, null, null);
    var year = new CalendarYear(2020, "test", Map.of(date, day));
    var schedule = new Schedule(MOSCOW, new ProductionCalendar(List.of(year)), sixDays.levels());
    assertThat(schedule.on(date).note()).isEqualTo("выходной (производственный календарь)");
  }

  @Test
  void a_year_missing_in_between_or_coming_twice_is_refused() {
    var a = new CalendarYear(2024, "a.xml", Map.of());
    var b = new CalendarYear(2026, "b.xml", Map.of());
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> new ProductionCalendar(List.of(b, a)))
        .withMessage("рабочий календарь: нет данных на 2025 год");
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> new ProductionCalendar(List.of(b, b)))
        .withMessage("b.xml: 2026 год уже есть");
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> new ProductionCalendar(List.of()));
    assertThat(new ProductionCalendar(List.of(a)).with(new CalendarYear(2024, "c.xml", Map.of())))
        .extracting(calendar -> calendar.years().get(0).source())
        .isEqualTo("c.xml");
  }

  private static boolean isOpen(Schedule schedule, LocalDate date) {
    return !schedule.on(date).hours().isClosed();
  }

  private static List<String> dates(int year, Predicate<LocalDate> wanted) {
    return LocalDate.of(year, 1, 1)
        .datesUntil(LocalDate.of(year + 1, 1, 1))
        .filter(wanted)
        .map(SHORT::format)
        .toList();
  }
}
