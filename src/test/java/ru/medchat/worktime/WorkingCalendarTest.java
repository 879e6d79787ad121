package ru.medchat.worktime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static ru.medchat.worktime.Calendars.MOSCOW;
import static ru.medchat.worktime.Calendars.at;
import static ru.medchat.worktime.Calendars.chat;
import static ru.medchat.worktime.Calendars.plain;
import static ru.medchat.worktime.Calendars.special;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The medical chats of Moscow's zone, Monday to Saturday 8:00 to 20:00, Russian calendar. */
class WorkingCalendarTest {

  private final WorkingCalendar moscow = Schedule.ofMedicalChats(MOSCOW).compile();

  @ParameterizedTest(name = "{0} + {1} = {2}")
  @CsvSource({
    "2026-11-03 18:00, PT2H, 2026-11-03 20:00",
    "2026-11-03 19:30, PT2H, 2026-11-05 09:30",
    "2026-11-08 12:00, PT2H, 2026-11-09 10:00",
    "2026-02-21 19:00, PT2H, 2026-02-24 09:00",
    "2026-03-07 19:59, PT2H, 2026-03-10 09:59",
    "2026-05-08 18:30, PT2H, 2026-05-11 08:30",
    "2026-12-30 19:00, PT2H, 2027-01-09 09:00",
    "2026-11-02 07:59:59, PT2H, 2026-11-02 10:00",
    "2026-11-02 19:30, PT2H, 2026-11-03 09:30",
    "2026-11-07 19:00, PT2H, 2026-11-09 09:00",
    "2026-11-02 20:00, PT2H, 2026-11-03 10:00",
    "2026-11-02 12:00, PT0S, 2026-11-02 12:00",
    "2026-11-02 20:00, PT0S, 2026-11-03 08:00",
    "2026-11-02 21:00, PT0S, 2026-11-03 08:00",
    "2026-11-02 10:00, PT24H, 2026-11-05 10:00",
    "2026-11-02 10:00:00.5, PT0.25S, 2026-11-02 10:00:00.75"
  })
  void time_passes_only_while_the_chat_is_open(String from, String amount, String to) {
    assertThat(after(from, amount)).isEqualTo(at(MOSCOW, to));
  }

  @ParameterizedTest(name = "{0} + {1} = {2}")
  @CsvSource({
    "2026-11-06 10:00, P3D, 2026-11-10 10:00",
    "2026-11-06 21:00, P1D, 2026-11-09 08:00",
    "2026-11-06 07:00, P1D, 2026-11-07 08:00",
    "2026-11-06 20:00, P1D, 2026-11-09 08:00",
    "2026-11-08 12:00, P1D, 2026-11-10 08:00",
    "2026-11-03 12:00, P1D, 2026-11-05 12:00",
    "2026-11-08 12:00, P0D, 2026-11-09 08:00",
    "2026-11-02 12:00, P1DT2H, 2026-11-03 14:00",
    "2026-11-02 19:00, P1DT2H, 2026-11-05 09:00",
    "2026-12-30 19:00, P1DT2H, 2027-01-11 09:00"
  })
  void days_are_working_days_and_come_before_the_time(String from, String amount, String to) {
    assertThat(after(from, amount)).isEqualTo(at(MOSCOW, to));
  }

  @ParameterizedTest(name = "{0} + {1} = {2}")
  @CsvSource({
    "2026-06-01 10:00, P1D, 2026-06-02 10:00",
    "2026-06-01 12:30, P1D, 2026-06-02 13:00",
    "2026-06-02 15:00, P1D, 2026-06-04 09:00",
    "2026-06-02 14:00, P1D, 2026-06-03 14:00",
    "2026-06-02 14:00, P1DT1H, 2026-06-04 10:00",
    "2026-06-03 12:00, P1D, 2026-06-04 12:00"
  })
  void a_day_on_where_the_hours_differ_is_the_next_opening_or_that_days_closing(
      String from, String amount, String to) {
    var calendar =
        plain(
                "Europe/Moscow",
                2026,
                chat("пн,вт,чт,пт 9:00-12:00, 13:00-18:00; ср 9:00-12:30, 13:00-14:00"))
            .compile();
    assertThat(calendar.after(at(MOSCOW, from), WorkingTime.parse(amount)))
        .isEqualTo(at(MOSCOW, to));
  }

  @Test
  void a_day_that_closes_earlier_leaves_the_rest_to_the_next() {
    var calendar =
        Schedule.ofMedicalChats(MOSCOW)
            .with(
                LevelRules.of(Level.MUNICIPALITY, "Таганрог")
                    .withSpecialDays(List.of(special("2026-11-03", "8:00-19:00"))))
            .compile();
    assertThat(calendar.after(at(MOSCOW, "2026-11-03 18:30"), WorkingTime.parse("PT2H")))
        .isEqualTo(at(MOSCOW, "2026-11-05 09:30"));
  }

  @Test
  void the_same_instant_falls_due_earlier_where_the_sun_rises_earlier() {
    var yekaterinburg = Schedule.ofMedicalChats(ZoneId.of("Asia/Yekaterinburg")).compile();
    var morning = at(MOSCOW, "2026-11-03 06:30");

    assertThat(yekaterinburg.after(morning, WorkingTime.parse("PT2H")))
        .isEqualTo(at(MOSCOW, "2026-11-03 08:30"));
    assertThat(after("2026-11-03 06:30", "PT2H")).isEqualTo(at(MOSCOW, "2026-11-03 10:00"));
  }

  @Test
  void the_chat_is_open_from_eight_up_to_but_not_at_twenty() {
    assertThat(moscow.isOpen(at(MOSCOW, "2026-11-02 07:59:59.999999999"))).isFalse();
    assertThat(moscow.isOpen(at(MOSCOW, "2026-11-02 08:00"))).isTrue();
    assertThat(moscow.isOpen(at(MOSCOW, "2026-11-02 19:59:59.999999999"))).isTrue();
    assertThat(moscow.isOpen(at(MOSCOW, "2026-11-02 20:00"))).isFalse();
    assertThat(moscow.isOpen(at(MOSCOW, "2026-11-04 12:00"))).isFalse();
  }

  @Test
  void the_next_opening_is_now_while_open() {
    assertThat(moscow.nextOpening(at(MOSCOW, "2026-11-03 19:59")))
        .isEqualTo(at(MOSCOW, "2026-11-03 19:59"));
    assertThat(moscow.nextOpening(at(MOSCOW, "2026-11-03 20:00")))
        .isEqualTo(at(MOSCOW, "2026-11-05 08:00"));
  }

  @Test
  void nothing_is_worked_backwards() {
    var from = at(MOSCOW, "2026-11-07 19:10");
    assertThat(moscow.worked(from, from)).isZero();
    assertThat(moscow.worked(from, from.minusSeconds(7200))).isZero();
    assertThat(moscow.worked(from, from.plusSeconds(600))).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void the_data_reaches_to_the_end_of_its_last_local_year() {
    assertThat(moscow.coveredFrom()).isEqualTo(at(MOSCOW, "2024-01-01 00:00"));
    assertThat(moscow.coveredUntil()).isEqualTo(at(MOSCOW, "2028-01-01 00:00"));
  }

  @Test
  void beyond_the_data_no_answer_is_given_but_the_name_of_the_missing_year() {
    var end = moscow.coveredUntil();
    assertMissing(2028, () -> moscow.isOpen(end));
    assertMissing(2028, () -> moscow.nextOpening(end));
    assertMissing(2028, () -> moscow.nextOpening(at(MOSCOW, "2027-12-31 12:00")));
    assertMissing(2028, () -> after("2027-12-30 19:00", "PT2H"));
    assertMissing(2028, () -> after("2027-12-30 19:00", "P1D"));
    assertMissing(2028, () -> after("2026-11-03 19:00", "PT2000000000H"));
    assertMissing(2028, () -> after("2026-11-03 19:00", "P2147483647D"));
    assertMissing(2030, () -> moscow.isOpen(at(MOSCOW, "2030-05-05 12:00")));
    assertMissing(2023, () -> moscow.isOpen(at(MOSCOW, "2023-12-31 23:59:59")));
    assertMissing(2023, () -> moscow.worked(at(MOSCOW, "2023-12-31 12:00"), end));
    assertMissing(2028, () -> moscow.worked(moscow.coveredFrom(), end.plusNanos(1)));
    assertMissing(2028, () -> moscow.explain(moscow.coveredFrom(), end.plusNanos(1)));
    assertThat(after("2027-12-30 19:00", "PT1H")).isEqualTo(at(MOSCOW, "2027-12-30 20:00"));
    assertThat(moscow.worked(moscow.coveredFrom(), end))
        .isEqualTo(Duration.ofHours(12 * (300 + 299 + 299 + 299)));
  }

  @Test
  void a_missing_year_is_told_in_words() {
    assertThatExceptionOfType(UnknownYearException.class)
        .isThrownBy(() -> after("2029-01-09 10:00", "PT2H"))
        .withMessage("Нет данных рабочего календаря на 2029 год (есть с 2024 по 2027)");
  }

  @Test
  void equal_schedules_have_the_same_version_and_others_another() {
    var same = Schedule.ofMedicalChats(MOSCOW).compile();
    var elsewhere = Schedule.ofMedicalChats(ZoneId.of("Europe/Kirov")).compile();
    var rules = LevelRules.of(Level.CHAT, "чат");
    var closed =
        Schedule.ofMedicalChats(MOSCOW)
            .with(rules.withSpecialDays(List.of(special("2026-11-03", "закрыто"))))
            .compile();

    assertThat(same).isEqualTo(moscow).hasSameHashCodeAs(moscow);
    assertThat(same.version()).isEqualTo(moscow.version()).hasSize(32);
    assertThat(elsewhere).isNotEqualTo(moscow);
    assertThat(closed).isNotEqualTo(moscow);
  }

  private Instant after(String from, String amount) {
    return moscow.after(at(MOSCOW, from), WorkingTime.parse(amount));
  }

  private static void assertMissing(int year, ThrowingCallable question) {
    assertThatExceptionOfType(UnknownYearException.class)
        .isThrownBy(question)
        .satisfies(e -> assertThat(e.year()).isEqualTo(year))
        .withMessageContaining(String.valueOf(year));
  }
}
