package ru.medchat.worktime;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The dates of a zone on which there is open time. On a steady day, one on which no clock changes,
 * local time is the distance from midnight; for the others the zone has to be asked.
 */
final class WorkingDays {

  private static final long DAY = Duration.ofDays(1).toNanos();

  private final ZoneId zone;
  private final int[] epochDays;
  private final Ascending midnights;
  private final boolean[] steady;

  /** Takes the dates in order. */
  WorkingDays(ZoneId zone, List<LocalDate> dates) {
    this.zone = zone;
    this.epochDays = new int[dates.size()];
    this.steady = new boolean[dates.size()];
    long[] starts = new long[dates.size()];
    for (int i = 0; i < starts.length; i++) {
      var date = dates.get(i);
      var start = date.atStartOfDay(zone);
      epochDays[i] = Math.toIntExact(date.toEpochDay());
      starts[i] = Timeline.nanos(start.toInstant());
      steady[i] =
          start.toLocalTime().equals(LocalTime.MIDNIGHT)
              && Timeline.nanos(date.plusDays(1).atStartOfDay(zone).toInstant()) - starts[i] == DAY;
    }
    this.midnights = new Ascending(starts);
  }

  /**
   * The same local time so many working days on: in a gap it moves forward, in an overlap it is the
   * earlier. {@link Timeline#BEYOND} when there are not that many.
   */
  long on(long at, int days) {
    int today = midnights.lastUpTo(at);
    if (today < 0 || !steady[today] || at - midnights.get(today) >= DAY) {
      return onByTheZone(Timeline.instant(at), days);
    }
    long target = (long) today + days;
    if (target >= epochDays.length) {
      return Timeline.BEYOND;
    }
    long timeOfDay = at - midnights.get(today);
    return steady[(int) target]
        ? midnights.get((int) target) + timeOfDay
        : resolve((int) target, LocalTime.ofNanoOfDay(timeOfDay));
  }

  private long onByTheZone(Instant at, int days) {
    var local = at.atZone(zone);
    int today = Arrays.binarySearch(epochDays, (int) local.toLocalDate().toEpochDay());
    long target = (long) (today >= 0 ? today : -today - 2) + days;
    return target < epochDays.length ? resolve((int) target, local.toLocalTime()) : Timeline.BEYOND;
  }

  private long resolve(int index, LocalTime time) {
    return Timeline.nanos(
        LocalDate.ofEpochDay(epochDays[index]).atTime(time).atZone(zone).toInstant());
  }

  LongStream epochDays() {
    return Arrays.stream(epochDays).asLongStream();
  }
}
