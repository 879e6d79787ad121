package ru.medchat.worktime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Open time as sorted, disjoint, half-open intervals on a line of nanoseconds. With W(t) the open
 * time up to t, kept as prefix sums, what was worked between two points is a difference and the
 * point after an amount is W's inverse: two binary searches, whatever the distance.
 */
final class Timeline {

  /** The answer where no interval is left. */
  static final long BEYOND = Long.MAX_VALUE;

  private final long[] starts;

  /** Open time before each interval, and after the last one the total. */
  private final long[] before;

  private Timeline(long[] starts, long[] before) {
    this.starts = starts;
    this.before = before;
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
    return before[starts.length];
  }

  /** W(t). */
  long worked(long t) {
    int i = lastStartedBy(t);
    return i < 0 ? 0 : before[i] + Math.min(t - starts[i], length(i));
  }

  boolean isOpen(long t) {
    int i = lastStartedBy(t);
    return i >= 0 && t - starts[i] < length(i);
  }

  boolean isClosing(long t) {
    int i = lastStartedBy(t);
    return i >= 0 && t - starts[i] == length(i);
  }

  /** The given point when open, otherwise the next opening, or {@link #BEYOND}. */
  long opening(long t) {
    int i = lastStartedBy(t);
    if (i >= 0 && t - starts[i] < length(i)) {
      return t;
    }
    return i + 1 < starts.length ? starts[i + 1] : BEYOND;
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
    int found = Arrays.binarySearch(before, target);
    int i = (found >= 0 ? found : -found - 1) - 1;
    return starts[i] + (target - before[i]);
  }

  /** The open intervals between two points, cut to them. */
  List<Interval> between(long from, long to) {
    var between = new ArrayList<Interval>();
    for (int i = Math.max(0, lastStartedBy(from)); i < starts.length && starts[i] < to; i++) {
      long start = Math.max(from, starts[i]);
      long end = Math.min(to, starts[i] + length(i));
      if (start < end) {
        between.add(new Interval(start, end));
      }
    }
    return between;
  }

  /** Starts and prefix sums, for a digest. */
  void copyTo(LongConsumer sink) {
    Arrays.stream(starts).forEach(sink);
    Arrays.stream(before).forEach(sink);
  }

  private long length(int i) {
    return before[i + 1] - before[i];
  }

  private int lastStartedBy(long t) {
    int found = Arrays.binarySearch(starts, t);
    return found >= 0 ? found : -found - 2;
  }
}
