package ru.medchat.worktime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingTimeTest {

  @ParameterizedTest
  @CsvSource({
    "PT2H, 0, PT2H",
    "PT1H30M, 0, PT1H30M",
    "PT0S, 0, PT0S",
    "PT0.5S, 0, PT0.5S",
    "P3D, 3, PT0S",
    "P0D, 0, PT0S",
    "P1DT4H, 1, PT4H"
  })
  void days_and_time_are_read(String text, int days, Duration time) {
    assertThat(WorkingTime.parse(text)).isEqualTo(new WorkingTime(days, time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PT",
        "P1DT",
        "2H",
        "-PT2H",
        "PT-2H",
        "P-1D",
        "P1DT-2H",
        "P-1DT2H",
        "PT2H ",
        "PT2M1H",
        "P1D2D",
        "P99999999999D",
        "PT99999999999999999999H",
        "завтра"
      })
  void what_is_no_amount_of_working_time_is_refused(String text) {
    assertThatThrownBy(() -> WorkingTime.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("«" + text + "»")
        .hasMessageContaining("не рабочее время");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P1Y", "P1M", "P1W", "P1Y2D", "P1MT2H", "P0Y"})
  void years_months_and_weeks_are_refused(String text) {
    assertThatThrownBy(() -> WorkingTime.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("«" + text + "»")
        .hasMessageContaining("укажите дни");
  }

  @Test
  void nothing_is_negative() {
    assertThatThrownBy(() -> new WorkingTime(-1, Duration.ZERO))
        .hasMessageContaining("не может быть отрицательным: -1 дн.");
    assertThatThrownBy(() -> new WorkingTime(0, Duration.ofHours(-2)))
        .hasMessageContaining("PT-2H");
  }
}
