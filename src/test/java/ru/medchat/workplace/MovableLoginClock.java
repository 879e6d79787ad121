package ru.medchat.workplace;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The clock of log-ins, which a test can let go on. */
class MovableLoginClock extends LoginClock {

  private volatile Duration ahead = Duration.ZERO;
  private volatile @Nullable Instant standing;

  @Override
  public Instant instant() {
    Instant at = standing;
    return (at == null ? super.instant() : at).plus(ahead);
  }

  void stands() {
    standing = super.instant();
  }

  void goesOn(Duration time) {
    ahead = ahead.plus(time);
  }

  void runsAsUsual() {
    ahead = Duration.ZERO;
    standing = null;
  }
}
