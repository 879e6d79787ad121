package ru.medchat.worktime;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of working time, written as an ISO 8601 duration: {@code PT2H} is two open hours,
 * {@code P3D} three working days, {@code P1DT4H} the days first and then the hours.
 *
 * @param days whole working days, not negative
 * @param time open time after the days, not negative
 */
public record WorkingTime(int days, Duration time) {

  private static final Pattern ISO = Pattern.compile("P(?:(\\d+)D)?(T(?:\\d+(?:\\.\\d+)?[HMS])+)?");
  private static final Pattern LONGER = Pattern.compile("P[\\dD]*[YMW].*");

  public WorkingTime {
    if (days < 0 || time.isNegative()) {
      throw new IllegalArgumentException(
          "Рабочее время не может быть отрицательным: " + days + " дн., " + time);
    }
  }

  /**
   * Reads an ISO 8601 duration.
   *
   * @throws IllegalArgumentException with a message in Russian for the author of a model, when the
   *     text is no duration, is negative in any part, or counts years, months or weeks, whose
   *     working length nobody can say
   */
  public static WorkingTime parse(String text) {
    if (LONGER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "«" + text + "» - в годах, месяцах и неделях рабочее время не считают; укажите дни");
    }
    Matcher parts = ISO.matcher(text);
    if (!parts.matches() || text.equals("P")) {
      throw new IllegalArgumentException(
          "«" + text + "» - не рабочее время; нужно, например, PT2H, P3D или P1DT4H");
    }
    try {
      return new WorkingTime(
          parts.group(1) == null ? 0 : Integer.parseInt(parts.group(1)),
          parts.group(2) == null ? Duration.ZERO : Duration.parse("P" + parts.group(2)));
    } catch (NumberFormatException | DateTimeException e) {
      throw new IllegalArgumentException("«" + text + "» - не рабочее время", e);
    }
  }

  /** As {@link #parse} reads it: {@code PT2H}, {@code P3D}, {@code P1DT4H}. */
  public String iso() {
    if (days == 0) {
      return time.toString();
    }
    return "P" + days + "D" + (time.isZero() ? "" : time.toString().substring(1));
  }
}
