package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The methods of the Bot API that put something into a chat, or change what stands there. */
class BotMessages {

  private static final int TEXT_LIMIT = 4096;
  private static final int CAPTION_LIMIT = 1024;
  private static final Duration DELETABLE_FOR = Duration.ofDays(2);

  private final People people;
  private final Chats chats;
  private final Messages messages;
  private final FileStore files;
  private final Messenger messenger;
  private final TelegramJson telegram;

  BotMessages(
      People people,
      Chats chats,
      Messages messages,
      FileStore files,
      Messenger messenger,
      TelegramJson telegram) {
    this.people = people;
    this.chats = chats;
    this.messages = messages;
    this.files = files;
    this.messenger = messenger;
    this.telegram = telegram;
  }

  JsonNode sendMessage(BotRequest call) {
    var text = text(call);
    return send(call, (replyTo, keyboard) -> () -> Draft.text(text, replyTo, keyboard));
  }

  JsonNode sendPhoto(BotRequest call) {
    return send(call, photo(call));
  }

  JsonNode sendDocument(BotRequest call) {
    return send(call, document(call));
  }

  /** The photo of a call, with its caption. */
  Content photo(BotRequest call) {
    var caption = caption(call);
    var known = call.upload("photo").isPresent() ? null : file(call, "photo");
    return (replyTo, keyboard) ->
        () -> new Draft(caption, replyTo, keyboard, photo(call, known), null, null);
  }

  /** The document of a call, with its caption. */
  Content document(BotRequest call) {
    var caption = caption(call);
    var known = call.upload("document").isPresent() ? null : file(call, "document");
    return (replyTo, keyboard) ->
        () -> new Draft(caption, replyTo, keyboard, null, document(call, known), null);
  }

  JsonNode editMessageText(BotRequest call) {
    var message = own(call);
    BotKeyboards.requireInline(call);
    var text = text(call);
    var keyboard = BotKeyboards.inline(call);
    if (text.equals(message.text()) && Objects.equals(keyboard, message.keyboard())) {
      throw notModified();
    }
    return telegram.message(messenger.edit(message, text, keyboard));
  }

  JsonNode editMessageCaption(BotRequest call) {
    var message = own(call);
    if (message.isText()) {
      throw BotRefusal.badRequest("there is no caption in the message to edit");
    }
    BotKeyboards.requireInline(call);
    var caption = caption(call);
    var keyboard = BotKeyboards.inline(call);
    if (Objects.equals(caption, message.text()) && Objects.equals(keyboard, message.keyboard())) {
      throw notModified();
    }
    return telegram.message(messenger.edit(message, caption, keyboard));
  }

  /** Puts other content in the place of a message's own. */
  JsonNode replace(BotRequest call, Content content) {
    var message = own(call);
    BotKeyboards.requireInline(call);
    var replaced = content.with(message.replyTo(), BotKeyboards.inline(call));
    var album = message.album();
    return telegram.message(
        messenger.replace(message, album == null ? replaced : () -> replaced.get().inAlbum(album)));
  }

  JsonNode editMessageReplyMarkup(BotRequest call) {
    var message = own(call);
    BotKeyboards.requireInline(call);
    var keyboard = BotKeyboards.inline(call);
    if (Objects.equals(keyboard, message.keyboard())) {
      throw notModified();
    }
    return telegram.message(messenger.changeKeyboard(message, keyboard));
  }

  JsonNode deleteMessage(BotRequest call) {
    var message = message(call, "message to delete not found");
    if (messenger.age(message).compareTo(DELETABLE_FOR) > 0) {
      throw BotRefusal.badRequest("message can't be deleted for everyone");
    }
    messenger.delete(message);
    return BooleanNode.TRUE;
  }

  JsonNode setMessageReaction(BotRequest call) {
    var message = message(call, "message to react not found");
    var emoji = new ArrayList<String>();
    call.structure("reaction").forEach(reaction -> emoji.add(reaction.path("emoji").asText()));
    messenger.react(message, emoji);
    return BooleanNode.TRUE;
  }

  JsonNode answerCallbackQuery(BotRequest call) {
    var known =
        messenger.answer(
            call.text("callback_query_id"), call.text("text"), call.flag("show_alert"));
    if (!known) {
      throw BotRefusal.badRequest(
          "query is too old and response timeout expired or query ID is invalid");
    }
    return BooleanNode.TRUE;
  }

  JsonNode sendChatAction(BotRequest call) {
    reachable(call);
    return BooleanNode.TRUE;
  }

  /** Sends something to the chat of a call, under the message and with the keyboard it names. */
  JsonNode send(BotRequest call, Content content) {
    var chat = reachable(call);
    var replyTo = replyTo(call, chat);
    var inline = BotKeyboards.inline(call);
    var instead = BotKeyboards.instead(call, chat);
    var thread = thread(call, chat, replyTo);
    var draft = content.with(replyTo, inline);
    var message =
        messenger.send(chat, thread == null ? draft : () -> draft.get().inTopic(thread), instead);
    return telegram.message(message);
  }

  /** What is sent, once it is known under which message and with which keyboard. */
  interface Content {
    Supplier<Draft> with(@Nullable Long replyTo, @Nullable String keyboard);
  }

  private Chat reachable(BotRequest call) {
    var chat = chat(call);
    if (chat.isPrivate() && people.byId(chat.id()).map(Person::blocked).orElse(false)) {
      throw BotRefusal.forbidden("bot was blocked by the user");
    }
    requirePlace(chat);
    return chat;
  }

  private Chat chat(BotRequest call) {
    var id = call.longNumber("chat_id");
    if (id == null) {
      throw BotRefusal.badRequest(call.has("chat_id") ? "chat not found" : "chat_id is empty");
    }
    return notMigrated(
        chats
            .byId(id)
            .orElseThrow(
                () ->
                    people.byId(id).isPresent()
                        ? BotRefusal.forbidden("bot can't initiate conversation with a user")
                        : BotRefusal.badRequest("chat not found")));
  }

  /** The chat, unless it goes on under another id. */
  static Chat notMigrated(Chat chat) {
    var migratedTo = chat.migratedTo();
    if (migratedTo != null) {
      throw BotRefusal.migrated(migratedTo);
    }
    return chat;
  }

  /** The bot has to be in a group to do or ask anything there. */
  static void requirePlace(Chat chat) {
    if (!chat.isPrivate() && !chat.hasBot()) {
      throw BotRefusal.forbidden(
          chat.botStatus().equals("kicked")
              ? "bot was kicked from the " + chat.type() + " chat"
              : "bot is not a member of the " + chat.type() + " chat");
    }
  }

  /** The topic that a call names, or else that of the message it replies to. */
  private @Nullable Long thread(BotRequest call, Chat chat, @Nullable Long replyTo) {
    var named = call.longNumber("message_thread_id");
    if (named != null && !chats.hasTopic(chat.id(), named)) {
      throw BotRefusal.badRequest("message thread not found");
    }
    return named != null || replyTo == null
        ? named
        : messages.byId(chat.id(), replyTo).orElseThrow().threadId();
  }

  private @Nullable Long replyTo(BotRequest call, Chat chat) {
    var parameters = call.structure("reply_parameters");
    long id =
        parameters.isObject()
            ? parameters.path("message_id").asLong()
            : call.number("reply_to_message_id", 0);
    if (id == 0) {
      return null;
    }
    if (messages.byId(chat.id(), id).filter(message -> !message.deleted()).isPresent()) {
      return id;
    }
    if (parameters.path("allow_sending_without_reply").asBoolean()
        || call.flag("allow_sending_without_reply")) {
      return null;
    }
    throw BotRefusal.badRequest("message to be replied not found");
  }

  private Message message(BotRequest call, String notFound) {
    return messages
        .byId(chat(call).id(), call.number("message_id", 0))
        .filter(message -> !message.deleted())
        .orElseThrow(() -> BotRefusal.badRequest(notFound));
  }

  private Message own(BotRequest call) {
    var message = message(call, "message to edit not found");
    if (!message.isFromBot()) {
      throw BotRefusal.badRequest("message can't be edited");
    }
    return message;
  }

  private static String text(BotRequest call) {
    var text = call.text("text").strip();
    if (text.isEmpty()) {
      throw BotRefusal.badRequest("message text is empty");
    }
    if (text.length() > TEXT_LIMIT) {
      throw BotRefusal.badRequest("message is too long");
    }
    return text;
  }

  static @Nullable String caption(BotRequest call) {
    var caption = call.text("caption").strip();
    if (caption.length() > CAPTION_LIMIT) {
      throw BotRefusal.badRequest("message caption is too long");
    }
    return caption.isEmpty() ? null : caption;
  }

  StoredFile file(BotRequest call, String parameter) {
    return files
        .byId(call.text(parameter))
        .orElseThrow(
            () ->
                BotRefusal.badRequest(
                    "wrong remote file identifier specified: Wrong string length"));
  }

  private Photo photo(BotRequest call, @Nullable StoredFile known) {
    if (known != null) {
      return new Photo(known, known);
    }
    return call.upload("photo")
        .flatMap(upload -> files.addPhoto(upload.content()))
        .orElseThrow(() -> BotRefusal.badRequest("IMAGE_PROCESS_FAILED"));
  }

  private StoredFile document(BotRequest call, @Nullable StoredFile known) {
    if (known != null) {
      return known;
    }
    var upload = call.upload("document").orElseThrow();
    return files.addDocument(upload.name(), upload.mimeType(), upload.content());
  }

  private static BotRefusal notModified() {
    return BotRefusal.badRequest(
        "message is not modified: specified new message content and reply markup are exactly the"
            + " same as a current content and reply markup of the message");
  }
}
