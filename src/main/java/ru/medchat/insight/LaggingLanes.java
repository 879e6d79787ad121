package ru.medchat.insight;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The chats in which somebody waits for a message of ours for longer than it should take. */
@Component
class LaggingLanes {

  /** A page stays readable however many chats an outage holds up. */
  private static final int SHOWN = 50;

  private final JdbcClient jdbc;

  LaggingLanes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A chat whose oldest message waits for more than a minute; mass messages aside.
   *
   * @param title of the group; null for a private chat, or a group of no municipality
   * @param since when the oldest message was posted
   * @param error why it did not go out the last time; null when it was not tried
   */
  record Lane(
      String chatId, @Nullable String title, long waiting, Instant since, @Nullable String error) {}

  /** Those that lag most, the worst first. */
  List<Lane> worst() {
    return jdbc.sql(
            """
            select o.chat_id, c.title, count(*) as waiting, min(o.posted_at) as since,
                   (array_agg(o.error order by o.id))[1] as error
              from outbox o left join chat c on c.channel = o.channel and c.chat_id = o.chat_id
             where o.settled_at is null and not o.bulk
             group by o.channel, o.chat_id, c.title
            having min(o.posted_at) < now() - interval '1 minute'
             order by since, o.chat_id
             limit :shown
            """)
        .param("shown", SHOWN)
        .query(
            (row, n) ->
                new Lane(
                    row.getString("chat_id"),
                    row.getString("title"),
                    row.getLong("waiting"),
                    row.getTimestamp("since").toInstant(),
                    row.getString("error")))
        .list();
  }
}
