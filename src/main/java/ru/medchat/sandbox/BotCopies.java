package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of the Bot API that send once more what stands in some chat. */
class BotCopies {

  private final Chats chats;
  private final Messages messages;
  private final FileStore files;
  private final BotMessages sending;
  private final TelegramJson telegram;

  BotCopies(
      Chats chats, Messages messages, FileStore files, BotMessages sending, TelegramJson telegram) {
    this.chats = chats;
    this.messages = messages;
    this.files = files;
    this.sending = sending;
    this.telegram = telegram;
  }

  /** Sends the same again as if the bot had said it; answers with nothing but its number. */
  JsonNode copyMessage(BotRequest call) {
    var original = original(call, "message to copy not found");
    var copy =
        sending.send(
            call,
            (replyTo, keyboard) -> () -> draft(original, replyTo, keyboard, details(original)));
    return Json.object().put("message_id", copy.path("message_id").asLong());
  }

  /** Sends the same again, and says whose it is. */
  JsonNode forwardMessage(BotRequest call) {
    var original = original(call, "message to forward not found");
    var details = details(original);
    var origin = details.putObject("forward_origin").put("type", "user");
    origin.set("sender_user", telegram.user(original.senderId()));
    origin.put("date", original.sentAt().getEpochSecond());
    return sending.send(call, (replyTo, keyboard) -> () -> draft(original, null, null, details));
  }

  private Message original(BotRequest call, String notFound) {
    var from = call.longNumber("from_chat_id");
    if (from == null || chats.byId(from).isEmpty()) {
      throw BotRefusal.badRequest("chat not found");
    }
    return messages
        .byId(from, call.number("message_id", 0))
        .filter(message -> !message.deleted())
        .orElseThrow(() -> BotRefusal.badRequest(notFound));
  }

  private Draft draft(
      Message original, @Nullable Long replyTo, @Nullable String keyboard, ObjectNode details) {
    var thumbnail = original.thumbnailId();
    var full = original.photoId();
    var document = original.documentId();
    return new Draft(
        original.text(),
        replyTo,
        keyboard,
        thumbnail == null || full == null ? null : new Photo(file(thumbnail), file(full)),
        document == null ? null : file(document),
        details.isEmpty() ? null : details.toString());
  }

  private StoredFile file(String id) {
    return files.byId(id).orElseThrow();
  }

  /** A copy stands by itself, whoever said the original in whatever album or topic. */
  private static ObjectNode details(Message original) {
    var details = original.details();
    var fields = details == null ? Json.object() : (ObjectNode) Json.parse(details);
    fields.remove(
        List.of(
            "media_group_id",
            "message_thread_id",
            "is_topic_message",
            "from",
            "sender_chat",
            "is_automatic_forward"));
    return fields;
  }
}
