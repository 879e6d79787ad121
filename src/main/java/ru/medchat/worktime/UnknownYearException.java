package ru.medchat.worktime;

/**
 * A date was asked for on which the calendar has no data. Such a date is never taken for a working
 * one: whoever owns the calendar has to import the missing year first.
 */
public class UnknownYearException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int year;

  UnknownYearException(int year, ProductionCalendar known) {
    super(
        "Нет данных рабочего календаря на %d год (есть с %d по %d)"
            .formatted(year, known.firstYear(), known.lastYear()));
    this.year = year;
  }

  /** The year whose data is missing. */
  public int year() {
    return year;
  }
}
