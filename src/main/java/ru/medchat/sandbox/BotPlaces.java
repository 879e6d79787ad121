package ru.medchat.sandbox;

import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the bot is in each group, and what of the group it therefore gets to see. */
class BotPlaces {

  static final String ADMINISTRATOR = "administrator";

  private static final Set<String> SERVICE =
      Set.of(
          "new_chat_members", "migrate_to_chat_id", "migrate_from_chat_id", "forum_topic_created");

  private final Chats chats;
  private final Messages messages;
  private final JdbcClient jdbc;

  BotPlaces(Chats chats, Messages messages, JdbcClient jdbc) {
    this.chats = chats;
    this.messages = messages;
    this.jdbc = jdbc;
  }

  /**
   * With privacy on, the bot sees of groups only what is said to it; unless it administers them.
   */
  boolean privacy() {
    return jdbc.sql("select privacy from sandbox.bot").query(Boolean.class).single();
  }

  void privacy(boolean on) {
    jdbc.sql("update sandbox.bot set privacy = ?").param(on).update();
  }

  void become(Chat group, String status) {
    jdbc.sql("update sandbox.chat set bot_status = ? where id = ?")
        .params(status, group.id())
        .update();
  }

  /** Whether the bot hears of a message. */
  boolean hears(Message message) {
    var chat = chats.byId(message.chatId()).orElseThrow();
    if (chat.isPrivate()) {
      return true;
    }
    if (!chat.hasBot()) {
      return false;
    }
    return chat.botAdministers()
        || !privacy()
        || isService(message)
        || isCommand(message)
        || namesBot(message)
        || repliesToBot(message);
  }

  private static boolean isService(Message message) {
    var details = message.details();
    return details != null && SERVICE.stream().anyMatch(Json.parse(details)::has);
  }

  private static boolean isCommand(Message message) {
    var text = message.text();
    if (text == null || !text.startsWith("/")) {
      return false;
    }
    var command = text.split("\\s", 2)[0];
    return !command.contains("@") || command.endsWith("@" + Bot.USERNAME);
  }

  private static boolean namesBot(Message message) {
    var text = message.text();
    return text != null && text.toLowerCase(Locale.ROOT).contains("@" + Bot.USERNAME);
  }

  private boolean repliesToBot(Message message) {
    var replyTo = message.replyTo();
    return replyTo != null
        && messages.byId(message.chatId(), replyTo).filter(Message::isFromBot).isPresent();
  }
}
