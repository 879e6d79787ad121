package ru.medchat.worktime;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How dates, times and durations are written for a Russian reader. */
final class Russian {

  private static final List<String> WEEKDAYS = List.of("пн", "вт", "ср", "чт", "пт", "сб", "вс");
  private static final List<String> MONTHS =
      List.of(
          "января",
          "февраля",
          "марта",
          "апреля",
          "мая",
          "июня",
          "июля",
          "августа",
          "сентября",
          "октября",
          "ноября",
          "декабря");
  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("H:mm");
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("H:mm:ss");

  private Russian() {}

  /** Such as {@code вт}. */
  static String weekday(DayOfWeek day) {
    return WEEKDAYS.get(day.getValue() - 1);
  }

  /** The day of the week written so, or null. */
  static @Nullable DayOfWeek weekday(String text) {
    int index = WEEKDAYS.indexOf(text);
    return index < 0 ? null : DayOfWeek.of(index + 1);
  }

  /** Such as {@code 4 января}. */
  static String day(MonthDay day) {
    return day.getDayOfMonth() + " " + MONTHS.get(day.getMonthValue() - 1);
  }

  /** Such as {@code вт 3 ноября}. */
  static String date(LocalDate date) {
    return weekday(date.getDayOfWeek()) + " " + day(MonthDay.from(date));
  }

  /** Such as {@code 1-8 января} or {@code 31 декабря - 8 января}. */
  static String dates(LocalDate first, LocalDate last) {
    if (first.equals(last)) {
      return date(first);
    }
    return first.getMonth() == last.getMonth()
        ? first.getDayOfMonth() + "-" + day(MonthDay.from(last))
        : day(MonthDay.from(first)) + " - " + day(MonthDay.from(last));
  }

  /** Such as {@code 8:00}, with seconds only when there are any. */
  static String time(LocalTime time) {
    return time.format(time.getSecond() == 0 ? MINUTES : SECONDS);
  }

  /** The end of a stretch of time: midnight ends the day as {@code 24:00}. */
  static String end(LocalTime time) {
    return time.equals(LocalTime.MIDNIGHT) ? "24:00" : time(time);
  }

  /** Such as {@code 1 ч 30 мин}; fractions of a second are left out. */
  static String duration(Duration duration) {
    var text = new StringBuilder();
    append(text, duration.toHours(), "ч");
    append(text, duration.toMinutesPart(), "мин");
    append(text, duration.toSecondsPart(), "с");
    return text.isEmpty() ? "0 мин" : text.toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
    }
  }
}
