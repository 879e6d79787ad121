package ru.medchat.sandbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as the double keeps it.
 *
 * @param text the text, or the caption of a photo or document
 * @param keyboard the inline keyboard as the Bot API's JSON
 * @param details fields of the Bot API's message as JSON, for what has no place of its own here
 * @param reactions emoji the bot and people have put on it
 */
record Message(
    long chatId,
    long id,
    long senderId,
    String senderName,
    Instant sentAt,
    @Nullable String text,
    @Nullable Long replyTo,
    @Nullable String keyboard,
    @Nullable String photoId,
    @Nullable String thumbnailId,
    @Nullable String documentId,
    @Nullable String details,
    List<String> reactions,
    @Nullable Instant editedAt,
    boolean deleted) {

  /** Whether its words are a text of their own, and no caption. */
  boolean isText() {
    return photoId == null && documentId == null && !hasMedia();
  }

  private boolean hasMedia() {
    if (details == null) {
      return false;
    }
    var names = Json.parse(details).fieldNames();
    while (names.hasNext()) {
      if (!names.next().contains("topic") && !names.next().contains("thread")) {
        return true;
      }
    }
    return false;
  }

  /** The album it is a part of. */
  @Nullable String album() {
    return details == null ? null : Json.parse(details).path("media_group_id").textValue();
  }

  /** The topic it stands in. */
  @Nullable Long threadId() {
    var thread = details == null ? null : Json.parse(details).get("message_thread_id");
    return thread == null ? null : thread.asLong();
  }

  boolean isFromBot() {
    return senderId == Bot.ID;
  }
}
