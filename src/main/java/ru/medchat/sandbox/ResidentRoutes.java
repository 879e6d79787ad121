package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What people do in the chats, as JSON: for the resident's page, for scripts and for tests. */
class ResidentRoutes {

  private static final int TEXT_LIMIT = 4096;
  private static final int CAPTION_LIMIT = 1024;
  private static final Set<String> PHOTO_TYPES = Set.of("image/jpeg", "image/png", "image/gif");

  private final Conversations conversations;
  private final FileStore files;
  private final Messenger messenger;
  private final PageEvents events;

  ResidentRoutes(
      Conversations conversations, FileStore files, Messenger messenger, PageEvents events) {
    this.conversations = conversations;
    this.files = files;
    this.messenger = messenger;
    this.events = events;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/sandbox/people", request -> Responses.json(conversations.personas()))
        .POST("/sandbox/people/{id}", this::changePerson)
        .GET("/sandbox/chats", request -> chats())
        .GET("/sandbox/chats/{id}/messages", this::messages)
        .POST("/sandbox/chats/{id}/messages", this::write)
        .POST("/sandbox/chats/{id}/callbacks", this::press)
        .GET("/sandbox/files/{id}", this::file)
        .GET(
            "/sandbox/events",
            request -> ServerResponse.sse(events::subscribe, Duration.ofHours(1)))
        .build();
  }

  private ServerResponse changePerson(ServerRequest request) throws IOException, ServletException {
    var fields = Fields.of(request);
    var person = conversations.meet(chatId(request), fields.text("firstName"));
    conversations.block(person.id(), Boolean.parseBoolean(fields.text("blocked")));
    return Responses.json(conversations.person(person.id()).orElseThrow());
  }

  private ServerResponse chats() {
    Map<Long, Message> last =
        conversations.lastMessages().stream()
            .collect(Collectors.toMap(Message::chatId, message -> message));
    return Responses.json(
        conversations.chats().stream().map(chat -> view(chat, last.get(chat.id()))).toList());
  }

  private Map<String, @Nullable Object> view(Chat chat, @Nullable Message last) {
    var view = new LinkedHashMap<String, @Nullable Object>();
    view.put("id", chat.id());
    view.put("type", chat.type());
    view.put("title", chat.title());
    view.put("municipality", chat.municipality());
    view.put("lastMessage", last == null ? null : MessageView.of(last, files));
    return view;
  }

  private ServerResponse messages(ServerRequest request) {
    long id = chatId(request);
    if (id < 0) {
      requireGroup(id);
    }
    return Responses.json(
        conversations.messages(id).stream()
            .map(message -> MessageView.of(message, files))
            .toList());
  }

  private ServerResponse write(ServerRequest request) throws IOException, ServletException {
    long chatId = chatId(request);
    var fields = Fields.of(request);
    long userId = requirePerson(fields.number("userId"));
    if (chatId < 0) {
      requireGroup(chatId);
    } else if (chatId != userId) {
      throw new BadInput(
          "A private chat has the id of its person: " + chatId + " is not " + userId);
    }
    var text = Optional.ofNullable(fields.text("text")).map(String::strip).orElse("");
    var replyTo = fields.number("replyTo");
    if (replyTo != null && conversations.message(chatId, replyTo).isEmpty()) {
      throw new BadInput("No message " + replyTo + " to reply to in chat " + chatId);
    }
    var content = content(fields, text, replyTo);
    var message = messenger.write(chatId, userId, fields.text("firstName"), content);
    return Responses.json(MessageView.of(message, files));
  }

  private Supplier<Draft> content(Fields fields, String text, @Nullable Long replyTo) {
    var upload = fields.upload();
    if (upload == null) {
      requireLength(text, 1, TEXT_LIMIT);
      return () -> Draft.text(text, replyTo, null);
    }
    requireLength(text, 0, CAPTION_LIMIT);
    var caption = text.isEmpty() ? null : text;
    return () -> {
      if (PHOTO_TYPES.contains(upload.mimeType().toLowerCase(Locale.ROOT))
          && !Boolean.parseBoolean(fields.text("asDocument"))) {
        var photo = files.addPhoto(upload.content());
        if (photo.isPresent()) {
          return new Draft(caption, replyTo, null, photo.get(), null);
        }
      }
      var document = files.addDocument(upload.name(), upload.mimeType(), upload.content());
      return new Draft(caption, replyTo, null, null, document);
    };
  }

  private ServerResponse press(ServerRequest request) throws IOException, ServletException {
    long chatId = chatId(request);
    var fields = Fields.of(request);
    long userId = requirePerson(fields.number("userId"));
    var messageId = fields.number("messageId");
    var data = fields.text("data");
    if (messageId == null || data == null) {
      throw new BadInput("userId, messageId and data are needed");
    }
    var message =
        conversations
            .message(chatId, messageId)
            .filter(Message::isFromBot)
            .filter(found -> !found.deleted())
            .orElseThrow(
                () -> new BadInput("No message " + messageId + " of the bot in chat " + chatId));
    return Responses.json(Map.of("id", messenger.press(message, userId, data)));
  }

  private ServerResponse file(ServerRequest request) {
    var file = files.byId(request.pathVariable("id"));
    if (file.isEmpty()) {
      return ServerResponse.notFound().build();
    }
    boolean picture = file.get().mimeType().equals("image/jpeg");
    return ServerResponse.ok()
        .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
        .contentType(picture ? MediaType.IMAGE_JPEG : MediaType.APPLICATION_OCTET_STREAM)
        .headers(
            headers ->
                headers.setContentDisposition(
                    (picture ? ContentDisposition.inline() : ContentDisposition.attachment())
                        .filename(file.get().name(), StandardCharsets.UTF_8)
                        .build()))
        .body(files.content(file.get()));
  }

  private static long chatId(ServerRequest request) {
    var id = request.pathVariable("id");
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException notANumber) {
      throw new BadInput("An id is a number, not " + id);
    }
  }

  private void requireGroup(long id) {
    if (conversations.chat(id).isEmpty()) {
      throw new BadInput("There is no chat " + id);
    }
  }

  private static long requirePerson(@Nullable Long userId) {
    if (userId == null || userId <= 0 || userId == Bot.ID) {
      throw new BadInput("userId must be a positive number");
    }
    return userId;
  }

  private static void requireLength(String text, int from, int to) {
    if (text.length() < from || text.length() > to) {
      throw new BadInput(
          "A text has %d to %d characters, not %d".formatted(from, to, text.length()));
    }
  }

  /** What came with a request, as JSON or as a form with a file. */
  private record Fields(JsonNode json, @Nullable Upload upload) {

    static Fields of(ServerRequest request) throws IOException, ServletException {
      var type = request.headers().contentType().orElse(MediaType.APPLICATION_JSON);
      if (!type.isCompatibleWith(MediaType.MULTIPART_FORM_DATA)) {
        return new Fields(Responses.body(request), null);
      }
      var fields = Json.object();
      request.params().forEach((name, values) -> fields.put(name, values.get(0)));
      for (var part : request.multipartData().toSingleValueMap().values()) {
        var name = part.getSubmittedFileName();
        if (name != null) {
          return new Fields(fields, Upload.of(part, name));
        }
      }
      return new Fields(fields, null);
    }

    @Nullable String text(String name) {
      var value = json.path(name);
      return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
          ? value.asText()
          : null;
    }

    @Nullable Long number(String name) {
      var text = text(name);
      try {
        return text == null ? null : Long.valueOf(text);
      } catch (NumberFormatException notANumber) {
        throw new BadInput(name + " must be a number, not " + text);
      }
    }
  }
}
