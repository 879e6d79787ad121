package ru.medchat.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The reactions that people put on messages, at most one a person and message. */
class PeoplesReactions {

  private final JdbcClient jdbc;

  PeoplesReactions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What that person has put on the message: one emoji or none. */
  List<String> of(Message message, long userId) {
    return jdbc.sql(
            "select emoji from sandbox.reaction where chat_id = ? and message_id = ? and user_id = ?")
        .params(message.chatId(), message.id(), userId)
        .query(String.class)
        .list();
  }

  /** Puts an emoji in place of what that person has put there, or takes it away. */
  void put(Message message, long userId, @Nullable String emoji) {
    jdbc.sql("delete from sandbox.reaction where chat_id = ? and message_id = ? and user_id = ?")
        .params(message.chatId(), message.id(), userId)
        .update();
    if (emoji != null) {
      jdbc.sql("insert into sandbox.reaction values (?, ?, ?, ?)")
          .params(message.chatId(), message.id(), userId, emoji)
          .update();
    }
  }
}
