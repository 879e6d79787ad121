package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people do with groups as such: make them, let the bot in or out, open topics. */
class GroupEvents {

  private final People people;
  private final Chats chats;
  private final Messages messages;
  private final BotPlaces places;
  private final TelegramJson telegram;
  private final UpdateQueue updates;
  private final Messenger messenger;
  private final JdbcClient jdbc;
  private final Clock clock;

  GroupEvents(
      People people,
      Chats chats,
      Messages messages,
      BotPlaces places,
      TelegramJson telegram,
      UpdateQueue updates,
      Messenger messenger,
      JdbcClient jdbc,
      Clock clock) {
    this.people = people;
    this.chats = chats;
    this.messages = messages;
    this.places = places;
    this.telegram = telegram;
    this.updates = updates;
    this.messenger = messenger;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A group of no municipality, without the bot. */
  Chat make(String title) {
    return chats.makeGroup(title);
  }

  /** The bot is let in, promoted, demoted or removed, and hears of it. */
  Chat place(Chat group, String status, long userId) {
    return messenger.inChat(
        group.id(),
        () -> {
          people.meet(userId, null);
          places.become(group, status);
          var placed = chats.byId(group.id()).orElseThrow();
          if (!group.botStatus().equals(status)) {
            var update = Json.object();
            update.set("chat", telegram.chat(placed));
            update.set("from", telegram.user(userId));
            update.put("date", clock.instant().getEpochSecond());
            update.set("old_chat_member", telegram.botMember(group.botStatus()));
            update.set("new_chat_member", telegram.botMember(status));
            updates.add("my_chat_member", update);
          }
          if (!group.hasBot() && placed.hasBot()) {
            var entered = Json.object();
            entered.putArray("new_chat_members").add(telegram.bot());
            say(placed, userId, entered);
          }
          return placed;
        });
  }

  /** Opens a topic; it has the number of the message that says so. */
  long openTopic(Chat group, String name, long userId) {
    return messenger.inChat(
        group.id(),
        () -> {
          people.meet(userId, null);
          var opened = Json.object().put("is_topic_message", true);
          opened.putObject("forum_topic_created").put("name", name).put("icon_color", 7322096);
          opened.put("message_thread_id", group.lastMessageId() + 1);
          jdbc.sql("insert into sandbox.topic (chat_id, thread_id) values (?, ?)")
              .params(group.id(), group.lastMessageId() + 1)
              .update();
          return say(group, userId, opened).id();
        });
  }

  /** Deletes a topic; false when there is none. The bot does not hear of it. */
  boolean deleteTopic(Chat group, long threadId) {
    return jdbc.sql("delete from sandbox.topic where chat_id = ? and thread_id = ?")
            .params(group.id(), threadId)
            .update()
        > 0;
  }

  private Message say(Chat group, long userId, ObjectNode what) {
    var draft = Draft.of(what, null, null, null);
    var message = messages.add(group.id(), userId, draft, clock.instant());
    if (places.hears(message)) {
      updates.add("message", telegram.message(message));
    }
    return message;
  }
}
