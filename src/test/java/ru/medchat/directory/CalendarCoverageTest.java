package ru.medchat.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import ru.medchat.testing.TestClock;

class CalendarCoverageTest {

  private final TestClock clock = new TestClock();
  private final CalendarCoverage coverage = new CalendarCoverage(clock);

  @Test
  void sixty_days_before_the_data_ends_health_says_so() {
    clock.standAt("2027-11-01T23:59:00+03:00");
    assertThat(coverage.health().getStatus().getCode()).isEqualTo("UP");
    assertThat(coverage.health().getDetails()).containsEntry("coveredUntil", "2027-12-31");

    clock.standAt("2027-11-02T00:01:00+03:00");
    assertThat(coverage.health().getStatus().getCode()).isEqualTo("ENDING");
  }
}
