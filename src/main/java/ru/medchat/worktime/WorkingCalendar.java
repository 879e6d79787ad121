package ru.medchat.worktime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
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
  private static final int VERSION_BYTES = 16;

  private final Schedule schedule;
  private final Timeline timeline;

  /** Epoch days on which the chat opens at all. */
  private final int[] workingDays;

  private final Instant from;
  private final Instant until;
  private final long fromSecond;
  private final long untilSecond;
  private final String version;

  private WorkingCalendar(Schedule schedule, Timeline timeline, int[] workingDays, String reasons) {
    this.schedule = schedule;
    this.timeline = timeline;
    this.workingDays = workingDays;
    this.from = startOf(LocalDate.of(schedule.production().firstYear(), 1, 1)).toInstant();
    this.until = startOf(LocalDate.of(schedule.production().lastYear() + 1, 1, 1)).toInstant();
    this.fromSecond = from.getEpochSecond();
    this.untilSecond = until.getEpochSecond();
    this.version = digest(reasons);
  }

  static WorkingCalendar of(Schedule schedule) {
    var intervals = new ArrayList<Timeline.Interval>();
    var workingDays = new ArrayList<Integer>();
    var reasons = new StringBuilder();
    var last = LocalDate.of(schedule.production().lastYear(), 12, 31);
    for (var date = LocalDate.of(schedule.production().firstYear(), 1, 1);
        !date.isAfter(last);
        date = date.plusDays(1)) {
      var day = schedule.on(date);
      int known = intervals.size();
      if (!day.hours().isClosed() && exists(date, schedule.zone())) {
        addOpenTime(day, schedule.zone(), intervals);
      }
      if (intervals.size() > known) {
        workingDays.add(Math.toIntExact(date.toEpochDay()));
      }
      if (day.note() != null) {
        reasons.append(date).append(' ').append(day.note()).append('\n');
      }
    }
    return new WorkingCalendar(
        schedule,
        Timeline.of(intervals),
        workingDays.stream().mapToInt(Integer::intValue).toArray(),
        reasons.toString());
  }

  /** A date that the zone leaves out, as Samoa did when it moved across the date line, does not. */
  private static boolean exists(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toLocalDate().equals(date);
  }

  private static void addOpenTime(Day day, ZoneId zone, List<Timeline.Interval> intervals) {
    for (var span : day.hours().spans()) {
      var endDate = span.to().equals(LocalTime.MIDNIGHT) ? day.date().plusDays(1) : day.date();
      long start = nanos(day.date().atTime(span.from()).atZone(zone).toInstant());
      long end = nanos(endDate.atTime(span.to()).atZone(zone).toInstant());
      if (start < end) {
        intervals.add(new Timeline.Interval(start, end));
      }
    }
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
      at = daysOn(at, amount.days());
      if (amount.time().isZero()) {
        return instant(at);
      }
    }
    if (amount.time().toSeconds() > timeline.total() / SECOND) {
      throw beyond();
    }
    return instant(timeline.after(at, amount.time().toNanos()));
  }

  private long daysOn(long start, int days) {
    var local = instant(timeline.opening(start)).atZone(zone());
    int today = Arrays.binarySearch(workingDays, Math.toIntExact(local.toLocalDate().toEpochDay()));
    long target = (long) (today >= 0 ? today : -today - 2) + days;
    if (target >= workingDays.length) {
      throw beyond();
    }
    var date = LocalDate.ofEpochDay(workingDays[(int) target]);
    long at = nanos(date.atTime(local.toLocalTime()).atZone(zone()).toInstant());
    return timeline.isClosing(at) ? at : timeline.opening(at);
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
    return instant(timeline.opening(covered(instant)));
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
                    instant(interval.start()).atZone(zone()),
                    instant(interval.end()).atZone(zone())))
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

  private String digest(String reasons) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (zone() + "\n" + from + "\n" + until + "\n" + reasons).getBytes(StandardCharsets.UTF_8));
      var number = ByteBuffer.allocate(Long.BYTES);
      timeline.copyTo(value -> digest.update(number.putLong(0, value).array()));
      Arrays.stream(workingDays).forEach(day -> digest.update(number.putLong(0, day).array()));
      return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private ZonedDateTime startOf(LocalDate date) {
    return date.atTime(LocalTime.MIDNIGHT).atZone(zone());
  }

  private long covered(Instant instant) {
    long second = instant.getEpochSecond();
    if (second < fromSecond
        || second > untilSecond
        || (second == untilSecond && instant.getNano() > 0)) {
      throw new UnknownYearException(instant.atZone(zone()).getYear(), schedule.production());
    }
    return nanos(instant);
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * SECOND + instant.getNano();
  }

  private Instant instant(long nanos) {
    if (nanos == Timeline.BEYOND) {
      throw beyond();
    }
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
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
