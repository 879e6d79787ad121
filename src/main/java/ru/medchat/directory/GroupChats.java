package ru.medchat.directory;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which groups belong to which municipality, and how we listen there. */
@Component
@Transactional
public class GroupChats {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final DirectoryCache cache;

  GroupChats(JdbcClient jdbc, Clock clock, DirectoryCache cache) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.cache = cache;
  }

  /**
   * Binds a group to a municipality; one that is bound already is bound anew, and keeps how we
   * listen there.
   *
   * @param by who did it, in words
   */
  public void bind(String channel, String chatId, String title, String municipalityId, String by) {
    jdbc.sql(
            """
            insert into chat (channel, chat_id, title, municipality_id, bound_at, bound_by)
            values (:channel, :chat, :title, :municipality, :at, :by)
            on conflict (channel, chat_id) do update
               set title = excluded.title, municipality_id = excluded.municipality_id,
                   bound_at = excluded.bound_at, bound_by = excluded.bound_by, gone_at = null
            """)
        .param("channel", channel)
        .param("chat", chatId)
        .param("title", title)
        .param("municipality", municipalityId)
        .param("at", Timestamp.from(clock.instant()))
        .param("by", by)
        .update();
  }

  /** Residents are no longer heard in this group; false when it was not bound. */
  public boolean unbind(String channel, String chatId) {
    return jdbc.sql("delete from chat where channel = ? and chat_id = ?")
            .params(channel, chatId)
            .update()
        > 0;
  }

  /** Changes which messages become appeals; false when the group is not bound. */
  public boolean listen(String channel, String chatId, GroupChat.Listening listening) {
    return jdbc.sql("update chat set listening = ? where channel = ? and chat_id = ?")
            .params(listening.name(), channel, chatId)
            .update()
        > 0;
  }

  /** We were removed from a group; false when it was not bound. */
  public boolean gone(String channel, String chatId, Instant since) {
    return jdbc.sql("update chat set gone_at = ? where channel = ? and chat_id = ?")
            .params(Timestamp.from(since), channel, chatId)
            .update()
        > 0;
  }

  /** We are in a group; false when it is not bound. */
  public boolean present(String channel, String chatId) {
    return jdbc.sql("update chat set gone_at = null where channel = ? and chat_id = ?")
            .params(channel, chatId)
            .update()
        > 0;
  }

  /** A group has another id now. What is known of the new id already counts more than the old. */
  public void moved(String channel, String from, String to) {
    cache.changing();
    for (String sql :
        new String[] {
          """
          insert into former_chat (channel, chat_id, now_id) values (:channel, :from, :to)
          on conflict (channel, chat_id) do update set now_id = excluded.now_id
          """,
          "update former_chat set now_id = :to where channel = :channel and now_id = :from",
          """
          update chat set chat_id = :to
           where channel = :channel and chat_id = :from
             and not exists (select 1 from chat where channel = :channel and chat_id = :to)
          """,
          "delete from chat where channel = :channel and chat_id = :from",
          """
          update calendar_change set place = :channel || '/' || :to
           where level = 'CHAT' and place = :channel || '/' || :from
          """
        }) {
      jdbc.sql(sql).param("channel", channel).param("from", from).param("to", to).update();
    }
  }
}
