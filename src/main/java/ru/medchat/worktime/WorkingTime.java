package ru.medchat.worktime;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
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

  private static final Pattern ISO =
      Pattern.compile("(P(?:\\d+[YMWD])*)(T(?:\\d+(?:\\.\\d+)?[HMS])+)?");

  public WorkingTime {
    if (days < 0 || time.isNegative()) {
      throw new IllegalArgumentException(
          "Working time cannot be negative: " + days + " d, " + time);
    }
  }

  /**
   * Reads an ISO 8601 duration.
   *
   * @throws IllegalArgumentException when the text is no duration, is negative, or counts years or
   *     months, whose working length nobody can say
   */
  public static WorkingTime parse(String text) {
    Matcher parts = ISO.matcher(text);
    if (!parts.matches() || text.equals("P")) {
      throw new IllegalArgumentException("Not an amount of working time: " + text);
    }
    try {
      var period = parts.group(1).equals("P") ? Period.ZERO : Period.parse(parts.group(1));
      if (period.toTotalMonths() != 0) {
        throw new IllegalArgumentException("Years and months are no working time: " + text);
      }
      var time = parts.group(2) == null ? Duration.ZERO : Duration.parse("P" + parts.group(2));
      return new WorkingTime(Math.toIntExact(period.get(ChronoUnit.DAYS)), time);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Not an amount of working time: " + text, e);
    }
  }
}
