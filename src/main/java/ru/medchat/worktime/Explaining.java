package ru.medchat.worktime;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Walks the days between two instants and says what was counted on each. */
final class Explaining {

  private final Schedule schedule;
  private final WorkingCalendar calendar;

  Explaining(Schedule schedule, WorkingCalendar calendar) {
    this.schedule = schedule;
    this.calendar = calendar;
  }

  Explanation explain(Instant from, Instant to) {
    var lines = new ArrayList<Explanation.Line>();
    var run = new ArrayList<Day>();
    for (var date = dateOf(from); startOf(date).isBefore(to); date = date.plusDays(1)) {
      var start = later(from, startOf(date));
      var end = earlier(to, startOf(date.plusDays(1)));
      if (!start.isBefore(end)) {
        continue;
      }
      var day = schedule.on(date);
      var open = calendar.openBetween(start, end);
      boolean joins = open.isEmpty() && day.hours().isClosed();
      if (!run.isEmpty() && !(joins && sameReason(run.get(0), day))) {
        lines.add(folded(run));
        run.clear();
      }
      if (joins) {
        run.add(day);
      } else if (!open.isEmpty()) {
        lines.add(new Explanation.Counted(date, open, day.note()));
      } else if (end.isBefore(to) && !calendar.openBetween(startOf(date), start).isEmpty()) {
        var spans = day.hours().spans();
        lines.add(new Explanation.Over(date, spans.get(spans.size() - 1).to()));
      }
    }
    if (!run.isEmpty()) {
      lines.add(folded(run));
    }
    return new Explanation(lines);
  }

  private static boolean sameReason(Day one, Day next) {
    return one.kind() == next.kind()
        && (one.kind() == Day.Kind.HOLIDAY || one.detail().equals(next.detail()));
  }

  private static Explanation.Closed folded(List<Day> run) {
    var first = run.get(0);
    var last = run.get(run.size() - 1);
    return new Explanation.Closed(first.date(), last.date(), reason(run));
  }

  private static String reason(List<Day> run) {
    var first = run.get(0);
    if (run.size() == 1 || first.kind() == Day.Kind.SPECIAL) {
      return String.valueOf(first.note());
    }
    String detail =
        run.stream().allMatch(day -> day.detail().equals(first.detail()))
                && !first.detail().isEmpty()
            ? " (" + first.detail() + ")"
            : "";
    return (first.kind() == Day.Kind.HOLIDAY ? "праздники" : "выходные") + detail;
  }

  private LocalDate dateOf(Instant instant) {
    return instant.atZone(schedule.zone()).toLocalDate();
  }

  private Instant startOf(LocalDate date) {
    return date.atStartOfDay(schedule.zone()).toInstant();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
