package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What happens in the chats of the double: people write and press buttons, the bot answers.
 *
 * <p>Each method is one transaction; only after its commit do waiting polls and open pages hear of
 * it.
 */
class Messenger {

  private static final Duration CALLBACK_LIVES = Duration.ofMinutes(10);

  private final People people;
  private final Chats chats;
  private final Messages messages;
  private final BotPlaces places;
  private final TelegramJson telegram;
  private final UpdateQueue updates;
  private final PageEvents events;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Messenger(
      People people,
      Chats chats,
      Messages messages,
      BotPlaces places,
      TelegramJson telegram,
      UpdateQueue updates,
      PageEvents events,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.people = people;
    this.chats = chats;
    this.messages = messages;
    this.places = places;
    this.telegram = telegram;
    this.updates = updates;
    this.events = events;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Somebody writes; their private chat with the bot comes about with their first message. */
  Message write(long chatId, long userId, @Nullable String firstName, Supplier<Draft> content) {
    return inChat(
        chatId,
        () -> {
          var person = people.meet(userId, firstName);
          if (chatId == userId) {
            chats.openPrivate(person);
          }
          var message = messages.add(chatId, userId, content.get(), clock.instant());
          if (places.hears(message)) {
            updates.add("message", telegram.message(message));
          }
          return message;
        });
  }

  /** Somebody presses a button under a message of the bot; returns the id of their query. */
  String press(Message message, long userId, String data) {
    return inChat(
        message.chatId(),
        () -> {
          people.meet(userId, null);
          var id = Long.toString(UUID.randomUUID().getMostSignificantBits() >>> 1);
          jdbc.sql("insert into sandbox.callback (id, user_id, pressed_at) values (?, ?, ?)")
              .params(id, userId, Timestamp.from(clock.instant()))
              .update();
          ObjectNode query = Json.object().put("id", id);
          query.set("from", telegram.user(userId));
          query.set("message", telegram.message(message));
          query.put("chat_instance", Long.toString(message.chatId())).put("data", data);
          updates.add("callback_query", query);
          return id;
        });
  }

  /**
   * The bot writes.
   *
   * @param instead what is shown from now on instead of people's own keyboard; null for no change
   */
  Message send(Chat chat, Supplier<Draft> content, @Nullable String instead) {
    return inChat(
        chat.id(),
        () -> {
          if (instead != null) {
            chats.replyKeyboard(chat, instead.equals(BotKeyboards.NONE) ? null : instead);
          }
          return messages.add(chat.id(), Bot.ID, content.get(), clock.instant());
        });
  }

  /** The bot changes the words and the keyboard of one of its messages. */
  Message edit(Message message, @Nullable String text, @Nullable String keyboard) {
    return inChat(
        message.chatId(),
        () -> {
          messages.edit(message, text, keyboard, clock.instant());
          return reread(message);
        });
  }

  /** The bot puts another file in the place of one of its own. */
  Message replace(Message message, Supplier<Draft> content) {
    return inChat(
        message.chatId(),
        () -> {
          messages.replace(message, content.get(), clock.instant());
          return reread(message);
        });
  }

  /** The bot changes the keyboard of one of its messages. */
  Message changeKeyboard(Message message, @Nullable String keyboard) {
    return inChat(
        message.chatId(),
        () -> {
          messages.changeKeyboard(message, keyboard);
          return reread(message);
        });
  }

  void react(Message message, List<String> emoji) {
    inChat(
        message.chatId(),
        () -> {
          messages.react(message, emoji);
          return message;
        });
  }

  Duration age(Message message) {
    return Duration.between(message.sentAt(), clock.instant());
  }

  void delete(Message message) {
    inChat(
        message.chatId(),
        () -> {
          messages.delete(message);
          return message;
        });
  }

  /** The bot answers a press; false when it is unknown or too old. */
  boolean answer(String callbackId, String text, boolean alert) {
    Optional<Long> user =
        jdbc.sql("select user_id from sandbox.callback where id = ? and pressed_at > ?")
            .params(callbackId, Timestamp.from(clock.instant().minus(CALLBACK_LIVES)))
            .query(Long.class)
            .optional();
    user.ifPresent(
        id ->
            events.send(
                "callback",
                Json.object()
                    .put("id", callbackId)
                    .put("userId", id)
                    .put("text", text)
                    .put("alert", alert)));
    return user.isPresent();
  }

  /** Does something as one transaction, and then tells those who wait for news of the chat. */
  <T> T inChat(long chatId, Supplier<T> work) {
    var done = transaction.execute(status -> work.get());
    updates.announce();
    events.send("chat", Json.object().put("chatId", chatId));
    if (done == null) {
      throw new IllegalStateException("nothing came of it");
    }
    return done;
  }

  private Message reread(Message message) {
    return messages.byId(message.chatId(), message.id()).orElseThrow();
  }
}
