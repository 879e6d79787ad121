package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What people do to what already stands in a chat, and to the chat itself. */
class ChatEvents {

  private final People people;
  private final Chats chats;
  private final Messages messages;
  private final BotPlaces places;
  private final PeoplesReactions reactions;
  private final TelegramJson telegram;
  private final UpdateQueue updates;
  private final Messenger messenger;
  private final Clock clock;

  ChatEvents(
      People people,
      Chats chats,
      Messages messages,
      BotPlaces places,
      PeoplesReactions reactions,
      TelegramJson telegram,
      UpdateQueue updates,
      Messenger messenger,
      Clock clock) {
    this.people = people;
    this.chats = chats;
    this.messages = messages;
    this.places = places;
    this.reactions = reactions;
    this.telegram = telegram;
    this.updates = updates;
    this.messenger = messenger;
    this.clock = clock;
  }

  /** Somebody changes the words of a message of theirs. */
  Message correct(Message message, @Nullable String words) {
    return change(
        message, () -> messages.edit(message, words, message.keyboard(), clock.instant()));
  }

  /** Somebody puts another file in the place of that of a message of theirs. */
  Message replace(Message message, Supplier<Draft> content) {
    return change(message, () -> messages.replace(message, content.get(), clock.instant()));
  }

  private Message change(Message message, Runnable change) {
    return messenger.inChat(
        message.chatId(),
        () -> {
          change.run();
          var changed = messages.byId(message.chatId(), message.id()).orElseThrow();
          if (places.hears(changed)) {
            updates.add("edited_message", telegram.message(changed));
          }
          return changed;
        });
  }

  /** Somebody puts a reaction on a message, or takes theirs away. */
  Message react(Message message, long userId, @Nullable String emoji) {
    return messenger.inChat(
        message.chatId(),
        () -> {
          people.meet(userId, null);
          var update = Json.object();
          update.set("chat", telegram.chat(chat(message.chatId())));
          update.put("message_id", message.id());
          update.set("user", telegram.user(userId));
          update.put("date", clock.instant().getEpochSecond());
          update.set("old_reaction", types(reactions.of(message, userId)));
          reactions.put(message, userId, emoji);
          update.set("new_reaction", types(reactions.of(message, userId)));
          var chat = chat(message.chatId());
          if (chat.isPrivate() || chat.botAdministers()) {
            updates.add("message_reaction", update);
          }
          return messages.byId(message.chatId(), message.id()).orElseThrow();
        });
  }

  /** Somebody blocks the bot or lets it write again; it hears of it if they have talked before. */
  Person block(Person person, boolean blocked) {
    return messenger.inChat(
        person.id(),
        () -> {
          people.block(person.id(), blocked);
          if (person.blocked() != blocked && chats.byId(person.id()).isPresent()) {
            var update = Json.object();
            update.set("chat", telegram.chat(chat(person.id())));
            update.set("from", telegram.user(person.id()));
            update.put("date", clock.instant().getEpochSecond());
            update.set(
                "old_chat_member", telegram.botMember(person.blocked() ? "kicked" : "member"));
            update.set("new_chat_member", telegram.botMember(blocked ? "kicked" : "member"));
            updates.add("my_chat_member", update);
          }
          return people.byId(person.id()).orElseThrow();
        });
  }

  /** A group becomes a supergroup; both chats say so. */
  Chat migrate(Chat group, long userId) {
    return messenger.inChat(
        group.id(),
        () -> {
          people.meet(userId, null);
          var supergroup = chats.migrate(group);
          say(group.id(), userId, "migrate_to_chat_id", supergroup.id());
          say(supergroup.id(), userId, "migrate_from_chat_id", group.id());
          return supergroup;
        });
  }

  private void say(long chatId, long userId, String what, long otherChat) {
    var draft = Draft.of(Json.object().put(what, otherChat), null, null, null);
    var message = messages.add(chatId, userId, draft, clock.instant());
    updates.add("message", telegram.message(message));
  }

  private static ArrayNode types(List<String> emoji) {
    var types = Json.array();
    emoji.forEach(each -> types.addObject().put("type", "emoji").put("emoji", each));
    return types;
  }

  private Chat chat(long id) {
    return chats.byId(id).orElseThrow();
  }
}
