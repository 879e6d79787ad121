package ru.medchat.workplace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ru.medchat.process.MovingLimits;

/** What a change of a calendar would move, as one says it to an administrator. */
final class MovesInWords {

  private MovesInWords() {}

  /** A sentence a line, the most important first. */
  static List<String> of(MovingLimits.Preview preview) {
    if (preview.limits() == 0) {
      return List.of("Ни один срок не сдвинется.");
    }
    var lines = new ArrayList<String>();
    lines.add(
        "%s %d %s в %d %s."
            .formatted(
                one(preview.limits()) ? "Сдвинется" : "Сдвинутся",
                preview.limits(),
                plural(preview.limits(), "срок", "срока", "сроков"),
                preview.appeals(),
                one(preview.appeals()) ? "открытом обращении" : "открытых обращениях"));
    var latest = preview.latest();
    if (latest != null) {
      lines.add("Позже — самое большее на " + length(latest) + ".");
    }
    var earliest = preview.earliest();
    if (earliest != null) {
      lines.add("Раньше — самое большее на " + length(earliest.negated()) + ".");
      lines.add("Если новый срок окажется уже в прошлом, он наступит сразу.");
    }
    return List.copyOf(lines);
  }

  /** Such as «1 день 2 часа»; what lasts less than a minute is told as one. */
  static String length(Duration duration) {
    var parts = new ArrayList<String>();
    add(parts, duration.toDays(), "день", "дня", "дней");
    add(parts, duration.toHoursPart(), "час", "часа", "часов");
    add(parts, duration.toMinutesPart(), "минуту", "минуты", "минут");
    return parts.isEmpty() ? "1 минуту" : String.join(" ", parts);
  }

  private static void add(List<String> parts, long n, String one, String few, String many) {
    if (n > 0) {
      parts.add(n + " " + plural(n, one, few, many));
    }
  }

  private static String plural(long n, String one, String few, String many) {
    if (one(n)) {
      return one;
    }
    boolean teens = n % 100 >= 11 && n % 100 <= 14;
    return !teens && n % 10 >= 2 && n % 10 <= 4 ? few : many;
  }

  private static boolean one(long n) {
    return n % 10 == 1 && n % 100 != 11;
  }
}
