package ru.medchat.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The private chats and the groups of the double. */
class Chats {

  /** Who has made all groups. */
  static final long CREATOR = 2001;

  private final JdbcClient jdbc;

  Chats(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Chat> byId(long id) {
    return jdbc.sql("select * from sandbox.chat where id = ?")
        .param(id)
        .query(Chats::chat)
        .optional();
  }

  /** Groups by title, then private chats; those that have become supergroups only as such. */
  List<Chat> all() {
    return jdbc.sql(
            "select * from sandbox.chat where migrated_to is null order by id > 0, title, id")
        .query(Chats::chat)
        .list();
  }

  void openPrivate(Person person) {
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
        .query(Chats::chat)
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
        .query(Chats::chat)
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
            .query(Chats::chat)
            .single();
    jdbc.sql("update sandbox.chat set migrated_to = ? where id = ?")
        .params(supergroup.id(), group.id())
        .update();
    return supergroup;
  }

  /** Shows a keyboard instead of people's own; null takes it away. */
  void replyKeyboard(Chat chat, @Nullable String keyboard) {
    jdbc.sql("update sandbox.chat set reply_keyboard = ? where id = ?")
        .params(keyboard, chat.id())
        .update();
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
}
