package ru.medchat.sandbox;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final People people;
  private final Chats chats;
  private final Messages messages;
  private final FileStore files;
  private final Messenger messenger;
  private final ResidentContent content;
  private final PageEvents events;

  ResidentRoutes(
      People people,
      Chats chats,
      Messages messages,
      FileStore files,
      Messenger messenger,
      ResidentContent content,
      PageEvents events) {
    this.people = people;
    this.chats = chats;
    this.messages = messages;
    this.files = files;
    this.messenger = messenger;
    this.content = content;
    this.events = events;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/sandbox/people", request -> Responses.json(people.personas()))
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

  private ServerResponse chats() {
    Map<Long, Message> last =
        messages.newest().stream().collect(Collectors.toMap(Message::chatId, message -> message));
    return Responses.json(
        chats.all().stream().map(chat -> view(chat, last.get(chat.id()))).toList());
  }

  private Map<String, @Nullable Object> view(Chat chat, @Nullable Message last) {
    var view = new LinkedHashMap<String, @Nullable Object>();
    view.put("id", chat.id());
    view.put("type", chat.type());
    view.put("title", chat.title());
    view.put("municipality", chat.municipality());
    view.put("replyKeyboard", MessageView.replyKeyboard(chat.replyKeyboard()));
    view.put("lastMessage", last == null ? null : MessageView.of(last, files));
    return view;
  }

  private ServerResponse messages(ServerRequest request) {
    long id = Fields.pathId(request, "id");
    if (id < 0 && chats.byId(id).isEmpty()) {
      throw new BadInput("There is no chat " + id);
    }
    return Responses.json(
        messages.of(id).stream().map(message -> MessageView.of(message, files)).toList());
  }

  private ServerResponse write(ServerRequest request) throws IOException, ServletException {
    long chatId = Fields.pathId(request, "id");
    var fields = Fields.of(request);
    long userId = fields.person();
    if (chatId < 0) {
      requireGroup(chatId);
    } else if (chatId != userId) {
      throw new BadInput(
          "A private chat has the id of its person: " + chatId + " is not " + userId);
    }
    var speaker = fields.text("as") == null ? null : Speakers.of(fields.text("as"));
    var threadId = fields.number("threadId");
    if (threadId != null && !chats.hasTopic(chatId, threadId)) {
      throw new BadInput("There is no topic " + threadId + " in chat " + chatId);
    }
    var replyTo = fields.number("replyTo");
    if (replyTo != null && messages.byId(chatId, replyTo).isEmpty()) {
      throw new BadInput("No message " + replyTo + " to reply to in chat " + chatId);
    }
    List<MessageView> written = new ArrayList<>();
    for (var draft : content.read(fields, replyTo)) {
      Supplier<Draft> placed = threadId == null ? draft : () -> draft.get().inTopic(threadId);
      var message =
          speaker == null
              ? messenger.write(chatId, userId, fields.text("firstName"), placed)
              : messenger.write(
                  chatId,
                  speaker.id(),
                  speaker.title(),
                  () -> placed.get().with(speaker.fields(chatId)));
      written.add(MessageView.of(message, files));
    }
    return Responses.json(written.size() == 1 ? written.get(0) : written);
  }

  private ServerResponse press(ServerRequest request) throws IOException, ServletException {
    long chatId = Fields.pathId(request, "id");
    var fields = Fields.of(request);
    long userId = fields.person();
    var messageId = fields.number("messageId");
    var data = fields.text("data");
    if (messageId == null || data == null) {
      throw new BadInput("userId, messageId and data are needed");
    }
    var message =
        messages
            .byId(chatId, messageId)
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

  private void requireGroup(long id) {
    var chat = chats.byId(id).orElseThrow(() -> new BadInput("There is no chat " + id));
    if (chat.migratedTo() != null) {
      throw new BadInput("Chat " + id + " goes on as " + chat.migratedTo());
    }
  }
}
