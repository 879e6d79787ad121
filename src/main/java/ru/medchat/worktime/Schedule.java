package ru.medchat.worktime;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When a chat works: what the levels say, over the production calendar, in the zone of the
 * municipality. An exception for a date goes before a holiday, a holiday before the hours of the
 * week; within each of these the nearer level wins.
 *
 * <p>A day off that the government moved (Labour Code, art. 112) follows the day it comes from: it
 * holds only where that weekday is off anyway. A week from Monday to Saturday therefore takes the
 * days moved from a Sunday, works on those moved from a Saturday, and knows no "working Saturdays".
 * Where a weekend is worked in exchange, it has the hours of the day that is off instead.
 *
 * @param zone of the municipality, a region such as {@code Asia/Yakutsk}, never an offset
 * @param levels at most one each, from far to near; at least one with weekly hours
 */
public record Schedule(ZoneId zone, ProductionCalendar production, List<LevelRules> levels) {

  /**
   * Takes the levels in any order.
   *
   * @throws InvalidScheduleException when the zone is an offset, a level comes twice, or none has
   *     weekly hours
   */
  public Schedule {
    levels = levels.stream().sorted(Comparator.comparing(LevelRules::level)).toList();
    for (int i = 1; i < levels.size(); i++) {
      if (levels.get(i).level() == levels.get(i - 1).level()) {
        throw new InvalidScheduleException(
            levels.get(i).place(), "уровень уже задан: " + levels.get(i - 1).place());
      }
    }
    String place = levels.isEmpty() ? "расписание" : levels.get(levels.size() - 1).place();
    if (isOffset(zone)) {
      throw offset(place, zone.getId());
    }
    if (levels.stream().allMatch(rules -> rules.weekly() == null)) {
      throw new InvalidScheduleException(place, "ни на одном уровне нет часов работы");
    }
  }

  /** The hours of the medical chats over the Russian calendar, without anything more. */
  public static Schedule ofMedicalChats(ZoneId zone) {
    return new Schedule(
        zone,
        ProductionCalendar.ofRussia(),
        List.of(LevelRules.of(Level.COUNTRY, "Россия").withWeekly(WeeklyHours.ofMedicalChats())));
  }

  /**
   * Reads the id of a time zone.
   *
   * @param place whose zone it is, for the message of an error
   * @throws InvalidScheduleException when there is no such zone, or it is an offset
   */
  public static ZoneId zone(String place, String id) {
    ZoneId zone;
    try {
      zone = ZoneId.of(id);
    } catch (DateTimeException e) {
      var unknown =
          new InvalidScheduleException(
              place, "неизвестный часовой пояс «" + id + "»; нужен, например, Europe/Moscow");
      unknown.initCause(e);
      throw unknown;
    }
    if (isOffset(zone)) {
      throw offset(place, id);
    }
    return zone;
  }

  private static boolean isOffset(ZoneId zone) {
    return zone instanceof ZoneOffset || zone.getId().matches("(UTC|GMT|UT)[+-].*");
  }

  private static InvalidScheduleException offset(String place, String id) {
    return new InvalidScheduleException(
        place, "«" + id + "» - смещение, а не часовой пояс; нужен, например, Europe/Moscow");
  }

  /** This schedule with the rules of one level added or replaced. */
  public Schedule with(LevelRules rules) {
    var all = new ArrayList<>(levels);
    all.removeIf(known -> known.level() == rules.level());
    all.add(rules);
    return new Schedule(zone, production, all);
  }

  /** This schedule made ready for questions; worth keeping, as it takes some milliseconds. */
  public WorkingCalendar compile() {
    return new Compiling(this).compile();
  }

  /**
   * The hours of a date, and why they are so.
   *
   * @throws UnknownYearException when there is no data for its year
   */
  public Day on(LocalDate date) {
    var published = production.on(date);
    var special = nearest(rules -> rules.specialDayOn(date).orElse(null));
    if (special.isPresent()) {
      return new Day(date, special.get().hours(), Day.Kind.SPECIAL, special.get().reason());
    }
    var holiday = holiday(date);
    if (holiday.isPresent()) {
      return closed(date, Day.Kind.HOLIDAY, holiday.get());
    }
    var weekly = nearest(LevelRules::weekly).orElseThrow();
    if (published.isPresent() && published.get().kind() == CalendarDay.Kind.OFF) {
      var from = published.get().movedFrom();
      if (from == null) {
        return closed(date, Day.Kind.DAY_OFF, "производственный календарь");
      }
      if (!weekly.isOpenOn(from.getDayOfWeek())) {
        return closed(date, Day.Kind.MOVED, "перенос с " + Russian.day(MonthDay.from(from)));
      }
    }
    return byTheWeek(date, weekly, published.map(CalendarDay::kind).orElse(null));
  }

  private Day byTheWeek(LocalDate date, WeeklyHours weekly, CalendarDay.@Nullable Kind published) {
    var usual = weekly.on(date.getDayOfWeek());
    if (!usual.isClosed()) {
      return lessShortening(new Day(date, usual, Day.Kind.ORDINARY, ""), weekly, published);
    }
    boolean weekend = date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    if (weekend && published != null && published != CalendarDay.Kind.OFF) {
      var instead = production.movedTo(date);
      var hours = weekly.on(instead.orElseGet(() -> openBefore(date, weekly)).getDayOfWeek());
      if (!hours.isClosed()) {
        String detail = instead.map(off -> "вместо " + Russian.day(MonthDay.from(off))).orElse("");
        var worked = new Day(date, hours, Day.Kind.WORKING_WEEKEND, detail);
        return lessShortening(worked, weekly, published);
      }
    }
    return closed(date, Day.Kind.DAY_OFF, "");
  }

  private Day lessShortening(Day day, WeeklyHours weekly, CalendarDay.@Nullable Kind published) {
    if (!isShortened(day.date(), weekly, published)) {
      return day;
    }
    var shortened = day.hours().shortenedBy(nearest(LevelRules::shortening).orElse(Duration.ZERO));
    return shortened.equals(day.hours())
        ? day
        : new Day(day.date(), shortened, Day.Kind.SHORTENED, day.detail());
  }

  /**
   * The day right before a holiday (Labour Code, art. 95); in a week with Saturdays off also a
   * worked Saturday that the calendar marks, because it stands in for such a day.
   */
  private boolean isShortened(
      LocalDate date, WeeklyHours weekly, CalendarDay.@Nullable Kind published) {
    var next = date.plusDays(1);
    boolean marked = published == CalendarDay.Kind.SHORTENED;
    if (!production.covers(next)) {
      return marked;
    }
    return holiday(next).isPresent() || (marked && !weekly.isOpenOn(DayOfWeek.SATURDAY));
  }

  private Optional<String> holiday(LocalDate date) {
    return nearest(rules -> rules.holidayOn(date).map(Holiday::title).orElse(null))
        .or(() -> production.on(date).map(CalendarDay::holiday));
  }

  private static LocalDate openBefore(LocalDate date, WeeklyHours weekly) {
    var day = date;
    while (!weekly.isOpenOn(day.getDayOfWeek())) {
      day = day.minusDays(1);
    }
    return day;
  }

  private static Day closed(LocalDate date, Day.Kind kind, String detail) {
    return new Day(date, DayHours.CLOSED, kind, detail);
  }

  private <T> Optional<T> nearest(Function<LevelRules, @Nullable T> said) {
    for (int i = levels.size() - 1; i >= 0; i--) {
      var value = said.apply(levels.get(i));
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
