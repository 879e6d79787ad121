package ru.medchat.channel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Messages that are given up, for a person to decide. */
@Component
@Transactional
public class UndeliveredMessages {

  /** A page stays readable however much goes wrong. */
  private static final int SHOWN = 200;

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;

  UndeliveredMessages(JdbcClient jdbc, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /**
   * A message that will not arrive by itself.
   *
   * @param appealNumber null when it is about none
   * @param unreachable whether the chat can't be reached; otherwise the message itself was refused
   */
  public record Undelivered(
      long id,
      Instant postedAt,
      String chatId,
      @Nullable String appealNumber,
      boolean unreachable,
      @Nullable String error) {}

  /** Those that wait for a decision, the newest first. */
  public List<Undelivered> undecided() {
    return jdbc.sql(
            """
            select id, posted_at, chat_id, appeal_number, state = 'UNREACHABLE' as unreachable, error
              from outbox
             where state in ('UNREACHABLE', 'DEAD') and set_aside_at is null
             order by id desc limit :shown
            """)
        .param("shown", SHOWN)
        .query(
            (row, n) ->
                new Undelivered(
                    row.getLong("id"),
                    row.getTimestamp("posted_at").toInstant(),
                    row.getString("chat_id"),
                    row.getString("appeal_number"),
                    row.getBoolean("unreachable"),
                    row.getString("error")))
        .list();
  }

  /**
   * Sends a message anew, with all its attempts.
   *
   * @return false when it does not wait for a decision any more
   */
  public boolean tryAgain(long id) {
    List<String> channel =
        jdbc.sql(
                """
                update outbox
                   set state = 'NEW', settled_at = null, attempts = 0, next_attempt_at = now()
                 where id = :id and state in ('UNREACHABLE', 'DEAD') and set_aside_at is null
                returning channel
                """)
            .param("id", id)
            .query(String.class)
            .list();
    channel.forEach(of -> events.publishEvent(new Outbox.Posted(of)));
    return !channel.isEmpty();
  }

  /**
   * Leaves a message undelivered, for good.
   *
   * @return false when it does not wait for a decision any more
   */
  public boolean setAside(long id, String by, String because) {
    return jdbc.sql(
                """
                update outbox
                   set set_aside_at = now(), set_aside_by = :by, set_aside_because = :because
                 where id = :id and state in ('UNREACHABLE', 'DEAD') and set_aside_at is null
                """)
            .param("id", id)
            .param("by", by)
            .param("because", because)
            .update()
        == 1;
  }

  /**
   * Leaves undelivered, for good, what can't reach its chat and nobody has to look at.
   *
   * @param keys how their dedupe keys begin
   * @return how many
   */
  public int setAsideUnreachable(String keys, String by, String because) {
    return jdbc.sql(
            """
            update outbox
               set set_aside_at = now(), set_aside_by = :by, set_aside_because = :because
             where state = 'UNREACHABLE' and set_aside_at is null
               and starts_with(dedupe_key, :keys)
            """)
        .param("by", by)
        .param("because", because)
        .param("keys", keys)
        .update();
  }
}
