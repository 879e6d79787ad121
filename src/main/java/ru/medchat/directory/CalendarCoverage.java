package ru.medchat.directory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import ru.medchat.worktime.Schedule;

/** Warns in time, at every start and as health, that the calendar's data comes to its end. */
@Component("calendar")
class CalendarCoverage implements HealthIndicator {

  static final Duration NOTICE = Duration.ofDays(60);

  private static final Logger log = LoggerFactory.getLogger(CalendarCoverage.class);
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  private final Clock clock;
  private final Instant until = Schedule.ofMedicalChats(MOSCOW).compile().coveredUntil();

  CalendarCoverage(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Health health() {
    var health = endsSoon() ? Health.status("ENDING") : Health.up();
    return health.withDetail("coveredUntil", lastDay().toString()).build();
  }

  @EventListener(ApplicationReadyEvent.class)
  void tell() {
    if (endsSoon()) {
      log.warn(
          "The working calendar ends with {}: add the next year, or limits can't be computed",
          lastDay());
    } else {
      log.info("The working calendar reaches up to {}", lastDay());
    }
  }

  private boolean endsSoon() {
    return clock.instant().plus(NOTICE).isAfter(until);
  }

  private LocalDate lastDay() {
    return until.minusNanos(1).atZone(MOSCOW).toLocalDate();
  }
}
