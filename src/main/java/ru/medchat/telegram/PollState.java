package ru.medchat.telegram;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;
import org.telegram.telegrambots.longpolling.interfaces.BackOff;

/** How polling goes: what stands in its way, in words for people, and how long to wait then. */
@Component
class PollState implements BackOff, HealthIndicator {

  private static final Logger log = LoggerFactory.getLogger(PollState.class);

  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Not DOWN: an outage of Telegram is no reason to have us restarted. */
  private static final Status OUTAGE = new Status("OUTAGE");

  private boolean leads;
  private @Nullable String trouble;
  private Duration pause = SHORTEST;
  private Duration asked = Duration.ZERO;
  private long lastSign = System.nanoTime();

  /** Whether this node is the one that polls. What troubles it is another node's matter if not. */
  synchronized void leads(boolean leads) {
    this.leads = leads;
    if (!leads) {
      trouble = null;
    }
  }

  /** A poll begins. */
  synchronized void polling() {
    lastSign = System.nanoTime();
  }

  /** How long the poller has not begun another poll. */
  synchronized Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastSign);
  }

  /** Something stands in the way; told once, however often it is found again. */
  synchronized void trouble(String words) {
    if (!words.equals(trouble)) {
      trouble = words;
      log.warn("No updates from Telegram: {}", words);
    }
  }

  /** Telegram wants to be left alone for a while. */
  synchronized void waitFor(Duration time) {
    asked = time;
  }

  @Override
  public synchronized void reset() {
    pause = SHORTEST;
    asked = Duration.ZERO;
    if (trouble != null) {
      trouble = null;
      log.info("Updates from Telegram come again");
    }
  }

  @Override
  public synchronized long nextBackOffMillis() {
    Duration now = pause.compareTo(asked) < 0 ? asked : pause;
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    asked = Duration.ZERO;
    return now.toMillis();
  }

  @Override
  public synchronized Health health() {
    Health.Builder health = Health.up();
    if (trouble != null) {
      health.status(OUTAGE).withDetail("trouble", trouble);
    }
    return health.withDetail("leads", leads).build();
  }
}
