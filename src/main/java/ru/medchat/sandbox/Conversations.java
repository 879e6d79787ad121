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

/** The people, chats and messages of the double, as they are stored. */
class Conversations {

  /** Who has made all groups. */
  static final long CREATOR = 2001;

  private static final String SELECT_MESSAGE =
      """
      select m.*, coalesce(p.first_name, :bot) as sender_name,
        (select string_agg(r.emoji, ' ' order by r.user_id) from sandbox.reaction r
          where r.chat_id = m.chat_id and r.message_id = m.message_id) as peoples_reactions
      from sandbox.message m left join sandbox.person p on p.id = m.sender_id
      """;

  private final JdbcClient jdbc;

  Conversations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void savePersona(Person person) {
    jdbc.sql(
            """
            insert into sandbox.person (id, first_name, note, persona) values (?, ?, ?, true)
            on conflict (id) do update set note = excluded.note, persona = true
            """)
        .params(person.id(), person.firstName(), person.note())
        .update();
  }

  /** The person with that id, who is made up on the spot when nobody has seen them yet. */
  Person meet(long id, @Nullable String firstName) {
    jdbc.sql(
            """
            insert into sandbox.person (id, first_name)
            values (:id, coalesce(:name, 'Житель ' || :id))
            on conflict (id) do update set first_name = coalesce(:name, person.first_name)
            """)
        .param("id", id)
        .param("name", firstName, java.sql.Types.VARCHAR)
        .update();
    return person(id).orElseThrow();
  }

  Optional<Person> person(long id) {
    return jdbc.sql("select * from sandbox.person where id = ?")
        .param(id)
        .query(Conversations::person)
        .optional();
  }

  List<Person> personas() {
    return jdbc.sql("select * from sandbox.person where persona order by id")
        .query(Conversations::person)
        .list();
  }

  void block(long personId, boolean blocked) {
    jdbc.sql("update sandbox.person set blocked = ? where id = ?")
        .params(blocked, personId)
        .update();
  }

  Optional<Chat> chat(long id) {
    return jdbc.sql("select * from sandbox.chat where id = ?")
        .param(id)
        .query(Conversations::chat)
        .optional();
  }

  /** Groups by title, then private chats; those that have become supergroups only as such. */
  List<Chat> chats() {
    return jdbc.sql(
            "select * from sandbox.chat where migrated_to is null order by id > 0, title, id")
        .query(Conversations::chat)
        .list();
  }

  void openPrivateChat(Person person) {
    jdbc.sql(
            """
            insert into sandbox.chat (id, type, title) values (?, 'private', ?)
            on conflict (id) do update set title = excluded.title
            """)
        .params(person.id(), person.firstName())
        .update();
  }

  /** The group of a municipality; it keeps its id when it is there already. */
  Chat openGroup(String municipality, String title) {
    return jdbc.sql(
            """
            insert into sandbox.chat (id, type, title, municipality)
            select coalesce(min(id), -1001000000000) - 1, 'supergroup', :title, :municipality
            from sandbox.chat where id < -1001000000000
            on conflict (municipality) do update set title = excluded.title
            returning *
            """)
        .param("title", title)
        .param("municipality", municipality)
        .query(Conversations::chat)
        .single();
  }

  /** A group of no municipality, without the bot. */
  Chat makeGroup(String title) {
    return jdbc.sql(
            """
            insert into sandbox.chat (id, type, title, bot_status)
            select least(min(id), -1001000000000) - 1, 'supergroup', ?, 'left' from sandbox.chat
            returning *
            """)
        .param(title)
        .query(Conversations::chat)
        .single();
  }

  boolean hasTopic(long chatId, long threadId) {
    return jdbc.sql(
            "select exists (select 1 from sandbox.topic where chat_id = ? and thread_id = ?)")
        .params(chatId, threadId)
        .query(Boolean.class)
        .single();
  }

  /** Makes a group a supergroup: another chat, which begins empty and counts from one. */
  Chat migrate(Chat group) {
    jdbc.sql("update sandbox.chat set type = 'group', municipality = null where id = ?")
        .param(group.id())
        .update();
    var supergroup =
        jdbc.sql(
                """
                insert into sandbox.chat (id, type, title, municipality, bot_status)
                select least(min(id), -1001000000000) - 1, 'supergroup', :title, :municipality,
                  :status
                from sandbox.chat
                returning *
                """)
            .param("title", group.title())
            .param("municipality", group.municipality(), java.sql.Types.VARCHAR)
            .param("status", group.botStatus())
            .query(Conversations::chat)
            .single();
    jdbc.sql("update sandbox.chat set migrated_to = ? where id = ?")
        .params(supergroup.id(), group.id())
        .update();
    return supergroup;
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
    return message(chatId, id).orElseThrow();
  }

  /** A message, whether it was deleted or not. */
  Optional<Message> message(long chatId, long id) {
    return jdbc.sql(SELECT_MESSAGE + "where m.chat_id = :chat and m.message_id = :id")
        .param("bot", Bot.NAME)
        .param("chat", chatId)
        .param("id", id)
        .query(Conversations::message)
        .optional();
  }

  /** The messages of a chat, oldest first. */
  List<Message> messages(long chatId) {
    return jdbc.sql(SELECT_MESSAGE + "where m.chat_id = :chat order by m.message_id")
        .param("bot", Bot.NAME)
        .param("chat", chatId)
        .query(Conversations::message)
        .list();
  }

  /** The newest message of every chat that has one. */
  List<Message> lastMessages() {
    return jdbc.sql(
            SELECT_MESSAGE
                + """
                where not m.deleted and m.message_id = (select max(l.message_id)
                  from sandbox.message l where l.chat_id = m.chat_id and not l.deleted)
                """)
        .param("bot", Bot.NAME)
        .query(Conversations::message)
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

  /** Shows a keyboard instead of people's own; null takes it away. */
  void replyKeyboard(Chat chat, @Nullable String keyboard) {
    jdbc.sql("update sandbox.chat set reply_keyboard = ? where id = ?")
        .params(keyboard, chat.id())
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

  private static Person person(ResultSet row, int number) throws SQLException {
    return new Person(
        row.getLong("id"),
        row.getString("first_name"),
        row.getString("note"),
        row.getBoolean("persona"),
        row.getBoolean("blocked"));
  }

  private static Chat chat(ResultSet row, int number) throws SQLException {
    return new Chat(
        row.getLong("id"),
        row.getString("type"),
        row.getString("title"),
        row.getString("municipality"),
        row.getLong("last_message_id"),
        row.getString("bot_status"),
        row.getObject("migrated_to", Long.class),
        row.getString("reply_keyboard"));
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
