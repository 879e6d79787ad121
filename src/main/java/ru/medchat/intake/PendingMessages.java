package ru.medchat.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;

/**
 * What residents wrote in private before it was known where it should go and under which name. Kept
 * without a name: nobody has consented yet.
 */
@Component
class PendingMessages {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  PendingMessages(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void keep(Incoming.Message message) {
    jdbc.sql(
            """
            insert into pending_message (channel, chat_id, message_id, body)
            values (:channel, :chat, :message, :body::jsonb)
            on conflict do nothing
            """)
        .param("channel", message.chat().channel())
        .param("chat", message.chat().id())
        .param("message", message.messageId())
        .param("body", write(message.underName("")))
        .update();
  }

  boolean any(ChatRef chat) {
    return jdbc.sql(
            "select exists (select 1 from pending_message where channel = ? and chat_id = ?)")
        .params(chat.channel(), chat.id())
        .query(Boolean.class)
        .single();
  }

  /** Gives out what was kept, in order, and keeps it no longer. */
  List<Incoming.Message> takeAll(ChatRef chat) {
    var kept =
        jdbc.sql("select body from pending_message where channel = ? and chat_id = ? order by id")
            .params(chat.channel(), chat.id())
            .query(String.class)
            .list();
    jdbc.sql("delete from pending_message where channel = ? and chat_id = ?")
        .params(chat.channel(), chat.id())
        .update();
    return kept.stream().map(this::read).toList();
  }

  private String write(Incoming.Message message) {
    try {
      return json.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A message could not be kept", e);
    }
  }

  private Incoming.Message read(String body) {
    try {
      return json.readValue(body, Incoming.Message.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A kept message could not be read", e);
    }
  }
}
