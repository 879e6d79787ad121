package ru.medchat.wording;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Points in time as a person reads them, in the local time of a municipality. */
public final class Moments {

  private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
  private static final DateTimeFormatter IN_WORDS =
      DateTimeFormatter.ofPattern("HH:mm, EEEE, d MMMM", RUSSIAN);
  private static final List<String> ON_A_DAY =
      List.of(
          "в понедельник",
          "во вторник",
          "в среду",
          "в четверг",
          "в пятницу",
          "в субботу",
          "в воскресенье");
  private static final DateTimeFormatter AND_WHEN =
      DateTimeFormatter.ofPattern("', 'd MMMM', в 'HH:mm", RUSSIAN);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("d MMM, HH:mm", RUSSIAN);

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", RUSSIAN);

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM", RUSSIAN);

  private Moments() {}

  /** Such as «09:30». */
  public static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }

  /** Such as «09:30, четверг, 5 ноября». */
  public static String inWords(Instant at, ZoneId zone) {
    return IN_WORDS.format(at.atZone(zone));
  }

  /** Such as «в четверг, 5 ноября, в 09:30». */
  public static String on(Instant at, ZoneId zone) {
    var local = at.atZone(zone);
    return ON_A_DAY.get(local.getDayOfWeek().getValue() - 1) + AND_WHEN.format(local);
  }

  /** Such as «5 нояб., 09:30». */
  public static String inShort(Instant at, ZoneId zone) {
    return SHORT.format(at.atZone(zone));
  }

  /** Such as «25.11». */
  public static String day(Instant at, ZoneId zone) {
    return DAY.format(at.atZone(zone));
  }

  /** A duration cut to minutes, such as «45 мин», «2 ч», «1 ч 35 мин». */
  public static String lasting(Duration duration) {
    long hours = duration.toHours();
    int minutes = duration.toMinutesPart();
    if (hours == 0) {
      return minutes + " мин";
    }
    return hours + " ч" + (minutes == 0 ? "" : " " + minutes + " мин");
  }
}
