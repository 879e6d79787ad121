package ru.medchat.process;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Handling;
import ru.medchat.directory.CalendarChange;
import ru.medchat.directory.Calendars;
import ru.medchat.process.engine.OpenLimits;
import ru.medchat.worktime.WorkingCalendar;

/**
 * Moves open limits when a calendar changes: recomputed from the same start, so that no clock is
 * reset, one appeal a transaction, so that it can be taken up again. What has fired stays fired.
 */
@Component
public class MovingLimits {

  /**
   * An appeal may have been registered by the calendar as it was, in a transaction that we could
   * not see yet; none takes longer.
   */
  private static final Duration LAST_REGISTRATIONS = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Calendars calendars;
  private final Appeals appeals;
  private final Handling handling;
  private final OpenLimits openLimits;
  private final Clock clock;

  MovingLimits(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Calendars calendars,
      Appeals appeals,
      Handling handling,
      OpenLimits openLimits,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.calendars = calendars;
    this.appeals = appeals;
    this.handling = handling;
    this.openLimits = openLimits;
    this.clock = clock;
  }

  /**
   * What a change would do.
   *
   * @param appeals how many open appeals it would touch
   * @param limits how many open limits it would move
   * @param earliest the largest move to an earlier time, negative; null when none moves so
   * @param latest the largest move to a later time; null when none moves so
   */
  public record Preview(
      int appeals, int limits, @Nullable Duration earliest, @Nullable Duration latest) {}

  /** Looks what a change would move, and moves nothing. */
  public Preview preview(CalendarChange draft) {
    int touched = 0;
    var shifts = new ArrayList<Duration>();
    var calendarByChat = new HashMap<String, WorkingCalendar>();
    for (AppealNumber number : appeals.openUnder(draft.scope())) {
      int before = shifts.size();
      var appeal = appeals.get(number);
      var calendar =
          calendarByChat.computeIfAbsent(
              appeal.municipalityId() + " " + appeal.calendarChat(),
              chat -> calendars.with(draft, appeal.municipalityId(), appeal.calendarChat()));
      for (var limit : openLimits.of(number.value())) {
        var shift = Duration.between(limit.due(), limit.dueBy(calendar));
        if (!shift.isZero()) {
          shifts.add(shift);
        }
      }
      touched += shifts.size() > before ? 1 : 0;
    }
    return new Preview(
        touched,
        shifts.size(),
        shifts.stream().filter(Duration::isNegative).min(Duration::compareTo).orElse(null),
        shifts.stream()
            .filter(shift -> shift.compareTo(Duration.ZERO) > 0)
            .max(Duration::compareTo)
            .orElse(null));
  }

  /**
   * Moves what a change still has to move, each appeal in a transaction of its own. One that can't
   * be moved now, as an operator is just completing its task, holds up no other.
   *
   * @return false when there was nothing to move
   * @throws RuntimeException the first of what went wrong, after all others have been moved
   */
  public boolean moveNext() {
    boolean worked = false;
    for (CalendarChange change : calendars.moving()) {
      var left = leftUnder(change);
      moveAll(change, left);
      worked |= !left.isEmpty();
      if (left.isEmpty() && change.changedAt().plus(LAST_REGISTRATIONS).isBefore(clock.instant())) {
        calendars.moved(change);
      }
    }
    return worked;
  }

  private void moveAll(CalendarChange change, List<AppealNumber> numbers) {
    RuntimeException first = null;
    for (AppealNumber number : numbers) {
      try {
        transaction.executeWithoutResult(tx -> move(change, number));
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private List<AppealNumber> leftUnder(CalendarChange change) {
    var moved =
        new HashSet<>(
            jdbc.sql("select appeal_number from calendar_move where change_id = ?")
                .param(change.id())
                .query(String.class)
                .list());
    return appeals.openUnder(change.scope()).stream()
        .filter(number -> !moved.contains(number.value()))
        .toList();
  }

  private void move(CalendarChange change, AppealNumber number) {
    var appeal = appeals.get(number);
    var calendar = calendars.of(appeal.municipalityId(), appeal.calendarChat());
    int moved = 0;
    for (var limit : openLimits.of(number.value())) {
      Instant due = limit.dueBy(calendar);
      if (!due.equals(limit.due())) {
        openLimits.move(limit, due);
        moved++;
        if (limit.due().equals(appeal.promisedUntil())) {
          handling.limitMoved(number, due, change.reason());
        }
      }
    }
    jdbc.sql(
            """
            insert into calendar_move (change_id, appeal_number, limits, moved_at)
            values (?, ?, ?, ?) on conflict do nothing
            """)
        .params(change.id(), number.value(), moved, Timestamp.from(clock.instant()))
        .update();
  }
}
