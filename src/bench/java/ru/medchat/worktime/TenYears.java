package ru.medchat.worktime;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

/**
 * The medical chats over ten years, as each of the rivals has them: the years that are published,
 * and more made of the last one's statutory holidays. All must agree on every input.
 */
final class TenYears {

  static final int STARTS = 1024;

  private static final int YEARS = 10;
  private static final ZoneId ZONE = ZoneId.of("UTC");

  final WorkingCalendar compiled;
  final PlainWalk walk;
  final Jbpm jbpm;

  /** Moments in opening hours, at random, early enough for the longest distance. */
  final Instant[] starts = new Instant[STARTS];

  TenYears() {
    var schedule = new Schedule(ZONE, years(), Schedule.ofMedicalChats(ZONE).levels());
    compiled = schedule.compile();
    var closed = closed(schedule);
    walk = new PlainWalk(new HashSet<>(closed), LocalTime.of(8, 0), LocalTime.of(20, 0), ZONE);
    jbpm = new Jbpm(closed);
    var random = new Random(3);
    long seconds =
        Duration.between(compiled.coveredFrom(), compiled.coveredUntil()).toSeconds() / 10 * 9;
    for (int i = 0; i < STARTS; ) {
      var start = compiled.coveredFrom().plusSeconds(random.nextLong(seconds));
      if (compiled.isOpen(start)) {
        starts[i++] = start;
      }
    }
  }

  private static ProductionCalendar years() {
    var calendar = ProductionCalendar.ofRussia();
    var last = calendar.years().get(calendar.years().size() - 1);
    while (calendar.years().size() < YEARS) {
      int year = calendar.lastYear() + 1;
      var days = new HashMap<LocalDate, CalendarDay>();
      for (var day : last.days().values()) {
        if (day.holiday() != null) {
          var date = day.date().withYear(year);
          days.put(date, new CalendarDay(date, day.kind(), day.holiday(), null));
        }
      }
      calendar = calendar.with(new CalendarYear(year, "synthetic", days));
    }
    return calendar;
  }

  private static List<LocalDate> closed(Schedule schedule) {
    var closed = new ArrayList<LocalDate>();
    var end = LocalDate.of(schedule.production().lastYear() + 1, 1, 1);
    for (var date = LocalDate.of(schedule.production().firstYear(), 1, 1);
        date.isBefore(end);
        date = date.plusDays(1)) {
      if (schedule.on(date).hours().isClosed()) {
        closed.add(date);
      }
    }
    return closed;
  }

  /**
   * Stops the measurement unless everybody gives the same answers. A limit exactly at a closing is
   * jBPM's next opening; no start is on a full hour, so that there is none.
   */
  void compare(Duration amount) {
    var time = new WorkingTime(0, amount);
    for (var start : starts) {
      var expected = compiled.after(start, time);
      var walked = walk.after(start, amount);
      var jbpms = jbpm.after(start, amount.toHours() + "h").toInstant();
      if (!expected.equals(walked) || !expected.equals(jbpms)) {
        throw new IllegalStateException(
            "%s + %s: %s, walk %s, jBPM %s".formatted(start, amount, expected, walked, jbpms));
      }
      if (!compiled.worked(start, expected).equals(amount)
          || !walk.worked(start, expected).equals(amount)) {
        throw new IllegalStateException("worked from %s to %s".formatted(start, expected));
      }
    }
  }
}
