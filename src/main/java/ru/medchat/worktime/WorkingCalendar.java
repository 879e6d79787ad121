package ru.medchat.worktime;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a chat is open, and what follows from it: a {@link Schedule} compiled for all years it has
 * data on. Immutable; any question takes logarithmic time, whatever the distance. Intervals of open
 * time are half-open: open at opening time, closed at closing time.
 *
 * <p>A question about an instant for which the schedule has no data, or whose answer would lie
 * there, is refused with {@link UnknownYearException}.
 */
public final class WorkingCalendar {

  private static final long SECOND = 1_000_000_000L;

  private final Schedule schedule;
  private final Instant from;
  private final Instant until;
  private final Timeline timeline;
  private final WorkingDays workingDays;
  private final String version;

  WorkingCalendar(
      Schedule schedule,
      Instant from,
      Instant until,
      Timeline timeline,
      WorkingDays workingDays,
      String version) {
    this.schedule = schedule;
    this.from = from;
    this.until = until;
    this.timeline = timeline;
    this.workingDays = workingDays;
    this.version = version;
  }

  /**
   * The instant at which the given amount of working time has passed. First the days: the same
   * local time so many working days on, where time outside hours counts as the next opening. Then
   * the open time. Landing exactly on closing time is that closing time; nothing at all outside
   * hours is the next opening.
   *
   * @throws UnknownYearException naming the year that would have to be known
   */
  public Instant after(Instant start, WorkingTime amount) {
    long at = covered(start);
    if (amount.days() > 0) {
      at = workingDays.on(known(timeline.opening(at)), amount.days());
      at = timeline.openingUnlessClosing(known(at));
    }
    if (amount.days() > 0 && amount.time().isZero()) {
      return Timeline.instant(known(at));
    }
    if (amount.time().toSeconds() > timeline.total() / SECOND) {
      throw beyond();
    }
    return Timeline.instant(known(timeline.after(known(at), amount.time().toNanos())));
  }

  /**
   * Open time between two instants; zero when {@code to} is not after {@code from}.
   *
   * @throws UnknownYearException when there is no data for one of them
   */
  public Duration worked(Instant from, Instant to) {
    long start = covered(from);
    long end = covered(to);
    return end <= start
        ? Duration.ZERO
        : Duration.ofNanos(timeline.worked(end) - timeline.worked(start));
  }

  /**
   * Whether the chat is open at that instant.
   *
   * @throws UnknownYearException when there is no data for it
   */
  public boolean isOpen(Instant instant) {
    long at = covered(instant);
    if (!instant.isBefore(until)) {
      throw beyond();
    }
    return timeline.isOpen(at);
  }

  /**
   * The given instant when open, otherwise the next opening.
   *
   * @throws UnknownYearException when there is no data for it, or no opening is left in the data
   */
  public Instant nextOpening(Instant instant) {
    return Timeline.instant(known(timeline.opening(covered(instant))));
  }

  /**
   * How the open time between two instants adds up, day by day, for people to read; without lines
   * when {@code to} is not after {@code from}.
   *
   * @throws UnknownYearException when there is no data for one of them
   */
  public Explanation explain(Instant from, Instant to) {
    covered(from);
    covered(to);
    return new Explaining(schedule, this).explain(from, to);
  }

  /** The open stretches between two instants, in local time, cut to them. */
  List<Explanation.Stretch> openBetween(Instant from, Instant to) {
    return timeline.between(covered(from), covered(to)).stream()
        .map(
            interval ->
                new Explanation.Stretch(
                    Timeline.instant(interval.start()).atZone(zone()),
                    Timeline.instant(interval.end()).atZone(zone())))
        .toList();
  }

  /** What this calendar was compiled from. */
  public Schedule schedule() {
    return schedule;
  }

  public ZoneId zone() {
    return schedule.zone();
  }

  /** The first instant the data reaches. */
  public Instant coveredFrom() {
    return from;
  }

  /** The end of the data, exclusive: the first instant of the first year that is missing. */
  public Instant coveredUntil() {
    return until;
  }

  /**
   * A digest of everything this calendar answers from: zone, open time and the reasons of the days.
   * Equal for equal schedules, on any machine with the same rules for the zone.
   */
  public String version() {
    return version;
  }

  private long covered(Instant instant) {
    if (instant.isBefore(from) || instant.isAfter(until)) {
      throw new UnknownYearException(instant.atZone(zone()).getYear(), schedule.production());
    }
    return Timeline.nanos(instant);
  }

  private long known(long answer) {
    if (answer == Timeline.BEYOND) {
      throw beyond();
    }
    return answer;
  }

  private UnknownYearException beyond() {
    return new UnknownYearException(schedule.production().lastYear() + 1, schedule.production());
  }

  /** Calendars are equal when they answer equally, with the same reasons. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WorkingCalendar that && version.equals(that.version);
  }

  @Override
  public int hashCode() {
    return version.hashCode();
  }

  @Override
  public String toString() {
    return "WorkingCalendar[" + zone() + ", until " + until + ", " + version + "]";
  }
}
