package ru.medchat.workplace;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ru.medchat.directory.CalendarChange;
import ru.medchat.directory.CalendarScope;
import ru.medchat.directory.Calendars;
import ru.medchat.process.MovingLimits;
import ru.medchat.worktime.InvalidScheduleException;
import ru.medchat.worktime.Level;
import ru.medchat.worktime.UnknownYearException;

/** Adding an exception to a calendar: check what is wished, look what it would do, make it. */
@Component
class ChangingCalendars {

  static final int LONGEST_REASON = 300;

  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.ISO_LOCAL_DATE,
          DateTimeFormatter.ofPattern("d.M.uuuu").withResolverStyle(ResolverStyle.STRICT));

  private final Calendars calendars;
  private final MovingLimits limits;
  private final ForProduct product;

  ChangingCalendars(Calendars calendars, MovingLimits limits, ForProduct product) {
    this.calendars = calendars;
    this.limits = limits;
    this.product = product;
  }

  /**
   * An exception as somebody writes it, not checked yet.
   *
   * @param level the name of a {@link Level}
   * @param place as {@link CalendarScope} names it
   * @param date such as {@code 2026-12-31} or {@code 31.12.2026}
   * @param hours such as {@code 8:00-13:00} or {@code закрыто}; null for as usual again
   */
  record Wish(
      @Nullable String level,
      @Nullable String place,
      @Nullable String date,
      @Nullable String hours,
      @Nullable String reason) {}

  /**
   * Checks what is wished; changes nothing.
   *
   * @param by the user id of the administrator
   * @throws InvalidScheduleException naming in Russian what can't be
   */
  CalendarChange draft(Wish wish, String by) {
    var scope = new CalendarScope(level(wish.level()), written(wish.place()));
    String reason = written(wish.reason());
    if (reason.length() > LONGEST_REASON) {
      throw new InvalidScheduleException(
          "Причина",
          "слишком длинная: знаков %d, а помещается %d".formatted(reason.length(), LONGEST_REASON));
    }
    String hours = wish.hours() == null ? null : written(wish.hours());
    return calendars.draft(scope, date(wish.date()), hours, reason, by);
  }

  /**
   * What a change would do.
   *
   * @throws InvalidScheduleException when it would move a limit past the end of the calendar
   */
  MovingLimits.Preview preview(CalendarChange draft) {
    try {
      return product.ask(() -> limits.preview(draft));
    } catch (UnknownYearException e) {
      var beyond =
          new InvalidScheduleException(
              calendars.nameOf(draft.scope()),
              "так открытые сроки перейдут на %d год, а его рабочего календаря ещё нет"
                  .formatted(e.year()));
      beyond.initCause(e);
      throw beyond;
    }
  }

  /**
   * Makes a change. Open limits move after that.
   *
   * @throws InvalidScheduleException when it would move a limit past the end of the calendar
   */
  CalendarChange make(CalendarChange draft) {
    preview(draft);
    return calendars.make(draft);
  }

  private static Level level(@Nullable String text) {
    String name = written(text);
    for (Level level : Level.values()) {
      if (level.name().equals(name)) {
        return level;
      }
    }
    throw new InvalidScheduleException(
        "Уровень «" + name + "»", "нужно COUNTRY, REGION, MUNICIPALITY или CHAT");
  }

  private static LocalDate date(@Nullable String text) {
    String date = written(text);
    if (date.isEmpty()) {
      throw new InvalidScheduleException("Дата", "не указана");
    }
    DateTimeParseException unreadable = null;
    for (var format : DATES) {
      try {
        return LocalDate.parse(date, format);
      } catch (DateTimeParseException e) {
        unreadable = e;
      }
    }
    var wrong =
        new InvalidScheduleException(
            "Дата «" + date + "»", "такой нет; нужно, например, 31.12.2026 или 2026-12-31");
    wrong.initCause(unreadable);
    throw wrong;
  }

  /** Without the one character that PostgreSQL can't keep. */
  private static String written(@Nullable String text) {
    return text == null ? "" : text.replace("\0", "").strip();
  }
}
