package ru.medchat.worktime;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an amount of open time adds up, in Russian, for an operator or the answer to a complaint.
 *
 * @param lines in the order of time
 */
public record Explanation(List<Line> lines) {

  public Explanation {
    lines = List.copyOf(lines);
  }

  /**
   * All lines in one sentence, such as {@code вт 3 ноября 19:30-20:00 (30 мин), ср 4 ноября -
   * праздник (День народного единства), чт 5 ноября 8:00-9:30 (1 ч 30 мин)}; empty when there are
   * none.
   */
  public String text() {
    return lines.stream().map(Line::text).collect(Collectors.joining(", "));
  }

  /** The open time of all lines. */
  public Duration worked() {
    return lines.stream().map(Line::worked).reduce(Duration.ZERO, Duration::plus);
  }

  /** A day on which time was counted, or one or more days on which none was, and why. */
  public sealed interface Line {

    LocalDate date();

    /** Open time counted on this line. */
    Duration worked();

    String text();
  }

  /** An open stretch of one day in local time; it may end at the next midnight. */
  public record Stretch(ZonedDateTime from, ZonedDateTime to) {

    Duration length() {
      return Duration.between(from, to);
    }

    String text() {
      return Russian.time(from.toLocalTime()) + "-" + Russian.end(to.toLocalTime());
    }
  }

  /**
   * A day on which time was counted.
   *
   * @param stretches at least one
   * @param note why the hours are not the usual ones, null when they are
   */
  public record Counted(LocalDate date, List<Stretch> stretches, @Nullable String note)
      implements Line {

    public Counted {
      stretches = List.copyOf(stretches);
    }

    @Override
    public Duration worked() {
      return stretches.stream().map(Stretch::length).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public String text() {
      return "%s %s (%s%s)"
          .formatted(
              Russian.date(date),
              stretches.stream().map(Stretch::text).collect(Collectors.joining(", ")),
              Russian.duration(worked()),
              note == null ? "" : "; " + note);
    }
  }

  /**
   * Days that were closed for the same reason, one after another.
   *
   * @param date the first
   * @param last the last, the same for a single day
   * @param reason such as {@code выходной} or {@code праздники}
   */
  public record Closed(LocalDate date, LocalDate last, String reason) implements Line {

    @Override
    public Duration worked() {
      return Duration.ZERO;
    }

    @Override
    public String text() {
      return Russian.dates(date, last) + " - " + reason;
    }
  }

  /**
   * An open day of which nothing was left.
   *
   * @param closing its last closing, before the time that was counted began
   */
  public record Over(LocalDate date, LocalTime closing) implements Line {

    @Override
    public Duration worked() {
      return Duration.ZERO;
    }

    @Override
    public String text() {
      return Russian.date(date) + " - закрыто с " + Russian.end(closing);
    }
  }
}
