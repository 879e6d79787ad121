package ru.medchat.worktime;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.Map;

/**
 * One year of the production calendar, as published for the five-day week.
 *
 * @param source where the data comes from, such as the name of the file
 * @param days the days that differ from an ordinary week, by date
 */
public record CalendarYear(int year, String source, Map<LocalDate, CalendarDay> days) {

  public CalendarYear {
    days = Map.copyOf(days);
  }

  /**
   * Reads a year in the form in which xmlcalendar publishes it ({@code ru/2025/calendar.xml}).
   *
   * @param year the year the file has to be of
   * @param source the name of the file, for provenance and for the messages of errors
   * @param xml read to its end, not closed
   * @throws InvalidScheduleException naming file, line and value, when anything in it is wrong
   */
  public static CalendarYear read(int year, String source, InputStream xml) {
    return new CalendarXml(year, source).read(xml);
  }
}
