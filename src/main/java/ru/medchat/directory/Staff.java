package ru.medchat.directory;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people who speak for organisations in the chats. */
@Component
@Transactional
public class Staff {

  private final JdbcClient jdbc;
  private final Clock clock;

  Staff(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A representative of an organisation.
   *
   * @param linkedAt null for those linked before this was noted
   */
  public record Representative(
      String channel,
      String userId,
      String organisationId,
      String name,
      @Nullable Instant linkedAt) {}

  /** All of them, by name. */
  @Transactional(readOnly = true)
  public List<Representative> all() {
    return jdbc.sql(
            """
            select channel, user_id, organisation_id, name, linked_at from staff
             order by name, channel, user_id
            """)
        .query(
            (row, n) -> {
              Timestamp linkedAt = row.getTimestamp("linked_at");
              return new Representative(
                  row.getString("channel"),
                  row.getString("user_id"),
                  row.getString("organisation_id"),
                  row.getString("name"),
                  linkedAt == null ? null : linkedAt.toInstant());
            })
        .list();
  }

  /** From now on this person speaks for this organisation, and for no other. */
  public void link(String channel, String userId, String name, String organisationId) {
    jdbc.sql(
            """
            insert into staff (channel, user_id, organisation_id, name, linked_at)
            values (:channel, :user, :organisation, :name, :at)
            on conflict (channel, user_id) do update
               set organisation_id = excluded.organisation_id, name = excluded.name,
                   linked_at = excluded.linked_at
            """)
        .param("channel", channel)
        .param("user", userId)
        .param("organisation", organisationId)
        .param("name", name)
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  /** This person speaks for nobody any more; false when they did not. */
  public boolean unlink(String channel, String userId) {
    return jdbc.sql("delete from staff where channel = ? and user_id = ?")
            .params(channel, userId)
            .update()
        > 0;
  }
}
