package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what somebody wants to put into a chat: words, files, an album, a voice, a place. */
class ResidentContent {

  private static final int TEXT_LIMIT = 4096;
  private static final int CAPTION_LIMIT = 1024;
  private static final int ALBUM_LIMIT = 10;
  private static final long LARGEST_FILE = 2000L * 1024 * 1024;
  private static final Set<String> PHOTO_TYPES = Set.of("image/jpeg", "image/png", "image/gif");

  private final FileStore files;
  private final TelegramJson telegram;

  ResidentContent(FileStore files, TelegramJson telegram) {
    this.files = files;
    this.telegram = telegram;
  }

  /** One message, or the several of an album. */
  List<Supplier<Draft>> read(Fields fields, @Nullable Long replyTo) {
    var text = Optional.ofNullable(fields.text("text")).map(String::strip).orElse("");
    var kind = fields.text("kind");
    if (kind != null && !kind.equals("text")) {
      return List.of(ofKind(kind, fields, caption(text), replyTo));
    }
    var uploads = fields.uploads();
    if (uploads.isEmpty()) {
      requireText(text);
      return List.of(() -> Draft.text(text, replyTo, null));
    }
    if (uploads.size() > ALBUM_LIMIT) {
      throw new BadInput("An album has 10 files at most, not " + uploads.size());
    }
    var caption = caption(text);
    boolean asDocument = Boolean.parseBoolean(fields.text("asDocument"));
    if (uploads.size() == 1) {
      return List.of(() -> file(uploads.get(0), asDocument, caption, replyTo));
    }
    var album = Long.toString(UUID.randomUUID().getMostSignificantBits() >>> 1);
    List<Supplier<Draft>> drafts = new ArrayList<>();
    for (var upload : uploads) {
      // As Telegram's clients do it: the caption and the reply stand at the first of them.
      var itsCaption = drafts.isEmpty() ? caption : null;
      drafts.add(() -> file(upload, asDocument, itsCaption, replyTo).inAlbum(album));
    }
    return drafts;
  }

  /** Other words for a message: a text is never empty, a caption can be; null for none. */
  static @Nullable String words(Fields fields, Message message) {
    var text = Optional.ofNullable(fields.text("text")).map(String::strip).orElse("");
    if (!message.isText()) {
      return caption(text);
    }
    requireText(text);
    return text;
  }

  /** Another file, with its caption, in the place of a message that has one. */
  Supplier<Draft> replacement(Fields fields, Message message) {
    if (message.isText()) {
      throw new BadInput("Message " + message.id() + " has no file that could be replaced");
    }
    var caption = words(fields, message);
    var album = message.album();
    return () -> {
      var draft = file(fields.uploads().get(0), false, caption, message.replyTo());
      return album == null ? draft : draft.inAlbum(album);
    };
  }

  static void requireText(String text) {
    requireLength(text, 1, TEXT_LIMIT);
  }

  private static @Nullable String caption(String text) {
    requireLength(text, 0, CAPTION_LIMIT);
    return text.isEmpty() ? null : text;
  }

  private Draft file(
      Upload upload, boolean asDocument, @Nullable String caption, @Nullable Long replyTo) {
    if (PHOTO_TYPES.contains(upload.mimeType().toLowerCase(Locale.ROOT)) && !asDocument) {
      var photo = files.addPhoto(upload.content());
      if (photo.isPresent()) {
        return new Draft(caption, replyTo, null, photo.get(), null, null);
      }
    }
    var document = files.addDocument(upload.name(), upload.mimeType(), upload.content());
    return new Draft(caption, replyTo, null, null, document, null);
  }

  private Supplier<Draft> ofKind(
      String kind, Fields fields, @Nullable String caption, @Nullable Long replyTo) {
    if (Attachments.isMedia(kind)) {
      long size = size(fields);
      return () -> {
        var file = stored(kind, fields, size);
        return Draft.of(
            Attachments.withFile(kind, file, telegram.file(file), fields.json()),
            caption,
            replyTo,
            null);
      };
    }
    return switch (kind) {
      case "document" -> {
        long size = size(fields);
        yield () -> {
          var name = Optional.ofNullable(fields.text("fileName")).orElse("document.bin");
          var file = files.addBlank(name, "application/octet-stream", size);
          return new Draft(caption, replyTo, null, null, file, null);
        };
      }
      case "location" -> {
        var place =
            Attachments.location(
                fields.json().path("latitude").asDouble(),
                fields.json().path("longitude").asDouble());
        yield () -> Draft.of(place, null, replyTo, null);
      }
      case "venue" -> {
        var venue =
            Attachments.venue(
                fields.json().path("latitude").asDouble(),
                fields.json().path("longitude").asDouble(),
                fields.json().path("title").asText("Место"),
                fields.json().path("address").asText("Адрес"));
        yield () -> Draft.of(venue, null, replyTo, null);
      }
      case "dice" -> () -> Draft.of(Attachments.dice("🎲"), null, replyTo, null);
      case "other" -> {
        if (!(fields.json().path("fields") instanceof ObjectNode other) || other.isEmpty()) {
          throw new BadInput("Of the kind other, fields must be fields of a message");
        }
        yield () -> Draft.of(other.deepCopy(), caption, replyTo, null);
      }
      case "contact" -> {
        var contact =
            Attachments.contact(
                fields.json().path("phoneNumber").asText("+79000000000"),
                fields.json().path("contactName").asText("Контакт"));
        yield () -> Draft.of(contact, null, replyTo, null);
      }
      case "poll" -> {
        var options = new ArrayList<String>();
        fields.json().path("options").forEach(option -> options.add(option.asText()));
        if (options.size() < 2) {
          throw new BadInput("A poll has two options at least");
        }
        var id = Long.toString(UUID.randomUUID().getMostSignificantBits() >>> 1);
        var poll = Attachments.poll(id, fields.json().path("question").asText("?"), options);
        yield () -> Draft.of(poll, null, replyTo, null);
      }
      default -> throw new BadInput("There is no kind " + kind);
    };
  }

  private StoredFile stored(String kind, Fields fields, long size) {
    if (!fields.uploads().isEmpty()) {
      var upload = fields.uploads().get(0);
      return files.addDocument(upload.name(), upload.mimeType(), upload.content());
    }
    return files.addBlank(Attachments.usualName(kind), Attachments.usualType(kind), size);
  }

  private static long size(Fields fields) {
    var size = Optional.ofNullable(fields.number("fileSize")).orElse(2048L);
    if (size < 1 || size > LARGEST_FILE) {
      throw new BadInput("A file has 1 to 2000 MB, not " + size + " bytes");
    }
    return size;
  }

  private static void requireLength(String text, int from, int to) {
    if (text.length() < from || text.length() > to) {
      throw new BadInput(
          "A text has %d to %d characters, not %d".formatted(from, to, text.length()));
    }
  }
}
