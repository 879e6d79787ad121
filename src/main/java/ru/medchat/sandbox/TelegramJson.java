package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The double's people, chats and messages, in the shapes of the Bot API. */
class TelegramJson {

  /** Somebody named with the sign in front; not an address, and not a command to a bot. */
  private static final Pattern NAME = Pattern.compile("(?<![\\w@/])@\\w{5,32}");

  private final People people;
  private final Chats chats;
  private final Messages messages;
  private final FileStore files;

  TelegramJson(People people, Chats chats, Messages messages, FileStore files) {
    this.people = people;
    this.chats = chats;
    this.messages = messages;
    this.files = files;
  }

  ObjectNode bot() {
    return Json.object()
        .put("id", Bot.ID)
        .put("is_bot", true)
        .put("first_name", Bot.NAME)
        .put("username", Bot.USERNAME);
  }

  /** The bot as a member of a chat. */
  ObjectNode botMember(String status) {
    var member = Json.object();
    member.set("user", bot());
    member.put("status", status);
    return switch (status) {
      case BotPlaces.ADMINISTRATOR ->
          member
              .put("can_be_edited", false)
              .put("is_anonymous", false)
              .put("can_delete_messages", true)
              .put("can_manage_chat", true);
      case "kicked" -> member.put("until_date", 0);
      default -> member;
    };
  }

  ObjectNode user(long id) {
    if (id == Bot.ID) {
      return bot();
    }
    return Json.object()
        .put("id", id)
        .put("is_bot", false)
        .put("first_name", people.byId(id).orElseThrow().firstName())
        .put("language_code", "ru");
  }

  ObjectNode chat(Chat chat) {
    var json = Json.object().put("id", chat.id());
    json.put(chat.isPrivate() ? "first_name" : "title", chat.title());
    return json.put("type", chat.type());
  }

  ObjectNode message(Message message) {
    var json = withoutReply(message);
    // In a topic, whatever replies to nothing seems to reply to the message that opened it.
    var repliedTo = message.replyTo() == null ? message.threadId() : message.replyTo();
    if (repliedTo != null && repliedTo != message.id()) {
      // A deleted message can no longer be shown above its reply.
      messages
          .byId(message.chatId(), repliedTo)
          .filter(original -> !original.deleted())
          .ifPresent(original -> json.set("reply_to_message", withoutReply(original)));
    }
    return json;
  }

  ObjectNode file(StoredFile file) {
    return Json.object()
        .put("file_id", file.id())
        .put("file_unique_id", file.id().substring(file.id().length() - 16))
        .put("file_size", file.size());
  }

  private ObjectNode withoutReply(Message message) {
    var json =
        Json.object()
            .put("message_id", message.id())
            .put("date", message.sentAt().getEpochSecond());
    json.set("from", user(message.senderId()));
    json.set("chat", chat(chats.byId(message.chatId()).orElseThrow()));
    var edited = message.editedAt();
    if (edited != null) {
      json.put("edit_date", edited.getEpochSecond());
    }
    addContent(json, message);
    var keyboard = message.keyboard();
    if (keyboard != null) {
      json.set("reply_markup", Json.parse(keyboard));
    }
    return json;
  }

  private void addContent(ObjectNode json, Message message) {
    var photo = message.photoId();
    var thumbnail = message.thumbnailId();
    var document = message.documentId();
    if (photo != null && thumbnail != null) {
      json.putArray("photo").add(picture(thumbnail)).add(picture(photo));
    }
    if (document != null) {
      var file = files.byId(document).orElseThrow();
      json.set(
          "document", file(file).put("file_name", file.name()).put("mime_type", file.mimeType()));
    }
    var details = message.details();
    boolean alone = photo == null && document == null;
    if (details != null) {
      var fields = Json.parse(details);
      alone &= Attachments.kindOf(fields) == null;
      fields.properties().forEach(field -> json.set(field.getKey(), field.getValue()));
    }
    addText(json, message.text(), alone);
  }

  private static void addText(ObjectNode json, @Nullable String text, boolean alone) {
    if (text == null) {
      return;
    }
    json.put(alone ? "text" : "caption", text);
    var marks = Json.array();
    if (alone && text.startsWith("/")) {
      mark(marks, "bot_command", 0, text.split("\\s", 2)[0].length());
    }
    var names = NAME.matcher(text);
    while (names.find()) {
      mark(marks, "mention", names.start(), names.end() - names.start());
    }
    if (!marks.isEmpty()) {
      json.set(alone ? "entities" : "caption_entities", marks);
    }
  }

  private static void mark(ArrayNode marks, String type, int offset, int length) {
    marks.addObject().put("type", type).put("offset", offset).put("length", length);
  }

  private ObjectNode picture(String id) {
    var file = files.byId(id).orElseThrow();
    return file(file).put("width", file.width()).put("height", file.height());
  }
}
