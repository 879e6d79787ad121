package ru.medchat.worktime;

import java.time.LocalDate;

/**
 * An exception for one date: closed, or other hours than usual. It goes before any holiday.
 *
 * @param hours all hours of that date
 * @param reason why, in Russian, for those who ask why a limit ends when it does
 */
public record SpecialDay(LocalDate date, DayHours hours, String reason) {

  /**
   * @throws InvalidScheduleException when no reason is given
   */
  public SpecialDay {
    if (reason.isBlank()) {
      throw new InvalidScheduleException("исключение на " + date, "не указана причина");
    }
  }

  public static SpecialDay closed(LocalDate date, String reason) {
    return new SpecialDay(date, DayHours.CLOSED, reason);
  }
}
