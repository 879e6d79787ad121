package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a message can hold besides texts, photos and documents, in the shapes of the Bot API. */
final class Attachments {

  /** What has a file, by the Bot API's name: how long it is, how big, and of which type. */
  private static final Map<String, Media> MEDIA =
      Map.of(
          "voice", new Media("voice.oga", "audio/ogg"),
          "audio", new Media("audio.mp3", "audio/mpeg"),
          "video", new Media("video.mp4", "video/mp4"),
          "animation", new Media("animation.mp4", "video/mp4"),
          "video_note", new Media("note.mp4", "video/mp4"),
          "sticker", new Media("sticker.webp", "image/webp"));

  private static final List<String> WITHOUT_FILE =
      List.of("venue", "location", "contact", "poll", "dice");

  private record Media(String name, String mimeType) {}

  private Attachments() {}

  /** Which of the kinds a message with these fields holds. */
  static @Nullable String kindOf(JsonNode fields) {
    return Stream.concat(MEDIA.keySet().stream(), WITHOUT_FILE.stream())
        .filter(fields::has)
        .findFirst()
        .orElse(null);
  }

  static boolean isMedia(String kind) {
    return MEDIA.containsKey(kind);
  }

  static boolean isWithoutFile(String kind) {
    return WITHOUT_FILE.contains(kind);
  }

  static String usualName(String kind) {
    return media(kind).name();
  }

  static String usualType(String kind) {
    return media(kind).mimeType();
  }

  /**
   * A kind with a file.
   *
   * @param file the file as the Bot API names it
   * @param wish what its sender says of it
   */
  static ObjectNode withFile(String kind, StoredFile stored, ObjectNode file, JsonNode wish) {
    var message = Json.object();
    message.set(kind, file);
    switch (kind) {
      case "voice" -> file.put("mime_type", stored.mimeType()).put("duration", duration(wish));
      case "audio", "video" ->
          file.put("mime_type", stored.mimeType())
              .put("file_name", stored.name())
              .put("duration", duration(wish));
      case "animation" -> {
        file.put("mime_type", stored.mimeType()).put("file_name", stored.name());
        // Clients that know no animations are shown a document.
        message.set("document", file.deepCopy());
        file.put("duration", duration(wish));
      }
      case "video_note" ->
          file.put("length", wish.path("length").asInt(240)).put("duration", duration(wish));
      case "sticker" ->
          file.put("type", "regular")
              .put("is_animated", false)
              .put("is_video", false)
              .put("emoji", wish.path("emoji").asText("👍"));
      default -> throw new IllegalArgumentException(kind + " has no file");
    }
    if (List.of("video", "animation", "sticker").contains(kind)) {
      file.put("width", wish.path("width").asInt(512))
          .put("height", wish.path("height").asInt(512));
    }
    return message;
  }

  static ObjectNode location(double latitude, double longitude) {
    var message = Json.object();
    message.putObject("location").put("latitude", latitude).put("longitude", longitude);
    return message;
  }

  /** A place with a name; its point stands in the message as well, for old clients. */
  static ObjectNode venue(double latitude, double longitude, String title, String address) {
    var message = location(latitude, longitude);
    message
        .putObject("venue")
        .put("title", title)
        .put("address", address)
        .set("location", message.path("location").deepCopy());
    return message;
  }

  static ObjectNode dice(String emoji) {
    var message = Json.object();
    message.putObject("dice").put("emoji", emoji).put("value", 4);
    return message;
  }

  static ObjectNode contact(String phoneNumber, String firstName) {
    var message = Json.object();
    message.putObject("contact").put("phone_number", phoneNumber).put("first_name", firstName);
    return message;
  }

  static ObjectNode poll(String id, String question, List<String> answers) {
    var message = Json.object();
    var poll = message.putObject("poll").put("id", id).put("question", question);
    var options = poll.putArray("options");
    answers.forEach(answer -> options.addObject().put("text", answer).put("voter_count", 0));
    poll.put("total_voter_count", 0)
        .put("is_closed", false)
        .put("is_anonymous", true)
        .put("type", "regular")
        .put("allows_multiple_answers", false);
    return message;
  }

  private static int duration(JsonNode wish) {
    return wish.path("duration").asInt(3);
  }

  private static Media media(String kind) {
    var media = MEDIA.get(kind);
    if (media == null) {
      throw new IllegalArgumentException(kind + " has no file");
    }
    return media;
  }
}
