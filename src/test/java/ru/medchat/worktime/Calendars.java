package ru.medchat.worktime;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Calendars and instants for tests, written as people write them. */
final class Calendars {

  static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  private Calendars() {}

  /** Years on which nothing but the week matters. */
  static ProductionCalendar plainYears(int first, int last) {
    return new ProductionCalendar(
        IntStream.rangeClosed(first, last)
            .mapToObj(year -> new CalendarYear(year, "test", Map.of()))
            .toList());
  }

  static LevelRules chat(String weekly) {
    return LevelRules.of(Level.CHAT, "чат").withWeekly(WeeklyHours.parse("чат", weekly));
  }

  static Schedule plain(String zone, int year, LevelRules rules) {
    return new Schedule(ZoneId.of(zone), plainYears(year, year), List.of(rules));
  }

  static Schedule russian(String weekly) {
    return new Schedule(MOSCOW, ProductionCalendar.ofRussia(), List.of(chat(weekly)));
  }

  static SpecialDay special(String date, String hours) {
    return new SpecialDay(LocalDate.parse(date), DayHours.parse(date, hours), "ремонт");
  }

  static List<Holiday> holidays(String... dates) {
    return Arrays.stream(dates)
        .map(d -> new Holiday(LocalDate.parse(d), "праздник города"))
        .toList();
  }

  /** A local time of the zone, such as {@code 2026-11-03 19:30}. */
  static Instant at(ZoneId zone, String local) {
    return LocalDateTime.parse(local.strip().replace(' ', 'T')).atZone(zone).toInstant();
  }
}
