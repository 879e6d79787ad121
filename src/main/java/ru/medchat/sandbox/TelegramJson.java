package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The double's people, chats and messages, in the shapes of the Bot API. */
class TelegramJson {

  private final Conversations conversations;
  private final FileStore files;

  TelegramJson(Conversations conversations, FileStore files) {
    this.conversations = conversations;
    this.files = files;
  }

  ObjectNode bot() {
    return Json.object()
        .put("id", Bot.ID)
        .put("is_bot", true)
        .put("first_name", Bot.NAME)
        .put("username", Bot.USERNAME);
  }

  ObjectNode user(long id) {
    if (id == Bot.ID) {
      return bot();
    }
    return Json.object()
        .put("id", id)
        .put("is_bot", false)
        .put("first_name", conversations.person(id).orElseThrow().firstName())
        .put("language_code", "ru");
  }

  ObjectNode chat(Chat chat) {
    var json = Json.object().put("id", chat.id());
    json.put(chat.isPrivate() ? "first_name" : "title", chat.title());
    return json.put("type", chat.type());
  }

  ObjectNode message(Message message) {
    var json = withoutReply(message);
    var repliedTo = message.replyTo();
    if (repliedTo != null) {
      // A deleted message can no longer be shown above its reply.
      conversations
          .message(message.chatId(), repliedTo)
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
    json.set("chat", chat(conversations.chat(message.chatId()).orElseThrow()));
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
    if (alone && text.startsWith("/")) {
      var command = text.split("\\s", 2)[0];
      json.putArray("entities")
          .addObject()
          .put("type", "bot_command")
          .put("offset", 0)
          .put("length", command.length());
    }
  }

  private ObjectNode picture(String id) {
    var file = files.byId(id).orElseThrow();
    return file(file).put("width", file.width()).put("height", file.height());
  }
}
