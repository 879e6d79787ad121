package ru.medchat.worktime;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * The oracle: the same answers found by walking from day to day and adding up, without anything
 * compiled. It asks the schedule for a day's hours and does the rest in its own way.
 */
final class DayWalk {

  private final Schedule schedule;
  private final ZoneId zone;

  DayWalk(Schedule schedule) {
    this.schedule = schedule;
    this.zone = schedule.zone();
  }

  private record Open(Instant start, Instant end) {}

  Instant after(Instant start, WorkingTime amount) {
    Instant at = start;
    if (amount.days() > 0) {
      var opening = nextOpening(start).atZone(zone);
      LocalDate date = opening.toLocalDate();
      for (int left = amount.days(); left > 0; ) {
        date = date.plusDays(1);
        left -= spansOf(date).isEmpty() ? 0 : 1;
      }
      at = date.atTime(opening.toLocalTime()).atZone(zone).toInstant();
      at = isClosing(at) ? at : nextOpening(at);
    }
    return amount.time().isZero() && amount.days() > 0 ? at : plusOpenTime(at, amount.time());
  }

  private Instant plusOpenTime(Instant from, Duration amount) {
    Instant at = nextOpening(from);
    Duration left = amount;
    while (true) {
      Instant closing = closingAfter(at);
      Duration stretch = Duration.between(at, closing);
      if (left.compareTo(stretch) <= 0) {
        return at.plus(left);
      }
      left = left.minus(stretch);
      at = nextOpening(closing);
    }
  }

  Duration worked(Instant from, Instant to) {
    Duration sum = Duration.ZERO;
    for (Instant at = from; at.isBefore(to); ) {
      if (isOpen(at)) {
        Instant closing = closingAfter(at);
        Instant end = closing.isBefore(to) ? closing : to;
        sum = sum.plus(Duration.between(at, end));
        at = end;
      } else {
        at = openingWithinDays(at, to);
      }
    }
    return sum;
  }

  boolean isOpen(Instant instant) {
    return around(instant, 1).stream()
        .anyMatch(open -> !instant.isBefore(open.start()) && instant.isBefore(open.end()));
  }

  /** Whether the chat is open up to that instant, but not at it. */
  boolean isClosing(Instant instant) {
    return !isOpen(instant)
        && around(instant, 1).stream().anyMatch(open -> open.end().equals(instant));
  }

  Instant nextOpening(Instant instant) {
    return openingWithinDays(instant, Instant.MAX);
  }

  private Instant openingWithinDays(Instant instant, Instant limit) {
    if (isOpen(instant)) {
      return instant;
    }
    LocalDate date = dateOf(instant);
    while (true) {
      var next =
          around(date, 1).stream()
              .map(Open::start)
              .filter(start -> start.isAfter(instant))
              .min(Instant::compareTo);
      if (next.isPresent()) {
        return next.get();
      }
      if (!date.atStartOfDay(zone).toInstant().isBefore(limit)) {
        return limit;
      }
      if (!schedule.production().covers(date)) {
        throw new UnknownYearException(date.getYear(), schedule.production());
      }
      date = date.plusDays(1);
    }
  }

  private Instant closingAfter(Instant open) {
    Instant at = open;
    while (isOpen(at)) {
      Instant known = at;
      at =
          around(at, 1).stream()
              .filter(o -> !known.isBefore(o.start()) && known.isBefore(o.end()))
              .map(Open::end)
              .max(Instant::compareTo)
              .orElseThrow();
    }
    return at;
  }

  private LocalDate dateOf(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }

  private List<Open> around(Instant instant, int days) {
    return around(dateOf(instant), days);
  }

  private List<Open> around(LocalDate date, int days) {
    return date.minusDays(days)
        .datesUntil(date.plusDays(days + 1L))
        .filter(schedule.production()::covers)
        .flatMap(d -> spansOf(d).stream())
        .toList();
  }

  private List<Open> spansOf(LocalDate date) {
    if (!date.atStartOfDay(zone).toLocalDate().equals(date)) {
      return List.of();
    }
    return schedule.on(date).hours().spans().stream()
        .map(
            span ->
                new Open(
                    date.atTime(span.from()).atZone(zone).toInstant(),
                    (span.to().equals(LocalTime.MIDNIGHT)
                            ? date.plusDays(1).atTime(LocalTime.MIDNIGHT)
                            : date.atTime(span.to()))
                        .atZone(zone)
                        .toInstant()))
        .filter(open -> open.start().isBefore(open.end()))
        .toList();
  }
}
