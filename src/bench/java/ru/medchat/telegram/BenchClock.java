package ru.medchat.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Goes on by itself, from wherever it is put. One for all engines of the JVM, as Joda has one. */
final class BenchClock extends Clock {

  static final BenchClock CLOCK = new BenchClock();

  private volatile Duration ahead = Duration.ZERO;

  private BenchClock() {}

  void put(Instant moment) {
    ahead = Duration.between(Instant.now(), moment);
  }

  void putBack() {
    ahead = Duration.ZERO;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
