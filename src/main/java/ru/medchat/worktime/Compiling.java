package ru.medchat.worktime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;

/** Turns a schedule into a calendar: all its days, one after another, on the line of instants. */
final class Compiling {

  private static final int VERSION_BYTES = 16;

  private final Schedule schedule;
  private final ZoneId zone;
  private final List<Timeline.Interval> open = new ArrayList<>();
  private final List<LocalDate> workingDays = new ArrayList<>();
  private final StringBuilder reasons = new StringBuilder();

  Compiling(Schedule schedule) {
    this.schedule = schedule;
    this.zone = schedule.zone();
  }

  WorkingCalendar compile() {
    var first = LocalDate.of(schedule.production().firstYear(), 1, 1);
    var end = LocalDate.of(schedule.production().lastYear() + 1, 1, 1);
    for (var date = first; date.isBefore(end); date = date.plusDays(1)) {
      add(schedule.on(date));
    }
    var timeline = Timeline.of(open);
    var days = new WorkingDays(zone, workingDays);
    return new WorkingCalendar(
        schedule,
        first.atTime(LocalTime.MIDNIGHT).atZone(zone).toInstant(),
        end.atTime(LocalTime.MIDNIGHT).atZone(zone).toInstant(),
        timeline,
        days,
        digest(
            zone + "\n" + first + "\n" + end + "\n" + reasons,
            LongStream.concat(timeline.numbers(), days.epochDays())));
  }

  private void add(Day day) {
    int known = open.size();
    if (exists(day.date())) {
      day.hours().spans().forEach(span -> add(day.date(), span));
    }
    if (open.size() > known) {
      workingDays.add(day.date());
    }
    if (day.note() != null) {
      reasons.append(day.date()).append(' ').append(day.note()).append('\n');
    }
  }

  private void add(LocalDate date, Span span) {
    var last = span.to().equals(LocalTime.MIDNIGHT) ? date.plusDays(1) : date;
    long start = Timeline.nanos(date.atTime(span.from()).atZone(zone).toInstant());
    long end = Timeline.nanos(last.atTime(span.to()).atZone(zone).toInstant());
    if (start < end) {
      open.add(new Timeline.Interval(start, end));
    }
  }

  /** A date that the zone leaves out, as Samoa did when it crossed the date line, does not. */
  private boolean exists(LocalDate date) {
    return date.atStartOfDay(zone).toLocalDate().equals(date);
  }

  private static String digest(String text, LongStream numbers) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      var number = ByteBuffer.allocate(Long.BYTES);
      numbers.forEachOrdered(value -> digest.update(number.putLong(0, value).array()));
      return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
