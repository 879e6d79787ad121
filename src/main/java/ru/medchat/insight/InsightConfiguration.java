package ru.medchat.insight;

import java.time.Duration;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import ru.medchat.loop.WorkLoop;

@Configuration(proxyBeanMethods = false)
class InsightConfiguration {

  /** Not DOWN: what waits, waits for all nodes alike, and is no reason to take one away. */
  private static final Status LAGGING = new Status("LAGGING");

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Bean
  WorkLoop dailyBalance(DrawingBalances drawing) {
    return new WorkLoop("daily-balance", 1, drawing::drawNext);
  }

  @Bean
  HealthIndicator inboxHealthIndicator(ReadingFigures reading) {
    return () -> {
      Figures now = reading.now();
      return lag(now.inboxAge())
          .withDetail("waiting", now.inboxWaiting())
          .withDetail("quarantined", now.quarantined())
          .build();
    };
  }

  @Bean
  HealthIndicator outboxHealthIndicator(ReadingFigures reading) {
    return () -> {
      Figures now = reading.now();
      return lag(now.awaited().age())
          .withDetail("waiting", now.awaited().waiting())
          .withDetail("lanes", now.awaited().lanes())
          .withDetail("bulk", now.bulk().waiting())
          .withDetail("undelivered", now.undelivered())
          .build();
    };
  }

  private static Health.Builder lag(double seconds) {
    Health.Builder health = seconds > PATIENCE.toSeconds() ? Health.status(LAGGING) : Health.up();
    return health.withDetail("lag", Math.round(seconds) + " s");
  }
}
