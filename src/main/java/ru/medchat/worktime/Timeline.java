package ru.medchat.worktime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Open time as sorted, disjoint, half-open intervals on a line of nanoseconds. With W(t) the open
 * time up to t, kept as prefix sums, what was worked between two points is a difference and the
 * point after an amount is W's inverse: two searches, whatever the distance.
 */
final class Timeline {

  /** The answer where no interval is left. */
  static final long BEYOND = Long.MAX_VALUE;

  private static final long SECOND = 1_000_000_000L;

  private final Ascending starts;

  /** Open time before each interval, and after the last one the total. */
  private final Ascending before;

  private Timeline(long[] starts, long[] before) {
    this.starts = new Ascending(starts);
    this.before = new Ascending(before);
  }

  static long nanos(Instant instant) {
    return instant.getEpochSecond() * SECOND + instant.getNano();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }

  record Interval(long start, long end) {}

  /** Takes non-empty intervals in any order; what overlaps or touches becomes one. */
  static Timeline of(List<Interval> intervals) {
    var merged = new ArrayList<Interval>(intervals.size());
    for (var next : intervals.stream().sorted(Comparator.comparing(Interval::start)).toList()) {
      int last = merged.size() - 1;
      if (last >= 0 && next.start() <= merged.get(last).end()) {
        var previous = merged.get(last);
        merged.set(last, new Interval(previous.start(), Math.max(previous.end(), next.end())));
      } else {
        merged.add(next);
      }
    }
    long[] starts = new long[merged.size()];
    long[] before = new long[merged.size() + 1];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = merged.get(i).start();
      before[i + 1] = before[i] + merged.get(i).end() - merged.get(i).start();
    }
    return new Timeline(starts, before);
  }

  long total() {
    return before.get(starts.size());
  }

  /** W(t). */
  long worked(long t) {
    int i = starts.lastUpTo(t);
    return i < 0 ? 0 : before.get(i) + Math.min(t - starts.get(i), length(i));
  }

  boolean isOpen(long t) {
    int i = starts.lastUpTo(t);
    return i >= 0 && t - starts.get(i) < length(i);
  }

  /** The given point when open, otherwise the next opening, or {@link #BEYOND}. */
  long opening(long t) {
    return opening(t, starts.lastUpTo(t), false);
  }

  /** The given point when open or just closing, otherwise the next opening, or {@link #BEYOND}. */
  long openingUnlessClosing(long t) {
    return opening(t, starts.lastUpTo(t), true);
  }

  private long opening(long t, int i, boolean closingCounts) {
    long left = i < 0 ? -1 : length(i) - (t - starts.get(i));
    if (left > 0 || (left == 0 && closingCounts)) {
      return t;
    }
    return i + 1 < starts.size() ? starts.get(i + 1) : BEYOND;
  }

  /** The first point by which so much open time has passed, or {@link #BEYOND}. */
  long after(long t, long amount) {
    if (amount == 0) {
      return opening(t);
    }
    long target = worked(t) + amount;
    if (target > total()) {
      return BEYOND;
    }
    int i = before.lastUpTo(target - 1);
    return starts.get(i) + (target - before.get(i));
  }

  /** The open intervals between two points, cut to them. */
  List<Interval> between(long from, long to) {
    var between = new ArrayList<Interval>();
    int last = starts.lastUpTo(to);
    for (int i = Math.max(0, starts.lastUpTo(from)); i <= last; i++) {
      long start = Math.max(from, starts.get(i));
      long end = Math.min(to, starts.get(i) + length(i));
      if (start < end) {
        between.add(new Interval(start, end));
      }
    }
    return between;
  }

  /** All that it consists of, for a digest. */
  LongStream numbers() {
    return LongStream.concat(starts.stream(), before.stream());
  }

  private long length(int i) {
    return before.get(i + 1) - before.get(i);
  }
}
