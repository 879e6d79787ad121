package ru.medchat.worktime;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the published calendar of the five-day week says about a date, and why.
 *
 * @param holiday the title of the statutory holiday, or null when it is none
 * @param movedFrom the date whose day off was moved here, or null when none was
 */
public record CalendarDay(
    LocalDate date, Kind kind, @Nullable String holiday, @Nullable LocalDate movedFrom) {

  /** What kind of day it is in the five-day week. */
  public enum Kind {
    OFF,
    /** Worked, an hour less than usual; a Saturday or Sunday so marked is worked too. */
    SHORTENED,
    WORKING
  }
}
