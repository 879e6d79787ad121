package ru.medchat.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands in the chats of the double, as it was said last. */
class Messages {

  private static final String SELECT =
      """
      select m.*, coalesce(p.first_name, :bot) as sender_name,
        (select string_agg(r.emoji, ' ' order by r.user_id) from sandbox.reaction r
          where r.chat_id = m.chat_id and r.message_id = m.message_id) as peoples_reactions
      from sandbox.message m left join sandbox.person p on p.id = m.sender_id
      """;

  private final JdbcClient jdbc;

  Messages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Gives a draft the chat's next number. */
  Message add(long chatId, long senderId, Draft draft, Instant at) {
    long id =
        jdbc.sql(
                """
                update sandbox.chat set last_message_id = last_message_id + 1
                where id = ? returning last_message_id
                """)
            .param(chatId)
            .query(Long.class)
            .single();
    var photo = draft.photo();
    var document = draft.document();
    jdbc.sql(
            """
            insert into sandbox.message (chat_id, message_id, sender_id, sent_at, text, reply_to,
              keyboard, photo_id, thumbnail_id, document_id, details)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            chatId,
            id,
            senderId,
            Timestamp.from(at),
            draft.text(),
            draft.replyTo(),
            draft.keyboard(),
            photo == null ? null : photo.full().id(),
            photo == null ? null : photo.thumbnail().id(),
            document == null ? null : document.id(),
            draft.details())
        .update();
    return byId(chatId, id).orElseThrow();
  }

  /** A message, whether it was deleted or not. */
  Optional<Message> byId(long chatId, long id) {
    return jdbc.sql(SELECT + "where m.chat_id = :chat and m.message_id = :id")
        .param("bot", Bot.NAME)
        .param("chat", chatId)
        .param("id", id)
        .query(Messages::message)
        .optional();
  }

  /** The messages of a chat, oldest first. */
  List<Message> of(long chatId) {
    return jdbc.sql(SELECT + "where m.chat_id = :chat order by m.message_id")
        .param("bot", Bot.NAME)
        .param("chat", chatId)
        .query(Messages::message)
        .list();
  }

  /** The newest message of every chat that has one. */
  List<Message> newest() {
    return jdbc.sql(
            SELECT
                + """
                where not m.deleted and m.message_id = (select max(l.message_id)
                  from sandbox.message l where l.chat_id = m.chat_id and not l.deleted)
                """)
        .param("bot", Bot.NAME)
        .query(Messages::message)
        .list();
  }

  void edit(Message message, @Nullable String text, @Nullable String keyboard, Instant at) {
    jdbc.sql(
            """
            update sandbox.message set text = ?, keyboard = ?, edited_at = ?
            where chat_id = ? and message_id = ?
            """)
        .params(text, keyboard, Timestamp.from(at), message.chatId(), message.id())
        .update();
  }

  /** Puts other content in the place of a message's own. */
  void replace(Message message, Draft draft, Instant at) {
    var photo = draft.photo();
    var document = draft.document();
    jdbc.sql(
            """
            update sandbox.message set text = ?, keyboard = ?, photo_id = ?, thumbnail_id = ?,
              document_id = ?, details = ?, edited_at = ?
            where chat_id = ? and message_id = ?
            """)
        .params(
            draft.text(),
            draft.keyboard(),
            photo == null ? null : photo.full().id(),
            photo == null ? null : photo.thumbnail().id(),
            document == null ? null : document.id(),
            draft.details(),
            Timestamp.from(at),
            message.chatId(),
            message.id())
        .update();
  }

  void changeKeyboard(Message message, @Nullable String keyboard) {
    jdbc.sql("update sandbox.message set keyboard = ? where chat_id = ? and message_id = ?")
        .params(keyboard, message.chatId(), message.id())
        .update();
  }

  void react(Message message, List<String> emoji) {
    jdbc.sql("update sandbox.message set reactions = ? where chat_id = ? and message_id = ?")
        .params(String.join(" ", emoji), message.chatId(), message.id())
        .update();
  }

  void delete(Message message) {
    jdbc.sql("update sandbox.message set deleted = true where chat_id = ? and message_id = ?")
        .params(message.chatId(), message.id())
        .update();
  }

  private static Message message(ResultSet row, int number) throws SQLException {
    var edited = row.getTimestamp("edited_at");
    return new Message(
        row.getLong("chat_id"),
        row.getLong("message_id"),
        row.getLong("sender_id"),
        row.getString("sender_name"),
        row.getTimestamp("sent_at").toInstant(),
        row.getString("text"),
        row.getObject("reply_to", Long.class),
        row.getString("keyboard"),
        row.getString("photo_id"),
        row.getString("thumbnail_id"),
        row.getString("document_id"),
        row.getString("details"),
        reactions(row),
        edited == null ? null : edited.toInstant(),
        row.getBoolean("deleted"));
  }

  private static List<String> reactions(ResultSet row) throws SQLException {
    return Stream.of(row.getString("reactions"), row.getString("peoples_reactions"))
        .filter(emoji -> emoji != null && !emoji.isEmpty())
        .flatMap(emoji -> Stream.of(emoji.split(" ", -1)))
        .toList();
  }
}
