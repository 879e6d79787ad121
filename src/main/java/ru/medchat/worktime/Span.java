package ru.medchat.worktime;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one day's local time, half-open: from its start up to but not at its end.
 *
 * @param from local start
 * @param to local end, after the start; midnight means the end of the day ({@code 24:00})
 */
public record Span(LocalTime from, LocalTime to) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm");
  private static final Pattern DASH = Pattern.compile("\\s*[-–]\\s*");

  /**
   * @throws InvalidScheduleException when the span ends before it starts; what lasts past midnight
   *     is two spans of two days
   */
  public Span {
    if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
      throw new InvalidScheduleException(
          "интервал " + text(from, to), "заканчивается раньше, чем начинается");
    }
  }

  /** Reads {@code 8:00-20:00}. */
  static Span parse(String text) {
    String[] ends = DASH.split(text.strip(), -1);
    try {
      if (ends.length == 2) {
        var to = ends[1].equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(ends[1], TIME);
        return new Span(LocalTime.parse(ends[0], TIME), to);
      }
    } catch (DateTimeParseException e) {
      throw unreadable(text, e);
    }
    throw unreadable(text, null);
  }

  private static InvalidScheduleException unreadable(String text, @Nullable Throwable cause) {
    var unreadable =
        new InvalidScheduleException(
            "«" + text.strip() + "»", "не интервал времени; нужно, например, 8:00-20:00");
    unreadable.initCause(cause);
    return unreadable;
  }

  boolean overlaps(Span later) {
    return later.from.isBefore(to) || to.equals(LocalTime.MIDNIGHT);
  }

  boolean endsBy(LocalTime time) {
    return !to.equals(LocalTime.MIDNIGHT) && !to.isAfter(time);
  }

  /** Such as {@code 8:00-20:00}. */
  @Override
  public String toString() {
    return text(from, to);
  }

  private static String text(LocalTime from, LocalTime to) {
    return Russian.time(from) + "-" + Russian.end(to);
  }
}
