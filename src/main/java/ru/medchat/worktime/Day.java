package ru.medchat.worktime;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The hours of one date after all levels have spoken, and why they are so.
 *
 * @param detail title of the holiday, reason of the exception, where a day off comes from; empty
 *     when there is nothing to say
 */
public record Day(LocalDate date, DayHours hours, Kind kind, String detail) {

  /** What decided about the day. */
  public enum Kind {
    /** The hours of the week, open. */
    ORDINARY,
    /** The hours of the week, less the shortening before a holiday. */
    SHORTENED,
    /** A weekend that is worked because its day off was moved. */
    WORKING_WEEKEND,
    /** The hours of the week, closed. */
    DAY_OFF,
    /** A day off moved here from another date. */
    MOVED,
    HOLIDAY,
    /** An exception for the date. */
    SPECIAL
  }

  /** Why the day is closed, or not as usual, in Russian; null for an ordinary open day. */
  public @Nullable String note() {
    return switch (kind) {
      case ORDINARY -> null;
      case SHORTENED -> "сокращённый день" + inBrackets();
      case WORKING_WEEKEND -> "рабочий день" + inBrackets();
      case DAY_OFF, MOVED -> "выходной" + inBrackets();
      case HOLIDAY -> "праздник" + inBrackets();
      case SPECIAL -> (hours.isClosed() ? "закрыто" : "особые часы") + inBrackets();
    };
  }

  private String inBrackets() {
    return detail.isEmpty() ? "" : " (" + detail + ")";
  }
}
