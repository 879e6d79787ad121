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

  /** The topic it stands in. */
  @Nullable Long threadId() {
    var thread = details == null ? null : Json.parse(details).get("message_thread_id");
    return thread == null ? null : thread.asLong();
  }

  boolean isFromBot() {
    return senderId == Bot.ID;
  }
}
