package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as scripts and the resident's page see it.
 *
 * @param kind the Bot API's name of what is neither a text nor a photo nor a document
 */
record MessageView(
    long messageId,
    long fromId,
    String fromName,
    boolean bot,
    @Nullable String text,
    String date,
    @Nullable Long replyTo,
    @Nullable Long threadId,
    List<List<Button>> buttons,
    @Nullable String photo,
    @Nullable String document,
    @Nullable String documentName,
    @Nullable String kind,
    List<String> reactions,
    boolean edited,
    boolean deleted) {

  /** A button under a message: with data to send back, or with an address to open. */
  record Button(String text, @Nullable String data, @Nullable String url) {}

  /**
   * A button instead of the person's own keyboard.
   *
   * @param place whether it shows where the person is; else it writes its text
   */
  record ReplyButton(String text, boolean place) {}

  /** The rows of a keyboard that the bot shows instead of the person's own; none for null. */
  static List<List<ReplyButton>> replyKeyboard(@Nullable String keyboard) {
    var rows = new ArrayList<List<ReplyButton>>();
    if (keyboard != null) {
      for (var row : Json.parse(keyboard).path("keyboard")) {
        var buttons = new ArrayList<ReplyButton>();
        row.forEach(
            button ->
                buttons.add(
                    new ReplyButton(
                        button.isTextual() ? button.asText() : button.path("text").asText(),
                        button.path("request_location").asBoolean())));
        rows.add(buttons);
      }
    }
    return rows;
  }

  static MessageView of(Message message, FileStore files) {
    var document = message.documentId();
    return new MessageView(
        message.id(),
        message.senderId(),
        message.senderName(),
        message.isFromBot(),
        message.deleted() ? null : message.text(),
        message.sentAt().toString(),
        message.replyTo(),
        message.threadId(),
        message.deleted() ? List.of() : buttons(message.keyboard()),
        message.deleted() ? null : address(message.photoId()),
        message.deleted() ? null : address(document),
        document == null ? null : files.byId(document).map(StoredFile::name).orElse(null),
        kind(message),
        message.reactions(),
        message.editedAt() != null,
        message.deleted());
  }

  private static @Nullable String kind(Message message) {
    var details = message.details();
    return details == null || message.deleted() ? null : Attachments.kindOf(Json.parse(details));
  }

  private static @Nullable String address(@Nullable String fileId) {
    return fileId == null ? null : "/sandbox/files/" + fileId;
  }

  private static List<List<Button>> buttons(@Nullable String keyboard) {
    var rows = new ArrayList<List<Button>>();
    if (keyboard != null) {
      for (var row : Json.parse(keyboard).path("inline_keyboard")) {
        var buttons = new ArrayList<Button>();
        row.forEach(
            button ->
                buttons.add(
                    new Button(
                        button.path("text").asText(),
                        optional(button.path("callback_data")),
                        optional(button.path("url")))));
        rows.add(buttons);
      }
    }
    return rows;
  }

  private static @Nullable String optional(JsonNode value) {
    return value.isTextual() ? value.asText() : null;
  }
}
