package ru.medchat.worktime;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The hours of one day: any number of spans with breaks between them.
 *
 * @param spans in the order of the day, not overlapping; none when the day is closed
 */
public record DayHours(List<Span> spans) {

  /** Not open at all. */
  public static final DayHours CLOSED = new DayHours(List.of());

  private static final long DAY = Duration.ofDays(1).toNanos();

  /**
   * Takes the spans in any order.
   *
   * @throws InvalidScheduleException when two of them overlap
   */
  public DayHours {
    spans = spans.stream().sorted(Comparator.comparing(Span::from)).toList();
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i - 1).overlaps(spans.get(i))) {
        throw new InvalidScheduleException(
            "интервалы " + spans.get(i - 1) + " и " + spans.get(i), "пересекаются");
      }
    }
  }

  /** One span without a break. */
  public static DayHours of(LocalTime from, LocalTime to) {
    return new DayHours(List.of(new Span(from, to)));
  }

  /**
   * Reads what an administrator writes: {@code 8:00-12:00, 13:00-20:00} or {@code закрыто}.
   *
   * @param place what these hours are of, for the message of an error, such as "Таганрог, пн"
   * @throws InvalidScheduleException when the text is no hours, or they overlap or run backwards
   */
  public static DayHours parse(String place, String text) {
    if (text.strip().equals("закрыто")) {
      return CLOSED;
    }
    try {
      return new DayHours(Arrays.stream(text.split(",", -1)).map(Span::parse).toList());
    } catch (InvalidScheduleException e) {
      throw e.in(place);
    }
  }

  public boolean isClosed() {
    return spans.isEmpty();
  }

  /** These hours with a break cut out of them. */
  public DayHours without(Span pause) {
    var left = new ArrayList<Span>();
    for (var span : spans) {
      if (span.endsBy(pause.from()) || pause.endsBy(span.from())) {
        left.add(span);
        continue;
      }
      if (span.from().isBefore(pause.from())) {
        left.add(new Span(span.from(), pause.from()));
      }
      if (!pause.to().equals(LocalTime.MIDNIGHT) && !span.endsBy(pause.to())) {
        left.add(new Span(pause.to(), span.to()));
      }
    }
    return new DayHours(left);
  }

  /** These hours, closing earlier by so much open time. */
  DayHours shortenedBy(Duration amount) {
    if (isClosed() || amount.isZero()) {
      return this;
    }
    var last = spans.get(spans.size() - 1);
    var head = spans.subList(0, spans.size() - 1);
    long end = last.to().equals(LocalTime.MIDNIGHT) ? DAY : last.to().toNanoOfDay();
    long left = end - last.from().toNanoOfDay() - amount.toNanos();
    if (left <= 0) {
      return new DayHours(head).shortenedBy(Duration.ofNanos(-left));
    }
    var shortened = new ArrayList<>(head);
    shortened.add(new Span(last.from(), last.from().plusNanos(left)));
    return new DayHours(shortened);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return isClosed()
        ? "закрыто"
        : spans.stream().map(Span::toString).collect(Collectors.joining(", "));
  }
}
