package ru.medchat.intake;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.MessageJson;

/**
 * What residents wrote in private before it was known where it should go and under which name. Kept
 * without a name: nobody has consented yet.
 */
@Component
class PendingMessages {

  private final JdbcClient jdbc;
  private final MessageJson json;

  PendingMessages(JdbcClient jdbc, MessageJson json) {
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
        .param("body", json.write(message.underName("")))
        .update();
  }

  boolean any(ChatRef chat) {
    return jdbc.sql(
            "select exists (select 1 from pending_message where channel = ? and chat_id = ?)")
        .params(chat.channel(), chat.id())
        .query(Boolean.class)
        .single();
  }

  /** Keeps a part of an album that comes after the others; false when they are not kept here. */
  boolean continueAlbum(Incoming.Message message) {
    var album = message.album();
    boolean keeps =
        album != null
            && kept(message.chat()).stream()
                .anyMatch(each -> each.album() != null && each.album().id().equals(album.id()));
    if (keeps) {
      keep(message);
    }
    return keeps;
  }

  /** Changes a message that is kept; false when it is not kept here. */
  boolean change(Incoming.Edit edit) {
    String edited = edit.message().messageId();
    for (var message : kept(edit.chat())) {
      if (message.parts().stream().anyMatch(part -> part.messageId().equals(edited))) {
        jdbc.sql(
                """
                update pending_message set body = ?::jsonb
                 where channel = ? and chat_id = ? and message_id = ?
                """)
            .params(
                json.write(message.as(edit.message())),
                edit.chat().channel(),
                edit.chat().id(),
                message.messageId())
            .update();
        return true;
      }
    }
    return false;
  }

  /** Gives out what was kept, in order, and keeps it no longer. */
  List<Incoming.Message> takeAll(ChatRef chat) {
    var kept = kept(chat);
    jdbc.sql("delete from pending_message where channel = ? and chat_id = ?")
        .params(chat.channel(), chat.id())
        .update();
    return kept;
  }

  private List<Incoming.Message> kept(ChatRef chat) {
    return jdbc
        .sql("select body from pending_message where channel = ? and chat_id = ? order by id")
        .params(chat.channel(), chat.id())
        .query(String.class)
        .list()
        .stream()
        .map(json::read)
        .toList();
  }
}
