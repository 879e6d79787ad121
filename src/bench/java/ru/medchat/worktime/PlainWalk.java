package ru.medchat.worktime;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * What one writes first: walk from day to day, the same hours on each that is not closed. No
 * breaks, no exceptions, closed days in a hash set.
 */
final class PlainWalk {

  private final Set<LocalDate> closed;
  private final LocalTime opens;
  private final LocalTime closes;
  private final ZoneId zone;

  PlainWalk(Set<LocalDate> closed, LocalTime opens, LocalTime closes, ZoneId zone) {
    this.closed = closed;
    this.opens = opens;
    this.closes = closes;
    this.zone = zone;
  }

  Instant after(Instant start, Duration amount) {
    Instant at = nextOpening(start);
    Duration left = amount;
    while (true) {
      Instant closing = closingOf(dayOf(at));
      Duration today = Duration.between(at, closing);
      if (left.compareTo(today) <= 0) {
        return at.plus(left);
      }
      left = left.minus(today);
      at = nextOpening(closing);
    }
  }

  Duration worked(Instant from, Instant to) {
    Duration sum = Duration.ZERO;
    for (Instant at = nextOpening(from); at.isBefore(to); ) {
      Instant closing = closingOf(dayOf(at));
      sum = sum.plus(Duration.between(at, closing.isBefore(to) ? closing : to));
      at = nextOpening(closing);
    }
    return sum;
  }

  private Instant nextOpening(Instant instant) {
    LocalDate day = nextWorkingDay(dayOf(instant));
    if (instant.isBefore(openingOf(day))) {
      return openingOf(day);
    }
    return instant.isBefore(closingOf(day)) ? instant : openingOf(nextWorkingDay(day.plusDays(1)));
  }

  private LocalDate nextWorkingDay(LocalDate from) {
    LocalDate day = from;
    while (closed.contains(day)) {
      day = day.plusDays(1);
    }
    return day;
  }

  private LocalDate dayOf(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }

  private Instant openingOf(LocalDate day) {
    return day.atTime(opens).atZone(zone).toInstant();
  }

  private Instant closingOf(LocalDate day) {
    return day.atTime(closes).atZone(zone).toInstant();
  }
}
