package ru.medchat.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** Real time moved by an offset that a person sets on the resident's page. */
class SandboxClock extends Clock {

  private final Clock real = Clock.systemUTC();
  private final Consumer<Duration> keeper;
  private volatile Duration offset;

  /**
   * @param offset where an earlier run left the clock
   * @param keeper remembers every new offset for the next run
   */
  SandboxClock(Duration offset, Consumer<Duration> keeper) {
    this.offset = offset;
    this.keeper = keeper;
  }

  @Override
  public Instant instant() {
    return real.instant().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    var moved = this;
    return new Clock() {
      @Override
      public Instant instant() {
        return moved.instant();
      }

      @Override
      public ZoneId getZone() {
        return zone;
      }

      @Override
      public Clock withZone(ZoneId other) {
        return moved.withZone(other);
      }
    };
  }

  Duration offset() {
    return offset;
  }

  /** Moves the clock on by an amount, which may be negative. */
  synchronized void advance(Duration amount) {
    set(offset.plus(amount));
  }

  /** Moves the clock to an instant; from there it goes on as real time does. */
  synchronized void moveTo(Instant instant) {
    set(Duration.between(real.instant(), instant));
  }

  synchronized void backToReal() {
    set(Duration.ZERO);
  }

  private void set(Duration next) {
    keeper.accept(next);
    offset = next;
  }
}
