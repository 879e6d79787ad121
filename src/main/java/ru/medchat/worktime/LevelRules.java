package ru.medchat.worktime;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one level says about working time.
 *
 * @param place whose rules these are, in Russian, for the messages of errors
 * @param weekly hours of the week, or null to leave them to the levels further out
 * @param holidays at most one a date
 * @param specialDays exceptions, at most one a date
 * @param shortening by how much the day before a holiday closes earlier, or null to leave it to the
 *     levels further out; where nobody says, not at all
 */
public record LevelRules(
    Level level,
    String place,
    @Nullable WeeklyHours weekly,
    List<Holiday> holidays,
    List<SpecialDay> specialDays,
    @Nullable Duration shortening) {

  /**
   * @throws InvalidScheduleException when a date has two holidays or two exceptions, or the
   *     shortening is negative or a day long
   */
  public LevelRules {
    holidays = List.copyOf(holidays);
    specialDays = List.copyOf(specialDays);
    refuseTwice(place, "праздника", holidays.stream().map(Holiday::date).toList());
    refuseTwice(place, "исключения", specialDays.stream().map(SpecialDay::date).toList());
    if (shortening != null
        && (shortening.isNegative() || shortening.compareTo(Duration.ofDays(1)) >= 0)) {
      throw new InvalidScheduleException(
          place, "предпраздничный день нельзя сократить на " + shortening.toMinutes() + " мин");
    }
  }

  private static void refuseTwice(String place, String what, List<LocalDate> dates) {
    var seen = new HashSet<LocalDate>();
    for (var date : dates) {
      if (!seen.add(date)) {
        throw new InvalidScheduleException(place, "два " + what + " на " + date);
      }
    }
  }

  /** A level that says nothing yet. */
  public static LevelRules of(Level level, String place) {
    return new LevelRules(level, place, null, List.of(), List.of(), null);
  }

  public LevelRules withWeekly(WeeklyHours hours) {
    return new LevelRules(level, place, hours, holidays, specialDays, shortening);
  }

  public LevelRules withHolidays(List<Holiday> all) {
    return new LevelRules(level, place, weekly, all, specialDays, shortening);
  }

  public LevelRules withSpecialDays(List<SpecialDay> all) {
    return new LevelRules(level, place, weekly, holidays, all, shortening);
  }

  public LevelRules withShortening(Duration amount) {
    return new LevelRules(level, place, weekly, holidays, specialDays, amount);
  }

  Optional<Holiday> holidayOn(LocalDate date) {
    return holidays.stream().filter(holiday -> holiday.date().equals(date)).findFirst();
  }

  Optional<SpecialDay> specialDayOn(LocalDate date) {
    return specialDays.stream().filter(special -> special.date().equals(date)).findFirst();
  }
}
