package ru.medchat.appeal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What organisations owe their residents. */
@Component
public class Backlogs {

  /** Joined by the column of {@code appeal} it needs: a breach of the period that still runs. */
  private static final String RUNNING_BREACH =
      "b.appeal_number = a.number and b.waiting_since = greatest(a.waiting_since, a.instructed_at)";

  private final JdbcClient jdbc;

  Backlogs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An organisation in figures.
   *
   * @param waiting residents that wait for an answer
   * @param overdue those of them whose limit has passed
   * @param asked residents that were asked back
   * @param breached limits that passed in the period asked about
   */
  public record Backlog(String organisationId, int waiting, int overdue, int asked, int breached) {

    public boolean isEmpty() {
      return waiting + asked + breached == 0;
    }
  }

  /**
   * A resident who waits.
   *
   * @param category its code; null when nobody has said
   * @param calendarChat as {@link Appeal#calendarChat()} tells it
   * @param due when the answer is or was due; null when no promise covers this wait
   */
  public record Unanswered(
      AppealNumber number,
      String municipalityId,
      @Nullable String calendarChat,
      @Nullable String category,
      Instant since,
      @Nullable Instant due,
      boolean overdue) {}

  /** The figures of organisations, with what they breached since a moment; in no order. */
  public List<Backlog> of(Collection<String> organisationIds, Instant since) {
    if (organisationIds.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select o.id, open.waiting, open.overdue, open.asked, passed.breached
              from organisation o,
                   lateral (
                     select count(*) filter (where a.state = 'WAITING') as waiting,
                            count(*) filter (where a.state = 'ASKED') as asked,
                            count(*) filter (where a.state = 'WAITING' and exists (
                              select 1 from breach b where %s)) as overdue
                       from appeal a
                      where a.organisation_id = o.id and a.state <> 'CLOSED') open,
                   lateral (
                     select count(*) as breached from breach b
                      where b.organisation_id = o.id and b.recorded_at >= :since) passed
             where o.id in (:ids)
            """
                .formatted(RUNNING_BREACH))
        .param("ids", organisationIds)
        .param("since", Timestamp.from(since))
        .query(
            (row, n) ->
                new Backlog(
                    row.getString("id"),
                    row.getInt("waiting"),
                    row.getInt("overdue"),
                    row.getInt("asked"),
                    row.getInt("breached")))
        .list();
  }

  /** Whoever waits for an organisation, the longest first; at most so many. */
  public List<Unanswered> unanswered(String organisationId, int most) {
    return jdbc.sql(
            """
            select a.number, a.municipality_id, a.category,
                   case when not a.in_private then a.channel || '/' || a.chat_id end as chat,
                   greatest(a.waiting_since, a.instructed_at) as since,
                   (select min(b.due_at) from breach b where %1$s) as breached_due,
                   exists (select 1 from breach b where %1$s) as overdue,
                   case when a.promised_until > greatest(a.waiting_since, a.instructed_at)
                        then a.promised_until end as promised
              from appeal a
             where a.organisation_id = :organisation and a.state = 'WAITING'
               and a.waiting_since is not null
             order by since, a.number limit :most
            """
                .formatted(RUNNING_BREACH))
        .param("organisation", organisationId)
        .param("most", most)
        .query(
            (row, n) -> {
              boolean overdue = row.getBoolean("overdue");
              var due = row.getTimestamp(overdue ? "breached_due" : "promised");
              return new Unanswered(
                  AppealNumber.of(row.getString("number")),
                  row.getString("municipality_id"),
                  row.getString("chat"),
                  row.getString("category"),
                  row.getTimestamp("since").toInstant(),
                  due == null ? null : due.toInstant(),
                  overdue);
            })
        .list();
  }
}
