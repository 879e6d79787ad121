package ru.medchat.worktime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeeklyHoursTest {

  private final WeeklyHours moscow = WeeklyHours.ofMedicalChats(ZoneId.of("Europe/Moscow"));

  @ParameterizedTest(name = "{0} + {1} = {2}")
  @CsvSource({
    "2026-11-03T18:00:00+03:00, PT2H, 2026-11-03T20:00:00+03:00",
    "2026-11-02T07:59:59+03:00, PT2H, 2026-11-02T10:00:00+03:00",
    "2026-11-02T19:30:00+03:00, PT2H, 2026-11-03T09:30:00+03:00",
    "2026-11-08T12:00:00+03:00, PT2H, 2026-11-09T10:00:00+03:00",
    "2026-11-07T19:00:00+03:00, PT2H, 2026-11-09T09:00:00+03:00",
    "2026-11-02T20:00:00+03:00, PT2H, 2026-11-03T10:00:00+03:00",
    "2026-11-02T12:00:00+03:00, PT0S, 2026-11-02T12:00:00+03:00",
    "2026-11-02T21:00:00+03:00, PT0S, 2026-11-03T08:00:00+03:00",
    "2026-11-02T10:00:00+03:00, PT24H, 2026-11-04T10:00:00+03:00",
    "2026-11-06T10:00:00+03:00, P3D, 2026-11-10T10:00:00+03:00",
    "2026-11-06T21:00:00+03:00, P1D, 2026-11-09T08:00:00+03:00",
    "2026-11-02T19:00:00+03:00, P1DT2H, 2026-11-04T09:00:00+03:00"
  })
  void working_time_passes_only_while_the_chat_is_open(String from, String amount, String to) {
    assertThat(moscow.after(at(from), WorkingTime.parse(amount))).isEqualTo(at(to));
  }

  @Test
  void the_same_instant_falls_due_earlier_where_the_sun_rises_earlier() {
    var yekaterinburg = WeeklyHours.ofMedicalChats(ZoneId.of("Asia/Yekaterinburg"));
    var morning = at("2026-11-03T06:30:00+03:00");

    assertThat(yekaterinburg.after(morning, WorkingTime.parse("PT2H")))
        .isEqualTo(at("2026-11-03T08:30:00+03:00"));
    assertThat(moscow.after(morning, WorkingTime.parse("PT2H")))
        .isEqualTo(at("2026-11-03T10:00:00+03:00"));
  }

  @Test
  void what_was_worked_is_what_was_added() {
    var from = at("2026-11-07T19:10:00+03:00");
    for (var amount : new String[] {"PT1M", "PT2H", "PT12H", "PT100H"}) {
      var to = moscow.after(from, WorkingTime.parse(amount));
      assertThat(moscow.worked(from, to)).isEqualTo(Duration.parse(amount));
    }
  }

  @Test
  void nothing_is_worked_backwards() {
    var from = at("2026-11-07T19:10:00+03:00");
    assertThat(moscow.worked(from, from.minusSeconds(7200))).isZero();
  }

  @Test
  void the_chat_is_open_from_eight_up_to_but_not_at_twenty() {
    assertThat(moscow.isOpen(at("2026-11-02T08:00:00+03:00"))).isTrue();
    assertThat(moscow.isOpen(at("2026-11-02T19:59:59+03:00"))).isTrue();
    assertThat(moscow.isOpen(at("2026-11-02T20:00:00+03:00"))).isFalse();
    assertThat(moscow.isOpen(at("2026-11-08T12:00:00+03:00"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "P", "PT", "2H", "P1M", "P1Y", "-PT2H", "PT-2H", "P-1D", "PT2H ", "завтра"})
  void what_is_no_amount_of_working_time_is_refused(String text) {
    assertThatThrownBy(() -> WorkingTime.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  private static Instant at(String moment) {
    return OffsetDateTime.parse(moment).toInstant();
  }
}
