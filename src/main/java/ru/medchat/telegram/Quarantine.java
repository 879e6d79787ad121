package ru.medchat.telegram;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Updates that we could not handle, for a person to decide. */
@Component
class Quarantine {

  /** A page stays readable however much goes wrong; the oldest come first. */
  static final int SHOWN = 200;

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;

  Quarantine(JdbcClient jdbc, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /** An update that waits for a decision. */
  record Held(
      long id, Instant receivedAt, @Nullable String chatId, @Nullable String error, String raw) {

    /** What went wrong, without the trace that follows. */
    public String problem() {
      return error == null ? "" : error.lines().findFirst().orElse("");
    }
  }

  /** An update that somebody decided not to handle. */
  record SetAside(
      long id,
      Instant receivedAt,
      @Nullable String chatId,
      Instant at,
      String by,
      String because) {}

  List<Held> held() {
    return jdbc.sql(
            """
            select id, received_at, chat_id, error, raw from telegram_update
             where state = 'QUARANTINED' and set_aside_at is null
             order by id limit :shown
            """)
        .param("shown", SHOWN)
        .query(
            (row, n) ->
                new Held(
                    row.getLong("id"),
                    row.getTimestamp("received_at").toInstant(),
                    row.getString("chat_id"),
                    row.getString("error"),
                    row.getString("raw")))
        .list();
  }

  List<SetAside> setAside() {
    return jdbc.sql(
            """
            select id, received_at, chat_id, set_aside_at, set_aside_by, set_aside_because
              from telegram_update
             where state = 'QUARANTINED' and set_aside_at is not null
             order by set_aside_at desc limit :shown
            """)
        .param("shown", SHOWN)
        .query(
            (row, n) ->
                new SetAside(
                    row.getLong("id"),
                    row.getTimestamp("received_at").toInstant(),
                    row.getString("chat_id"),
                    row.getTimestamp("set_aside_at").toInstant(),
                    row.getString("set_aside_by"),
                    row.getString("set_aside_because")))
        .list();
  }

  /**
   * Lets an update be handled anew, with all its attempts. What came later in its chat may have
   * been handled already; what waits there now waits for it.
   *
   * @return false when it does not wait for a decision any more
   */
  @Transactional
  public boolean tryAgain(long id) {
    int changed =
        jdbc.sql(
                """
                update telegram_update
                   set state = 'NEW', done_at = null, attempts = 0, next_attempt_at = now()
                 where id = :id and state = 'QUARANTINED' and set_aside_at is null
                """)
            .param("id", id)
            .update();
    events.publishEvent(new Inbox.Received());
    return changed == 1;
  }

  /**
   * Keeps an update from being handled, for good.
   *
   * @return false when it does not wait for a decision any more
   */
  @Transactional
  public boolean setAside(long id, String by, String because) {
    return jdbc.sql(
                """
                update telegram_update
                   set set_aside_at = now(), set_aside_by = :by, set_aside_because = :because
                 where id = :id and state = 'QUARANTINED' and set_aside_at is null
                """)
            .param("id", id)
            .param("by", by)
            .param("because", because)
            .update()
        == 1;
  }
}
