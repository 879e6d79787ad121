package ru.medchat.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Letters that are given up, for a person to decide. */
@Component
@Transactional
public class UndeliveredLetters {

  /** A page stays readable however much goes wrong. */
  private static final int SHOWN = 200;

  private final JdbcClient jdbc;

  UndeliveredLetters(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A letter that will not be sent by itself. */
  public record Undelivered(
      long id, Instant postedAt, String recipient, String subject, @Nullable String error) {}

  /** Those that wait for a decision, the newest first. */
  public List<Undelivered> undecided() {
    return jdbc.sql(
            """
            select id, posted_at, recipient, subject, error from letter
             where state = 'DEAD' and set_aside_at is null
             order by id desc limit :shown
            """)
        .param("shown", SHOWN)
        .query(
            (row, n) ->
                new Undelivered(
                    row.getLong("id"),
                    row.getTimestamp("posted_at").toInstant(),
                    row.getString("recipient"),
                    row.getString("subject"),
                    row.getString("error")))
        .list();
  }

  /**
   * Sends a letter anew, with all its attempts.
   *
   * @return false when it does not wait for a decision any more
   */
  public boolean tryAgain(long id) {
    return jdbc.sql(
                """
                update letter set state = 'NEW', attempts = 0, next_attempt_at = now()
                 where id = :id and state = 'DEAD' and set_aside_at is null
                """)
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * Leaves a letter unsent, for good.
   *
   * @return false when it does not wait for a decision any more
   */
  public boolean setAside(long id, String by, String because) {
    return jdbc.sql(
                """
                update letter
                   set set_aside_at = now(), set_aside_by = :by, set_aside_because = :because
                 where id = :id and state = 'DEAD' and set_aside_at is null
                """)
            .param("id", id)
            .param("by", by)
            .param("because", because)
            .update()
        == 1;
  }
}
