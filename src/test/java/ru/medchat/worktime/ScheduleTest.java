package ru.medchat.worktime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static ru.medchat.worktime.Calendars.MOSCOW;
import static ru.medchat.worktime.Calendars.holidays;
import static ru.medchat.worktime.Calendars.plainYears;
import static ru.medchat.worktime.Calendars.special;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  private static final LevelRules REGION = LevelRules.of(Level.REGION, "Ростовская область");
  private static final LevelRules TOWN = LevelRules.of(Level.MUNICIPALITY, "Таганрог");
  private static final LevelRules CHAT = LevelRules.of(Level.CHAT, "чат");

  private final Schedule country = Schedule.ofMedicalChats(MOSCOW);

  @Test
  void the_nearer_level_wins_whoever_comes_first() {
    var schedule =
        country
            .with(CHAT.withSpecialDays(List.of(special("2026-06-02", "10:00-11:00"))))
            .with(TOWN.withSpecialDays(List.of(special("2026-06-02", "закрыто"))))
            .with(REGION.withWeekly(WeeklyHours.parse("", "пн-пт 9:00-18:00")));

    assertThat(hoursOn(schedule, "2026-06-01")).isEqualTo("9:00-18:00");
    assertThat(hoursOn(schedule, "2026-06-02")).isEqualTo("10:00-11:00");
    assertThat(hoursOn(schedule, "2026-06-06")).isEqualTo("закрыто");
    assertThat(schedule.levels()).extracting(LevelRules::level).containsExactly(Level.values());
  }

  @Test
  void an_exception_from_afar_goes_before_a_holiday_nearby_and_a_holiday_before_the_week() {
    var schedule =
        country
            .with(REGION.withSpecialDays(List.of(special("2026-06-03", "10:00-12:00"))))
            .with(
                TOWN.withHolidays(holidays("2026-06-03", "2026-06-04"))
                    .withWeekly(WeeklyHours.parse("", "пн-вс 0:00-24:00")));

    assertThat(hoursOn(schedule, "2026-06-03")).isEqualTo("10:00-12:00");
    assertThat(hoursOn(schedule, "2026-06-04")).isEqualTo("закрыто");
    assertThat(hoursOn(schedule, "2026-06-05")).isEqualTo("0:00-24:00");
    assertThat(schedule.on(LocalDate.of(2026, 6, 4)).note())
        .isEqualTo("праздник (праздник города)");
  }

  @Test
  void an_exception_opens_a_holiday() {
    var schedule = country.with(CHAT.withSpecialDays(List.of(special("2026-11-04", "8:00-20:00"))));
    assertThat(hoursOn(schedule, "2026-11-04")).isEqualTo("8:00-20:00");
  }

  @Test
  void a_region_adds_holidays_of_its_own() {
    var crimea =
        country.with(
            LevelRules.of(Level.REGION, "Республика Крым")
                .withHolidays(
                    Holiday.yearly(
                        MonthDay.of(3, 18), "День воссоединения Крыма с Россией", 2024, 2027))
                .withShortening(Duration.ofMinutes(60)));

    assertThat(hoursOn(crimea, "2025-03-18")).isEqualTo("закрыто");
    assertThat(hoursOn(crimea, "2025-03-17")).isEqualTo("8:00-19:00");
    assertThat(hoursOn(country, "2025-03-18")).isEqualTo("8:00-20:00");
    assertThat(Holiday.yearly(MonthDay.of(2, 29), "високосный", 2024, 2027)).hasSize(1);
  }

  @ParameterizedTest(name = "{0} less {1} min = {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "8:00-20:00 | 60 | 8:00-19:00",
        "8:00-20:00 | 0 | 8:00-20:00",
        "8:00-12:00, 13:00-14:00 | 60 | 8:00-12:00",
        "8:00-12:00, 13:00-14:00 | 90 | 8:00-11:30",
        "20:00-24:00 | 30 | 20:00-23:30",
        "8:00-9:00 | 90 | закрыто"
      })
  void the_day_before_a_holiday_closes_earlier_where_that_is_set(
      String hours, int minutes, String shortened) {
    var schedule =
        country
            .with(REGION.withShortening(Duration.ofMinutes(minutes)))
            .with(TOWN.withWeekly(WeeklyHours.parse("", "пн-сб " + hours)));

    assertThat(hoursOn(schedule, "2026-11-03")).isEqualTo(shortened);
    assertThat(hoursOn(schedule, "2026-11-02")).isEqualTo(hours);
    assertThat(hoursOn(country, "2026-11-03")).isEqualTo("8:00-20:00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "пн-сб 8:00-20:00",
        "пн-пт 8:00-12:00, 13:00-20:00; сб 9:00-15:00",
        "вт 22:00-24:00; ср 0:00-6:00",
        "пн-вс 0:00-24:00"
      })
  void a_week_is_written_as_it_is_read(String text) {
    var week = WeeklyHours.parse("чат", text);
    assertThat(week).hasToString(text);
    assertThat(WeeklyHours.parse("чат", week.toString())).isEqualTo(week);
  }

  @Test
  void days_may_be_listed_and_may_run_over_the_end_of_the_week() {
    assertThat(WeeklyHours.parse("чат", "сб-вт,чт  9:00 – 17:00"))
        .hasToString("пн-вт 9:00-17:00; чт 9:00-17:00; сб-вс 9:00-17:00");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "пн-сб 20:00-8:00 | Таганрог, пн, интервал 20:00-8:00: заканчивается раньше, чем начинается",
        "пн-сб 8:00-8:00 | Таганрог, пн, интервал 8:00-8:00: заканчивается раньше, чем начинается",
        "вт 13:00-18:00, 8:00-14:00 | Таганрог, вт, интервалы 8:00-14:00 и 13:00-18:00: пересекаются",
        "вт 8:00-24:00, 9:00-10:00 | Таганрог, вт, интервалы 8:00-24:00 и 9:00-10:00: пересекаются",
        "пн 8:00-25:00 | Таганрог, пн, «8:00-25:00»: не интервал времени; нужно, например, 8:00-20:00",
        "пн 8:00 | Таганрог, пн, «8:00»: не интервал времени; нужно, например, 8:00-20:00",
        "пн 8:00-12:00, | Таганрог, пн, «»: не интервал времени; нужно, например, 8:00-20:00",
        "пон 8:00-20:00 | Таганрог: «пон» - не дни недели; нужно, например, пн-сб или пн,ср,пт",
        "пн-ср-пт 8:00-20:00 | Таганрог: «пн-ср-пт» - не дни недели; нужно, например, пн-сб или пн,ср,пт",
        "8:00-20:00 | Таганрог: «8:00-20:00» - не часы; нужно, например, пн-сб 8:00-20:00",
        "пн-ср 8:00-9:00; ср 9:00-10:00 | Таганрог, ср: часы указаны дважды в «пн-ср 8:00-9:00; ср 9:00-10:00»",
        "пн закрыто | Таганрог, неделя: ни одного рабочего дня"
      })
  void a_bad_week_is_refused_with_place_and_value(String text, String message) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> WeeklyHours.parse("Таганрог", text))
        .withMessage(message);
  }

  @Test
  void a_bad_span_is_refused_however_it_is_built() {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> new Span(LocalTime.NOON, LocalTime.of(11, 0)))
        .withMessage("интервал 12:00-11:00: заканчивается раньше, чем начинается");
  }

  @ParameterizedTest(name = "«{0}»")
  @CsvSource({
    "Europe/Taganrog, неизвестный часовой пояс",
    "'', неизвестный часовой пояс",
    "+03:00, смещение",
    "UTC+3, смещение",
    "GMT-1, смещение"
  })
  void an_unknown_zone_and_an_offset_are_refused(String id, String problem) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.zone("Таганрог", id))
        .withMessageContaining("Таганрог: ")
        .withMessageContaining("«" + id + "»")
        .withMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Kaliningrad",
        "Europe/Kirov",
        "Europe/Samara",
        "Asia/Yekaterinburg",
        "Asia/Srednekolymsk",
        "Asia/Ust-Nera",
        "Asia/Khandyga",
        "Asia/Anadyr"
      })
  void the_zones_of_russia_are_known(String id) {
    assertThat(Schedule.zone("Россия", id)).isEqualTo(ZoneId.of(id));
  }

  @Test
  void a_schedule_that_cannot_be_is_refused() {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> new Schedule(MOSCOW, plainYears(2026, 2026), List.of(TOWN)))
        .withMessage("Таганрог: ни на одном уровне нет часов работы");
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(
            () ->
                new Schedule(
                    MOSCOW,
                    plainYears(2026, 2026),
                    List.of(TOWN, LevelRules.of(Level.MUNICIPALITY, "Азов"))))
        .withMessage("Азов: уровень уже задан: Таганрог");
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(
            () -> new Schedule(ZoneId.of("UTC+03:00"), country.production(), country.levels()))
        .withMessageStartingWith("Россия: «UTC+03:00»");
  }

  @Test
  void a_level_that_contradicts_itself_is_refused() {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(
            () ->
                TOWN.withSpecialDays(
                    List.of(special("2026-06-02", "закрыто"), special("2026-06-02", "8:00-9:00"))))
        .withMessage("Таганрог: два исключения на 2026-06-02");
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> TOWN.withHolidays(holidays("2026-06-02", "2026-06-02")))
        .withMessage("Таганрог: два праздника на 2026-06-02");
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> TOWN.withShortening(Duration.ofHours(-1)))
        .withMessage("Таганрог: предпраздничный день нельзя сократить на -60 мин");
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> SpecialDay.closed(LocalDate.of(2026, 6, 2), " "))
        .withMessage("исключение на 2026-06-02: не указана причина");
  }

  @Test
  void a_date_without_data_is_refused_even_where_an_exception_is_set() {
    var schedule = country.with(CHAT.withSpecialDays(List.of(special("2031-01-09", "8:00-9:00"))));
    assertThatExceptionOfType(UnknownYearException.class)
        .isThrownBy(() -> schedule.on(LocalDate.of(2031, 1, 9)))
        .satisfies(e -> assertThat(e.year()).isEqualTo(2031));
  }

  private static String hoursOn(Schedule schedule, String date) {
    return schedule.on(LocalDate.parse(date)).hours().toString();
  }
}
