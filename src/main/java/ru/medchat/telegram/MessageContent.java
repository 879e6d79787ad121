package ru.medchat.telegram;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import ru.medchat.channel.Attachment;

/**
 * What a person put into a message: words, files, and in brackets what is neither, so that nothing
 * is passed over silently. Read from the message as it came, for Telegram has new kinds of content
 * every few months.
 */
record MessageContent(String text, List<Attachment> attachments) {

  /** What is said about a chat or by Telegram itself, and never meant as a message. */
  private static final Set<String> SERVICE =
      Set.of(
          "new_chat_members",
          "new_chat_member",
          "new_chat_participant",
          "left_chat_member",
          "left_chat_participant",
          "new_chat_title",
          "new_chat_photo",
          "delete_chat_photo",
          "group_chat_created",
          "supergroup_chat_created",
          "channel_chat_created",
          "message_auto_delete_timer_changed",
          "migrate_to_chat_id",
          "migrate_from_chat_id",
          "pinned_message",
          "successful_payment",
          "refunded_payment",
          "user_shared",
          "users_shared",
          "chat_shared",
          "connected_website",
          "write_access_allowed",
          "passport_data",
          "proximity_alert_triggered",
          "boost_added",
          "chat_background_set",
          "checklist_tasks_done",
          "checklist_tasks_added",
          "poll_option_added",
          "poll_option_deleted",
          "direct_message_price_changed",
          "paid_message_price_changed",
          "forum_topic_created",
          "forum_topic_edited",
          "forum_topic_closed",
          "forum_topic_reopened",
          "general_forum_topic_hidden",
          "general_forum_topic_unhidden",
          "giveaway_created",
          "giveaway_completed",
          "gift",
          "unique_gift",
          "gift_upgrade_sent",
          "suggested_post_approved",
          "suggested_post_approval_failed",
          "suggested_post_declined",
          "suggested_post_paid",
          "suggested_post_refunded",
          "video_chat_scheduled",
          "video_chat_started",
          "video_chat_ended",
          "video_chat_participants_invited",
          "web_app_data",
          "chat_owner_left",
          "chat_owner_changed",
          "managed_bot_created",
          "community_chat_added",
          "community_chat_removed");

  private static final String UNKNOWN = "[вложение, которое бот пока не умеет показать]";

  /** The content of a message; empty when it is a service message. */
  static Optional<MessageContent> of(JsonNode message) {
    var attachments = attachments(message);
    String text = words("\n", text(message, "text"), text(message, "caption"), inBrackets(message));
    if (!text.isEmpty() || !attachments.isEmpty()) {
      return Optional.of(new MessageContent(text, attachments));
    }
    return SERVICE.stream().anyMatch(message::has)
        ? Optional.empty()
        : Optional.of(new MessageContent(UNKNOWN, List.of()));
  }

  private static List<Attachment> attachments(JsonNode message) {
    List<Attachment> attachments = new ArrayList<>();
    largest(message.path("photo"))
        .ifPresent(photo -> attachments.add(file(Attachment.Kind.PHOTO, photo, null)));
    // An animation comes with a document of itself, for old clients.
    if (!message.has("animation")) {
      add(attachments, Attachment.Kind.DOCUMENT, message.path("document"), null);
    }
    add(attachments, Attachment.Kind.VOICE, message.path("voice"), "audio/ogg");
    add(attachments, Attachment.Kind.AUDIO, message.path("audio"), "audio/mpeg");
    add(attachments, Attachment.Kind.VIDEO, message.path("video"), "video/mp4");
    add(attachments, Attachment.Kind.VIDEO, message.path("video_note"), "video/mp4");
    add(attachments, Attachment.Kind.VIDEO, message.path("animation"), "video/mp4");
    add(attachments, Attachment.Kind.VIDEO, message.path("live_photo"), "video/mp4");
    return attachments;
  }

  private static Optional<JsonNode> largest(JsonNode sizes) {
    return stream(sizes)
        .max(
            Comparator.comparingLong(
                size -> size.path("width").asLong() * size.path("height").asLong()));
  }

  private static void add(
      List<Attachment> attachments, Attachment.Kind kind, JsonNode file, @Nullable String type) {
    if (file.has("file_id")) {
      attachments.add(file(kind, file, type));
    }
  }

  private static Attachment file(Attachment.Kind kind, JsonNode file, @Nullable String usualType) {
    String id = file.path("file_id").asText();
    String name = text(file, "file_name");
    String type = text(file, "mime_type");
    return new Attachment(
        kind,
        id,
        file.path("file_unique_id").asText(id),
        name.isEmpty() ? nameOfMusic(file) : name,
        type.isEmpty() ? usualType : type,
        file.has("file_size") ? file.path("file_size").asLong() : null);
  }

  private static @Nullable String nameOfMusic(JsonNode file) {
    String name = words(" - ", text(file, "performer"), text(file, "title"));
    return name.isEmpty() ? null : name;
  }

  private static String inBrackets(JsonNode message) {
    if (message.has("sticker")) {
      return bracketed("стикер", text(message.path("sticker"), "emoji"));
    }
    if (message.has("contact")) {
      var contact = message.path("contact");
      return bracketed(
          "контакт:",
          text(contact, "first_name"),
          text(contact, "last_name"),
          text(contact, "phone_number"));
    }
    if (message.has("venue")) {
      var venue = message.path("venue");
      return bracketed(
          "место:",
          words(
              ", ", text(venue, "title"), text(venue, "address"), degrees(venue.path("location"))));
    }
    if (message.has("location")) {
      return bracketed("геопозиция:", degrees(message.path("location")));
    }
    if (message.has("poll")) {
      var poll = message.path("poll");
      return bracketed("опрос:", text(poll, "question"), list(poll.path("options")));
    }
    if (message.has("checklist")) {
      var checklist = message.path("checklist");
      return bracketed("список:", text(checklist, "title"), list(checklist.path("tasks")));
    }
    if (message.has("dice")) {
      var dice = message.path("dice");
      return bracketed(text(dice, "emoji"), text(dice, "value"));
    }
    if (message.has("game")) {
      return bracketed("игра:", text(message.path("game"), "title"));
    }
    if (message.has("invoice")) {
      return bracketed("счёт:", text(message.path("invoice"), "title"));
    }
    if (message.has("story")) {
      return "[история]";
    }
    if (message.has("paid_media")) {
      return "[платные фото или видео]";
    }
    return message.has("giveaway") || message.has("giveaway_winners") ? "[розыгрыш]" : "";
  }

  private static String bracketed(String... words) {
    return "[" + words(" ", words) + "]";
  }

  private static String list(JsonNode entries) {
    String list =
        stream(entries).map(entry -> "«" + text(entry, "text") + "»").collect(joining(", "));
    return list.isEmpty() ? "" : "(" + list + ")";
  }

  private static String degrees(JsonNode place) {
    return String.format(
        Locale.ROOT,
        "%.6f, %.6f",
        place.path("latitude").asDouble(),
        place.path("longitude").asDouble());
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static String words(String between, String... words) {
    return Stream.of(words).filter(word -> !word.isEmpty()).collect(joining(between));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
