package ru.medchat.insight;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Draws the balance of each day once it is over, and tells it in the log; one node does. */
@Component
class DrawingBalances {

  private static final Logger log = LoggerFactory.getLogger(DrawingBalances.class);

  /** How far back days are made up for, and shown. */
  static final int DAYS = 30;

  /** What was committed a moment after midnight may have been received before. */
  private static final Duration AFTER_MIDNIGHT = Duration.ofMinutes(5);

  private final Balances balances;
  private final Clock clock;
  private volatile LocalDate drawnUntil = LocalDate.EPOCH;

  DrawingBalances(Balances balances, Clock clock) {
    this.balances = balances;
    this.clock = clock;
  }

  /** Draws the next day's; false when all are drawn. */
  @Transactional
  public boolean drawNext() {
    LocalDate yesterday =
        LocalDate.ofInstant(clock.instant().minus(AFTER_MIDNIGHT), Balances.ZONE).minusDays(1);
    if (!yesterday.isAfter(drawnUntil)) {
      return false;
    }
    LocalDate day =
        balances.lastDrawn().map(last -> last.plusDays(1)).or(balances::firstDay).orElse(yesterday);
    if (day.isBefore(yesterday.minusDays(DAYS))) {
      day = yesterday.minusDays(DAYS);
    }
    if (day.isAfter(yesterday)) {
      drawnUntil = yesterday;
      return false;
    }
    Balance balance = balances.of(day);
    if (balances.keep(balance)) {
      tell(balance);
      balances.unsettled(yesterday.minusDays(DAYS)).stream()
          .map(balances::of)
          .forEach(balances::keep);
    }
    return true;
  }

  private static void tell(Balance balance) {
    if (balance.isOff()) {
      log.error("The balance of {} is off: {}", balance.day(), balance.told());
    } else {
      log.info("The balance of {}: {}", balance.day(), balance.told());
    }
  }
}
