package ru.medchat.sandbox;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Edits, reactions, blocking, migration and renumbering, as JSON for scripts and tests. */
class ChatEventRoutes {

  private final People people;
  private final Chats chats;
  private final Messages messages;
  private final FileStore files;
  private final ChatEvents happenings;
  private final UpdateQueue updates;
  private final ResidentContent content;

  ChatEventRoutes(
      People people,
      Chats chats,
      Messages messages,
      FileStore files,
      ChatEvents happenings,
      UpdateQueue updates,
      ResidentContent content) {
    this.people = people;
    this.chats = chats;
    this.messages = messages;
    this.files = files;
    this.happenings = happenings;
    this.updates = updates;
    this.content = content;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .POST("/sandbox/people/{id}", this::changePerson)
        .POST("/sandbox/chats/{id}/messages/{messageId}/edit", this::edit)
        .POST("/sandbox/chats/{id}/messages/{messageId}/reaction", this::react)
        .POST("/sandbox/chats/{id}/migrate", this::migrate)
        .POST(
            "/sandbox/updates/renumber",
            request -> Responses.json(Map.of("nextUpdateId", updates.renumber())))
        .build();
  }

  private ServerResponse changePerson(ServerRequest request) throws IOException, ServletException {
    var fields = Fields.of(request);
    var person = people.meet(Fields.pathId(request, "id"), fields.text("firstName"));
    return Responses.json(happenings.block(person, Boolean.parseBoolean(fields.text("blocked"))));
  }

  private ServerResponse edit(ServerRequest request) throws IOException, ServletException {
    var fields = Fields.of(request);
    var message = message(request);
    if (message.senderId() != fields.person()) {
      throw new BadInput("Message " + message.id() + " is somebody else's");
    }
    var changed =
        fields.uploads().isEmpty()
            ? happenings.correct(message, ResidentContent.words(fields, message))
            : happenings.replace(message, content.replacement(fields, message));
    return Responses.json(MessageView.of(changed, files));
  }

  private ServerResponse react(ServerRequest request) throws IOException, ServletException {
    var fields = Fields.of(request);
    var message = message(request);
    return Responses.json(
        MessageView.of(happenings.react(message, fields.person(), fields.text("emoji")), files));
  }

  private ServerResponse migrate(ServerRequest request) throws IOException, ServletException {
    var fields = Fields.of(request);
    long id = Fields.pathId(request, "id");
    var group =
        chats
            .byId(id)
            .filter(chat -> !chat.isPrivate())
            .filter(chat -> chat.migratedTo() == null)
            .orElseThrow(() -> new BadInput("There is no group " + id + " that could migrate"));
    long who = fields.number("userId") == null ? Chats.CREATOR : fields.person();
    return Responses.json(Map.of("from", id, "to", happenings.migrate(group, who).id()));
  }

  private Message message(ServerRequest request) {
    long chatId = Fields.pathId(request, "id");
    long id = Fields.pathId(request, "messageId");
    return messages
        .byId(chatId, id)
        .filter(message -> !message.deleted())
        .orElseThrow(() -> new BadInput("No message " + id + " in chat " + chatId));
  }
}
