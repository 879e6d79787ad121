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

/**
 * How updates come in: what stands in their way, in words for people, and how long to wait before
 * the next try. For polling and for the webhook alike.
 */
@Component("telegramHealthIndicator")
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
  private boolean succeeded;
  private long lastSuccess = System.nanoTime();
  private boolean outside;
  private long troubledSince = System.nanoTime();
  private @Nullable Webhook webhook;

  /**
   * What Telegram says of our webhook.
   *
   * @param waiting how many updates it has not brought yet
   * @param lastError why it failed to bring one the last time it did; null when it never did
   */
  private record Webhook(int waiting, @Nullable String lastError) {}

  /** Whether this node is the one that polls. What troubles it is another node's matter if not. */
  synchronized void leads(boolean leads) {
    this.leads = leads;
    if (!leads) {
      trouble = null;
      succeeded = false;
      webhook = null;
    }
  }

  synchronized boolean leads() {
    return leads;
  }

  /** Whether Telegram has answered as it should, and nothing has stood in the way since. */
  synchronized boolean isFine() {
    return succeeded && trouble == null;
  }

  /** How long Telegram is out of reach; null while it is not, as far as we know. */
  synchronized @Nullable Duration outFor() {
    return trouble == null || !outside ? null : Duration.ofNanos(System.nanoTime() - troubledSince);
  }

  /** How long Telegram has not answered as it should; null when this node does not ask. */
  synchronized @Nullable Duration sinceSuccess() {
    return leads ? Duration.ofNanos(System.nanoTime() - lastSuccess) : null;
  }

  synchronized void webhook(int waiting, @Nullable String lastError) {
    webhook = new Webhook(waiting, lastError);
  }

  /** A poll begins. */
  synchronized void polling() {
    lastSign = System.nanoTime();
  }

  /** How long the poller has not begun another poll; negative while it pauses before one. */
  synchronized Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastSign);
  }

  /** Telegram can't be reached, or refuses; told once, however often it is found again. */
  synchronized void trouble(String words) {
    trouble(words, true);
  }

  /** We stand in the way ourselves. */
  synchronized void troubleOfOurs(String words) {
    trouble(words, false);
  }

  private void trouble(String words, boolean telegrams) {
    if (trouble == null || outside != telegrams) {
      troubledSince = System.nanoTime();
    }
    outside = telegrams;
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
    succeeded = true;
    lastSuccess = System.nanoTime();
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
    lastSign = System.nanoTime() + now.toNanos();
    return now.toMillis();
  }

  @Override
  public synchronized Health health() {
    Health.Builder health = Health.up();
    if (trouble != null) {
      health.status(OUTAGE).withDetail("trouble", trouble);
    }
    if (webhook != null) {
      health.withDetail("waiting", webhook.waiting());
      if (webhook.lastError() != null) {
        health.withDetail("lastError", webhook.lastError());
      }
    }
    return health.withDetail("leads", leads).build();
  }
}
