package ru.medchat.worktime;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

/**
 * The same opening hours on the same days of every week, in one time zone.
 *
 * @param days the working days, at least one
 * @param opens local opening time
 * @param closes local closing time, after {@code opens}
 */
public record WeeklyHours(Set<DayOfWeek> days, LocalTime opens, LocalTime closes, ZoneId zone)
    implements WorkingCalendar {

  public WeeklyHours {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("A week without a working day never opens");
    }
    if (!opens.isBefore(closes)) {
      throw new IllegalArgumentException(
          "Closes at " + closes + ", not after it opens at " + opens);
    }
    days = Set.copyOf(days);
  }

  /** The hours of the medical chats: Monday to Saturday, 8:00 to 20:00. */
  public static WeeklyHours ofMedicalChats(ZoneId zone) {
    return new WeeklyHours(
        EnumSet.complementOf(EnumSet.of(DayOfWeek.SUNDAY)),
        LocalTime.of(8, 0),
        LocalTime.of(20, 0),
        zone);
  }

  @Override
  public Instant after(Instant start, WorkingTime amount) {
    Instant from = nextOpening(start);
    if (amount.days() > 0) {
      var local = from.atZone(zone);
      LocalDate day = local.toLocalDate();
      for (int n = 0; n < amount.days(); n++) {
        day = nextWorkingDay(day.plusDays(1));
      }
      from = day.atTime(local.toLocalTime()).atZone(zone).toInstant();
    }
    return plusOpenTime(from, amount.time());
  }

  private Instant plusOpenTime(Instant from, Duration amount) {
    Instant at = nextOpening(from);
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

  @Override
  public Duration worked(Instant from, Instant to) {
    Duration sum = Duration.ZERO;
    for (Instant at = nextOpening(from); at.isBefore(to); ) {
      Instant closing = closingOf(dayOf(at));
      sum = sum.plus(Duration.between(at, closing.isBefore(to) ? closing : to));
      at = nextOpening(closing);
    }
    return sum;
  }

  @Override
  public boolean isOpen(Instant instant) {
    return nextOpening(instant).equals(instant);
  }

  @Override
  public Instant nextOpening(Instant instant) {
    LocalDate day = nextWorkingDay(dayOf(instant));
    if (instant.isBefore(openingOf(day))) {
      return openingOf(day);
    }
    return instant.isBefore(closingOf(day)) ? instant : openingOf(nextWorkingDay(day.plusDays(1)));
  }

  private LocalDate nextWorkingDay(LocalDate from) {
    LocalDate day = from;
    while (!days.contains(day.getDayOfWeek())) {
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
