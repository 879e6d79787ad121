package ru.medchat.worktime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The published calendar of a country over consecutive years: statutory holidays and the
 * government's transfers of days off. It is made for the five-day week; {@link Schedule} derives
 * from it what holds for another one.
 *
 * @param years in order and without a gap, at least one
 */
public record ProductionCalendar(List<CalendarYear> years) {

  private static final int FIRST_PUBLISHED = 2024;

  /**
   * Takes the years in any order.
   *
   * @throws InvalidScheduleException when there are none, or one comes twice, or one is missing in
   *     between
   */
  public ProductionCalendar {
    years = years.stream().sorted(Comparator.comparing(CalendarYear::year)).toList();
    if (years.isEmpty()) {
      throw new InvalidScheduleException("рабочий календарь", "нет ни одного года");
    }
    for (int i = 1; i < years.size(); i++) {
      int expected = years.get(i - 1).year() + 1;
      var found = years.get(i);
      if (found.year() < expected) {
        throw new InvalidScheduleException(found.source(), found.year() + " год уже есть");
      }
      if (found.year() > expected) {
        throw new InvalidScheduleException(
            "рабочий календарь", "нет данных на " + expected + " год");
      }
    }
  }

  /** The calendar of Russia, all years that come with the product. */
  public static ProductionCalendar ofRussia() {
    return Published.OF_RUSSIA;
  }

  /** Loaded when first asked for, once. */
  private static final class Published {

    static final ProductionCalendar OF_RUSSIA = load();

    private static ProductionCalendar load() {
      var years = new ArrayList<CalendarYear>();
      for (int year = FIRST_PUBLISHED; ; year++) {
        String source = "worktime/ru/" + year + ".xml";
        try (var xml = ProductionCalendar.class.getResourceAsStream("/" + source)) {
          if (xml == null) {
            return new ProductionCalendar(years);
          }
          years.add(CalendarYear.read(year, source, xml));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** This calendar with one more year, or with that year replaced. */
  public ProductionCalendar with(CalendarYear year) {
    var all = new ArrayList<>(years);
    all.removeIf(known -> known.year() == year.year());
    all.add(year);
    return new ProductionCalendar(all);
  }

  public int firstYear() {
    return years.get(0).year();
  }

  public int lastYear() {
    return years.get(years.size() - 1).year();
  }

  boolean covers(LocalDate date) {
    return firstYear() <= date.getYear() && date.getYear() <= lastYear();
  }

  /**
   * What is published about a date, empty when it is an ordinary day of the week.
   *
   * @throws UnknownYearException when there is no data for its year
   */
  public Optional<CalendarDay> on(LocalDate date) {
    if (!covers(date)) {
      throw new UnknownYearException(date.getYear(), this);
    }
    return Optional.ofNullable(yearOf(date).days().get(date));
  }

  /** The date to which the day off of this one was moved. */
  Optional<LocalDate> movedTo(LocalDate date) {
    return yearOf(date).days().values().stream()
        .filter(day -> date.equals(day.movedFrom()))
        .map(CalendarDay::date)
        .min(Comparator.naturalOrder());
  }

  private CalendarYear yearOf(LocalDate date) {
    return years.get(date.getYear() - firstYear());
  }
}
