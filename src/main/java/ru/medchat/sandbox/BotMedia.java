package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The methods of the Bot API that send what is neither a text nor one photo or document. */
class BotMedia {

  private static final int ALBUM_LIMIT = 10;
  private static final List<String> IN_ALBUMS = List.of("photo", "document", "video", "audio");

  private final FileStore files;
  private final BotMessages messages;
  private final TelegramJson telegram;

  BotMedia(FileStore files, BotMessages messages, TelegramJson telegram) {
    this.files = files;
    this.messages = messages;
    this.telegram = telegram;
  }

  /** The method that sends a kind of file, which comes as an upload or by its id. */
  Function<BotRequest, JsonNode> sendFile(String kind) {
    return call -> messages.send(call, content(kind, call));
  }

  JsonNode sendLocation(BotRequest call) {
    return send(call, Attachments.location(degrees(call, "latitude"), degrees(call, "longitude")));
  }

  JsonNode sendContact(BotRequest call) {
    if (call.text("phone_number").isBlank()) {
      throw BotRefusal.badRequest("phone number must not be empty");
    }
    return send(call, Attachments.contact(call.text("phone_number"), call.text("first_name")));
  }

  JsonNode sendPoll(BotRequest call) {
    var options = new ArrayList<String>();
    call.structure("options")
        .forEach(
            option ->
                options.add(option.isTextual() ? option.asText() : option.path("text").asText()));
    if (options.size() < 2) {
      throw BotRefusal.badRequest("poll must have at least 2 option");
    }
    return send(call, Attachments.poll(newId(), call.text("question"), options));
  }

  JsonNode sendVenue(BotRequest call) {
    if (call.text("title").isBlank() || call.text("address").isBlank()) {
      throw BotRefusal.badRequest("venue title and address must be non-empty");
    }
    return send(
        call,
        Attachments.venue(
            degrees(call, "latitude"),
            degrees(call, "longitude"),
            call.text("title"),
            call.text("address")));
  }

  JsonNode sendDice(BotRequest call) {
    return send(call, Attachments.dice(call.has("emoji") ? call.text("emoji") : "🎲"));
  }

  /** Another file in the place of a message's own, under a caption of its own. */
  JsonNode editMessageMedia(BotRequest call) {
    var item = call.structure("media");
    if (!item.isObject()) {
      throw BotRefusal.badRequest("can't parse InputMedia: expected an Object");
    }
    return messages.replace(call, content(item.path("type").asText(), single(call, item)));
  }

  /** Files that belong together; answers with all their messages. */
  JsonNode sendMediaGroup(BotRequest call) {
    var media = call.structure("media");
    if (!media.isArray() || media.isEmpty()) {
      throw BotRefusal.badRequest("there are no messages to send");
    }
    if (media.size() > ALBUM_LIMIT) {
      throw BotRefusal.badRequest("too many messages to send as an album");
    }
    // All are looked at before the first is sent: an album comes whole or not at all.
    var contents = new ArrayList<BotMessages.Content>();
    for (var item : media) {
      contents.add(content(item.path("type").asText(), single(call, item)));
    }
    var album = newId();
    var sent = Json.array();
    for (var content : contents) {
      sent.add(
          messages.send(
              call, (replyTo, keyboard) -> () -> content.with(replyTo, null).get().inAlbum(album)));
    }
    return sent;
  }

  private BotMessages.Content content(String kind, BotRequest call) {
    if (kind.equals("photo")) {
      return messages.photo(call);
    }
    if (kind.equals("document")) {
      return messages.document(call);
    }
    var caption = BotMessages.caption(call);
    var known = call.upload(kind).isPresent() ? null : messages.file(call, kind);
    return (replyTo, keyboard) ->
        () -> {
          var file = known == null ? store(kind, call) : known;
          return Draft.of(
              Attachments.withFile(kind, file, telegram.file(file), wish(call)),
              caption,
              replyTo,
              keyboard);
        };
  }

  /** A file of an album as a call of its own. */
  private static BotRequest single(BotRequest call, JsonNode item) {
    var kind = item.path("type").asText();
    if (!IN_ALBUMS.contains(kind)) {
      throw BotRefusal.badRequest("can't parse InputMedia: type \"" + kind + "\" is unknown");
    }
    var parameters = new HashMap<String, JsonNode>();
    item.properties().forEach(field -> parameters.put(field.getKey(), field.getValue()));
    parameters.put(kind, item.path("media"));
    return new BotRequest(call.token(), call.method(), parameters, call.uploads());
  }

  private StoredFile store(String kind, BotRequest call) {
    var upload = call.upload(kind).orElseThrow();
    return files.addDocument(upload.name(), upload.mimeType(), upload.content());
  }

  /** What a call says of its file, whether as numbers or as the texts of a form. */
  private static ObjectNode wish(BotRequest call) {
    var wish = Json.object();
    for (var name : List.of("duration", "width", "height", "length")) {
      var number = call.longNumber(name);
      if (number != null) {
        wish.put(name, number);
      }
    }
    return wish;
  }

  private JsonNode send(BotRequest call, ObjectNode details) {
    return messages.send(
        call, (replyTo, keyboard) -> () -> Draft.of(details, null, replyTo, keyboard));
  }

  private static double degrees(BotRequest call, String name) {
    try {
      return Double.parseDouble(call.text(name));
    } catch (NumberFormatException none) {
      throw BotRefusal.badRequest(name + " is empty");
    }
  }

  private static String newId() {
    return Long.toString(UUID.randomUUID().getMostSignificantBits() >>> 1);
  }
}
