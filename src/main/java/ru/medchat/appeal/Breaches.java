package ru.medchat.appeal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.directory.Calendars;
import ru.medchat.wording.Moments;
import ru.medchat.worktime.WorkingTime;

/** Limits that passed without an answer; kept for good, whatever happens later. */
@Component
@Transactional
public class Breaches {

  /** Makes a duration cut to minutes one that counts each minute begun. */
  private static final Duration LESS_THAN_A_MINUTE = Duration.ofMinutes(1).minusNanos(1);

  private final JdbcClient jdbc;
  private final Appeals appeals;
  private final Conversation conversation;
  private final Calendars calendars;
  private final Clock clock;

  Breaches(
      JdbcClient jdbc,
      Appeals appeals,
      Conversation conversation,
      Calendars calendars,
      Clock clock) {
    this.jdbc = jdbc;
    this.appeals = appeals;
    this.conversation = conversation;
    this.calendars = calendars;
    this.clock = clock;
  }

  /**
   * Records that a limit passed; once for each period the resident waits.
   *
   * @param limit as the model has it
   */
  public void record(AppealNumber number, WorkingTime limit) {
    var appeal = appeals.lock(number);
    var waitingSince = appeal.countFrom();
    if (waitingSince == null) {
      return;
    }
    var calendar = calendars.of(appeal.municipalityId(), appeal.calendarChat());
    var due = calendar.after(waitingSince, limit);
    int added =
        jdbc.sql(
                """
                insert into breach (appeal_number, waiting_since, working_limit,
                                    organisation_id, recorded_at, due_at, trace)
                values (:number, :since, :limit, :organisation, :at, :due, :trace)
                on conflict do nothing
                """)
            .param("number", number.value())
            .param("since", Timestamp.from(waitingSince))
            .param("limit", limit.iso())
            .param("organisation", appeal.organisationId())
            .param("at", Timestamp.from(clock.instant()))
            .param("due", Timestamp.from(due))
            .param("trace", calendar.explain(waitingSince, due).text())
            .update();
    if (added > 0) {
      conversation.happened(
          number, "breached", Map.of("trace", calendar.explain(waitingSince, due).text()));
    }
  }

  /**
   * Notes in the breaches nobody had answered yet how late the answer came, in whole minutes of
   * working time, each one begun counted.
   *
   * @param at when it was given
   */
  void answered(Appeal appeal, Instant at) {
    var open =
        jdbc.sql(
                """
                select waiting_since, working_limit, coalesce(due_at, recorded_at) as due
                  from breach
                 where appeal_number = ? and answered_at is null
                 order by due, working_limit
                """)
            .param(appeal.number().value())
            .query(
                (row, n) ->
                    new Open(
                        row.getTimestamp("waiting_since"),
                        row.getString("working_limit"),
                        row.getTimestamp("due").toInstant()))
            .list();
    if (open.isEmpty()) {
      return;
    }
    var calendar = calendars.of(appeal.municipalityId(), appeal.calendarChat());
    for (var breach : open) {
      var late = calendar.worked(breach.due(), at).plus(LESS_THAN_A_MINUTE);
      jdbc.sql(
              """
              update breach set answered_at = :at, minutes_late = :late
               where appeal_number = :number and waiting_since = :since and working_limit = :limit
              """)
          .param("at", Timestamp.from(at))
          .param("late", late.toMinutes())
          .param("number", appeal.number().value())
          .param("since", breach.waitingSince())
          .param("limit", breach.limit())
          .update();
      conversation.happened(
          appeal.number(),
          "late",
          Map.of(
              "late",
              Moments.lasting(late),
              "until",
              Moments.inWords(breach.due(), calendar.zone())));
    }
  }

  /**
   * How late an answer is, or was.
   *
   * @param late in working time
   * @param answered whether the answer has been given; otherwise the resident still waits
   */
  public record Lateness(Duration late, boolean answered) {}

  /**
   * How late the answer is that the resident waits for, else how late the last one came that missed
   * its limit; empty when none did, and in the minute in which a limit passes.
   */
  @Transactional(readOnly = true)
  public Optional<Lateness> latenessOf(Appeal appeal) {
    return jdbc.sql(
            """
            select coalesce(due_at, recorded_at) as due, minutes_late from breach
             where appeal_number = ?
             order by answered_at is not null, answered_at desc, due limit 1
            """)
        .param(appeal.number().value())
        .query(
            (row, n) -> {
              Integer minutes = row.getObject("minutes_late", Integer.class);
              return minutes == null
                  ? new Lateness(
                      calendars
                          .of(appeal.municipalityId(), appeal.calendarChat())
                          .worked(row.getTimestamp("due").toInstant(), clock.instant()),
                      false)
                  : new Lateness(Duration.ofMinutes(minutes), true);
            })
        .optional()
        .filter(lateness -> lateness.late().toMinutes() > 0);
  }

  private record Open(Timestamp waitingSince, String limit, Instant due) {}
}
