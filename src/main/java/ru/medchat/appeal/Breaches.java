package ru.medchat.appeal;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.directory.Calendars;
import ru.medchat.worktime.WorkingTime;

/** Limits that passed without an answer; kept for good, whatever happens later. */
@Component
@Transactional
public class Breaches {

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
   * @param limit as the model has it, such as {@code PT2H}
   * @throws IllegalArgumentException when the limit is no working time
   */
  public void record(AppealNumber number, String limit) {
    var amount = WorkingTime.parse(limit);
    var appeal = appeals.lock(number);
    var waitingSince = appeal.countFrom();
    if (waitingSince == null) {
      return;
    }
    var calendar = calendars.of(appeal.municipalityId(), appeal.calendarChat());
    var due = calendar.after(waitingSince, amount);
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
            .param("limit", limit)
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
}
