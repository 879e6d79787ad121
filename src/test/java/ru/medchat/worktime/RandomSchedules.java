package ru.medchat.worktime;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Random weeks with breaks, holidays, moved days and exceptions, in zones whose clocks jump: by
 * half an hour, by two, at midnight, or over a whole day.
 */
final class RandomSchedules {

  /** A zone and a year in which something happens to its clocks, or nothing. */
  private record Place(ZoneId zone, int year) {}

  private static final List<Place> PLACES =
      List.of(
          place("Europe/Moscow", 2026),
          place("Europe/Moscow", 2014),
          place("Asia/Yakutsk", 2011),
          place("Europe/Volgograd", 2018),
          place("America/New_York", 2024),
          place("America/Sao_Paulo", 2017),
          place("America/Havana", 2023),
          place("Australia/Lord_Howe", 2022),
          place("Antarctica/Troll", 2021),
          place("Africa/Casablanca", 2020),
          place("Pacific/Apia", 2011),
          place("UTC", 2025));

  private static final int QUARTERS_OF_A_DAY = 96;

  private final Random random;
  private final Place place;
  private final List<LocalDate> jumps;

  RandomSchedules(Random random) {
    this(random, PLACES.get(random.nextInt(PLACES.size())));
  }

  private RandomSchedules(Random random, Place place) {
    this.random = random;
    this.place = place;
    this.jumps = jumpsOf(place);
  }

  private static Place place(String zone, int year) {
    return new Place(ZoneId.of(zone), year);
  }

  private static List<LocalDate> jumpsOf(Place place) {
    var jumps = new ArrayList<LocalDate>();
    var end = LocalDate.of(place.year() + 1, 1, 1).atStartOfDay(place.zone()).toInstant();
    var rules = place.zone().getRules();
    var jump =
        rules.nextTransition(
            LocalDate.of(place.year(), 1, 2).atStartOfDay(place.zone()).toInstant());
    while (jump != null && jump.getInstant().isBefore(end)) {
      jumps.add(jump.getDateTimeBefore().toLocalDate());
      jump = rules.nextTransition(jump.getInstant());
    }
    return jumps;
  }

  Schedule schedule() {
    var region =
        LevelRules.of(Level.REGION, "регион")
            .withWeekly(week())
            .withShortening(Duration.ofMinutes(15L * random.nextInt(9)))
            .withHolidays(dates(6).stream().map(date -> new Holiday(date, "праздник")).toList());
    var chat =
        LevelRules.of(Level.CHAT, "чат")
            .withSpecialDays(
                dates(8).stream().map(date -> new SpecialDay(date, hours(), "случай")).toList());
    return new Schedule(
        place.zone(), new ProductionCalendar(List.of(published())), List.of(region, chat));
  }

  /** An instant of the year, often near a jump of the clock, often on a quarter of an hour. */
  static Instant instant(Random random, Schedule schedule) {
    var place = new Place(schedule.zone(), schedule.production().firstYear());
    return new RandomSchedules(random, place).instant();
  }

  private Instant instant() {
    var date = date();
    var early = date.getDayOfYear() > 360 ? date.minusDays(5) : date;
    var at = early.atTime(time()).atZone(place.zone()).toInstant();
    return random.nextBoolean() ? at : at.plusNanos(random.nextLong(Duration.ofHours(1).toNanos()));
  }

  private WeeklyHours week() {
    var days = new EnumMap<DayOfWeek, DayHours>(DayOfWeek.class);
    days.put(DayOfWeek.WEDNESDAY, DayHours.of(LocalTime.of(9, 0), LocalTime.of(17, 0)));
    for (var day : DayOfWeek.values()) {
      if (day != DayOfWeek.WEDNESDAY && random.nextInt(5) > 0) {
        days.put(day, random.nextInt(4) > 0 ? days.get(DayOfWeek.WEDNESDAY) : hours());
      }
    }
    return new WeeklyHours(days);
  }

  private DayHours hours() {
    int[] cuts =
        random.ints(2L * random.nextInt(4), 0, QUARTERS_OF_A_DAY + 1).sorted().distinct().toArray();
    var spans = new ArrayList<Span>();
    for (int i = 0; i + 1 < cuts.length; i += 2) {
      spans.add(new Span(quarter(cuts[i]), quarter(cuts[i + 1])));
    }
    return new DayHours(spans);
  }

  private CalendarYear published() {
    var days = new HashMap<LocalDate, CalendarDay>();
    for (var date : dates(24)) {
      days.put(
          date,
          switch (random.nextInt(5)) {
            case 0 -> day(date, CalendarDay.Kind.OFF, "праздник", null);
            case 1 -> day(date, CalendarDay.Kind.OFF, null, null);
            case 2 -> day(date, CalendarDay.Kind.OFF, null, date());
            case 3 -> day(date, CalendarDay.Kind.SHORTENED, null, null);
            default -> day(date, CalendarDay.Kind.WORKING, null, null);
          });
    }
    return new CalendarYear(place.year(), "случайный год", days);
  }

  private static CalendarDay day(
      LocalDate date,
      CalendarDay.Kind kind,
      @Nullable String holiday,
      @Nullable LocalDate movedFrom) {
    return new CalendarDay(date, kind, holiday, movedFrom);
  }

  private List<LocalDate> dates(int count) {
    Map<LocalDate, Boolean> dates = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      dates.put(date(), true);
    }
    return List.copyOf(dates.keySet());
  }

  private LocalDate date() {
    if (!jumps.isEmpty() && random.nextInt(3) == 0) {
      var near = jumps.get(random.nextInt(jumps.size())).plusDays(random.nextInt(5) - 3L);
      return near.getYear() == place.year() ? near : near.minusDays(5);
    }
    return LocalDate.ofYearDay(place.year(), 1 + random.nextInt(330));
  }

  private LocalTime time() {
    return quarter(random.nextInt(QUARTERS_OF_A_DAY));
  }

  private static LocalTime quarter(int number) {
    return LocalTime.MIDNIGHT.plusMinutes(15L * number);
  }
}
