package ru.medchat.worktime;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A day off that a country or region celebrates, beside those of the production calendar: Crimea's
 * 18 March, Tatarstan's Kurban Bayram, non-working days by decree.
 *
 * @param title as people know it, in Russian
 */
public record Holiday(LocalDate date, String title) {

  /** The same date in each year from the first to the last; years without that date are skipped. */
  public static List<Holiday> yearly(MonthDay day, String title, int firstYear, int lastYear) {
    return IntStream.rangeClosed(firstYear, lastYear)
        .filter(day::isValidYear)
        .mapToObj(year -> new Holiday(day.atYear(year), title))
        .toList();
  }
}
