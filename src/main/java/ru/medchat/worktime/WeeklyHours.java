package ru.medchat.worktime;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The hours of an ordinary week, before holidays and exceptions.
 *
 * @param days the hours of each day; a day that is left out is closed
 */
public record WeeklyHours(Map<DayOfWeek, DayHours> days) {

  private static final Pattern GROUP = Pattern.compile("(\\S+)\\s+(.+)");
  private static final int WEEK = DayOfWeek.values().length;

  /**
   * @throws InvalidScheduleException when no day is open
   */
  public WeeklyHours {
    var all = new EnumMap<DayOfWeek, DayHours>(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      all.put(day, days.getOrDefault(day, DayHours.CLOSED));
    }
    if (all.values().stream().allMatch(DayHours::isClosed)) {
      throw new InvalidScheduleException("неделя", "ни одного рабочего дня");
    }
    days = Map.copyOf(all);
  }

  /** The hours of the medical chats: Monday to Saturday, 8:00 to 20:00. */
  public static WeeklyHours ofMedicalChats() {
    var hours = DayHours.of(LocalTime.of(8, 0), LocalTime.of(20, 0));
    var days = new EnumMap<DayOfWeek, DayHours>(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      days.put(day, day == DayOfWeek.SUNDAY ? DayHours.CLOSED : hours);
    }
    return new WeeklyHours(days);
  }

  /**
   * Reads what an administrator writes: {@code пн-пт 8:00-12:00, 13:00-20:00; сб 9:00-15:00}.
   *
   * @param place whose hours these are, for the message of an error, such as "Таганрог"
   * @throws InvalidScheduleException naming place, day and value, when the text is no such week
   */
  public static WeeklyHours parse(String place, String text) {
    var days = new EnumMap<DayOfWeek, DayHours>(DayOfWeek.class);
    for (var part : text.strip().split("\\s*;\\s*", -1)) {
      var group = GROUP.matcher(part);
      if (!group.matches()) {
        throw new InvalidScheduleException(
            place, "«" + part + "» - не часы; нужно, например, пн-сб 8:00-20:00");
      }
      for (var day : daysOf(place, group.group(1))) {
        String where = place + ", " + Russian.weekday(day);
        if (days.put(day, DayHours.parse(where, group.group(2))) != null) {
          throw new InvalidScheduleException(where, "часы указаны дважды в «" + text + "»");
        }
      }
    }
    try {
      return new WeeklyHours(days);
    } catch (InvalidScheduleException e) {
      throw e.in(place);
    }
  }

  private static List<DayOfWeek> daysOf(String place, String text) {
    var days = new ArrayList<DayOfWeek>();
    for (var range : text.split(",", -1)) {
      var ends = range.split("[-–]", -1);
      var first = Russian.weekday(ends[0]);
      var last = Russian.weekday(ends[ends.length - 1]);
      if (first == null || last == null || ends.length > 2) {
        throw new InvalidScheduleException(
            place, "«" + text + "» - не дни недели; нужно, например, пн-сб или пн,ср,пт");
      }
      int length = Math.floorMod(last.getValue() - first.getValue(), WEEK);
      for (int i = 0; i <= length; i++) {
        days.add(first.plus(i));
      }
    }
    return days;
  }

  /** The hours of that day of the week, closed or not. */
  public DayHours on(DayOfWeek day) {
    return days.getOrDefault(day, DayHours.CLOSED);
  }

  boolean isOpenOn(DayOfWeek day) {
    return !on(day).isClosed();
  }

  /** As {@link #parse} reads it, closed days left out. */
  @Override
  public String toString() {
    var groups = new ArrayList<String>();
    for (int first = 1; first <= WEEK; ) {
      var hours = on(DayOfWeek.of(first));
      int last = first;
      while (last < WEEK && on(DayOfWeek.of(last + 1)).equals(hours)) {
        last++;
      }
      if (!hours.isClosed()) {
        String days = Russian.weekday(DayOfWeek.of(first));
        groups.add(
            (first == last ? days : days + "-" + Russian.weekday(DayOfWeek.of(last)))
                + " "
                + hours);
      }
      first = last + 1;
    }
    return String.join("; ", groups);
  }
}
