package ru.medchat.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.testing.CaseTest;
import ru.medchat.worktime.InvalidScheduleException;

class CalendarsTest extends CaseTest {

  private static final CalendarScope AZOV = CalendarScope.municipality("azov");

  @Autowired private Calendars calendars;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-12-01 | 20:00-8:00         | Праздник | 20:00",
        "2026-12-01 | 25:00-26:00        | Праздник | 25:00",
        "2026-12-01 | 8:00-12:00, 11:00-13:00 | Праздник | пересекаются",
        "2026-12-01 | с утра             | Праздник | с утра",
        "2026-10-01 | закрыто            | Праздник | 01.10.2026",
        "2026-12-01 | закрыто            | ' '      | причина"
      })
  void what_cannot_be_is_refused_with_place_and_value(
      LocalDate date, String hours, String reason, String named) {
    nowIs("2026-11-02T10:00:00+03:00");
    var before = calendars.changes();

    assertThatThrownBy(() -> calendars.draft(AZOV, date, hours, reason, "admin"))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessageContaining("Азов")
        .hasMessageContaining(named);
    assertThat(calendars.changes()).isEqualTo(before);
  }

  @Test
  void an_unknown_place_is_refused() {
    assertThatThrownBy(
            () ->
                calendars.draft(
                    CalendarScope.municipality("atlantis"),
                    LocalDate.parse("2026-12-01"),
                    "закрыто",
                    "Потоп",
                    "admin"))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessageContaining("atlantis");
  }

  @Test
  void a_change_holds_at_once_and_is_kept_with_who_and_why() {
    nowIs("2026-11-02T10:00:00+03:00");
    var before = calendars.of("azov", null).version();

    var change =
        calendars.make(
            calendars.draft(AZOV, LocalDate.parse("2026-12-01"), "закрыто", "Авария", "ivanova"));
    try {
      assertThat(calendars.of("azov", null).version()).isNotEqualTo(before);
      assertThat(calendars.changes()).first().isEqualTo(change);
      assertThat(change.changedBy()).isEqualTo("ivanova");
    } finally {
      jdbc.sql("delete from calendar_change").update();
    }
  }
}
