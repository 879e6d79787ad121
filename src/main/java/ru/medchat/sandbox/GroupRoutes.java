package ru.medchat.sandbox;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Groups, topics and the bot's place and privacy in them, as JSON for scripts and tests. */
class GroupRoutes {

  private static final Set<String> STATUSES =
      Set.of(BotPlaces.ADMINISTRATOR, "member", "left", "kicked");

  private final Chats chats;
  private final GroupEvents groups;
  private final BotPlaces places;

  GroupRoutes(Chats chats, GroupEvents groups, BotPlaces places) {
    this.chats = chats;
    this.groups = groups;
    this.places = places;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .POST("/sandbox/bot", this::changeBot)
        .POST("/sandbox/chats", this::make)
        .POST("/sandbox/chats/{id}/bot", this::place)
        .POST("/sandbox/chats/{id}/topics", this::openTopic)
        .DELETE("/sandbox/chats/{id}/topics/{thread}", this::deleteTopic)
        .build();
  }

  private ServerResponse changeBot(ServerRequest request) throws IOException, ServletException {
    places.privacy(Boolean.parseBoolean(Fields.of(request).text("privacy")));
    return Responses.json(Map.of("privacy", places.privacy()));
  }

  private ServerResponse make(ServerRequest request) throws IOException, ServletException {
    var group = groups.make(needed(Fields.of(request), "title"));
    return Responses.json(Map.of("id", group.id(), "title", group.title()));
  }

  private ServerResponse place(ServerRequest request) throws IOException, ServletException {
    var fields = Fields.of(request);
    var status = needed(fields, "status");
    if (!STATUSES.contains(status)) {
      throw new BadInput("status is one of " + STATUSES + ", not " + status);
    }
    var group = groups.place(group(request), status, who(fields));
    return Responses.json(Map.of("id", group.id(), "status", group.botStatus()));
  }

  private ServerResponse openTopic(ServerRequest request) throws IOException, ServletException {
    var fields = Fields.of(request);
    long topic = groups.openTopic(group(request), needed(fields, "name"), who(fields));
    return Responses.json(Map.of("threadId", topic));
  }

  private ServerResponse deleteTopic(ServerRequest request) {
    long thread = Fields.pathId(request, "thread");
    if (!groups.deleteTopic(group(request), thread)) {
      throw new BadInput("There is no topic " + thread);
    }
    return ServerResponse.noContent().build();
  }

  private Chat group(ServerRequest request) {
    long id = Fields.pathId(request, "id");
    return chats
        .byId(id)
        .filter(chat -> !chat.isPrivate())
        .filter(chat -> chat.migratedTo() == null)
        .orElseThrow(() -> new BadInput("There is no group " + id));
  }

  private static String needed(Fields fields, String name) {
    return Optional.ofNullable(fields.text(name))
        .orElseThrow(() -> new BadInput(name + " is needed"));
  }

  private static long who(Fields fields) {
    return fields.number("userId") == null ? Chats.CREATOR : fields.person();
  }
}
