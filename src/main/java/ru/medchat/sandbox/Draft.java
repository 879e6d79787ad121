package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to say, before it has a number and a time.
 *
 * @param details fields of the Bot API's message as JSON, for what has no place of its own here
 */
record Draft(
    @Nullable String text,
    @Nullable Long replyTo,
    @Nullable String keyboard,
    @Nullable Photo photo,
    @Nullable StoredFile document,
    @Nullable String details) {

  static Draft text(String text, @Nullable Long replyTo, @Nullable String keyboard) {
    return new Draft(text, replyTo, keyboard, null, null, null);
  }

  /** Something that is neither a text nor a photo nor a document, maybe with a caption. */
  static Draft of(
      ObjectNode details,
      @Nullable String caption,
      @Nullable Long replyTo,
      @Nullable String keyboard) {
    return new Draft(caption, replyTo, keyboard, null, null, details.toString());
  }

  Draft inAlbum(String mediaGroupId) {
    return with(Json.object().put("media_group_id", mediaGroupId));
  }

  Draft inTopic(long threadId) {
    return with(Json.object().put("message_thread_id", threadId).put("is_topic_message", true));
  }

  /** With more of the Bot API's fields. */
  Draft with(ObjectNode more) {
    var fields = details == null ? Json.object() : (ObjectNode) Json.parse(details);
    fields.setAll(more);
    return new Draft(text, replyTo, keyboard, photo, document, fields.toString());
  }
}
