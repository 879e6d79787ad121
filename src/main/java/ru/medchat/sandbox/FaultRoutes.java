package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Arms the double's faults, shows those still armed, and takes them back. */
class FaultRoutes {

  private static final int MOST_TIMES = 1000;
  private static final int LONGEST_RETRY_SECONDS = 3600;
  private static final int LONGEST_DELAY_MILLIS = 120_000;

  private final Faults faults;

  FaultRoutes(Faults faults) {
    this.faults = faults;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/sandbox/faults", request -> show())
        .POST("/sandbox/faults", this::arm)
        .DELETE("/sandbox/faults", request -> clear())
        .DELETE("/sandbox/faults/{id}", this::takeBack)
        .build();
  }

  private ServerResponse show() {
    return Responses.json(faults.armed().stream().map(FaultRoutes::view).toList());
  }

  private ServerResponse arm(ServerRequest request) throws IOException, ServletException {
    return Responses.json(view(faults.arm(read(Responses.body(request)))));
  }

  private ServerResponse clear() {
    faults.clear();
    return Responses.json(List.of());
  }

  private ServerResponse takeBack(ServerRequest request) {
    faults.takeBack(Fields.pathId(request, "id"));
    return show();
  }

  private static Fault read(JsonNode body) {
    var kind = kind(body.path("kind").asText());
    return new Fault(
        0,
        body.path("method").asText(Fault.ANY_METHOD),
        text(body, "chatId"),
        kind,
        bounded(body, "times", 1, MOST_TIMES, 1),
        bounded(body, "retryAfter", 1, LONGEST_RETRY_SECONDS, 5),
        bounded(body, "delayMillis", 1, LONGEST_DELAY_MILLIS, 5000),
        text(body, "description"),
        migrateTo(body),
        applied(body, kind));
  }

  private static boolean applied(JsonNode body, Fault.Kind kind) {
    var value = body.path("applied");
    if (value.isMissingNode() || value.isNull()) {
      return kind == Fault.Kind.DELAY || kind == Fault.Kind.DROP;
    }
    if (!value.isBoolean()) {
      throw new BadInput("applied is true or false, not " + value);
    }
    if (kind != Fault.Kind.BAD_GATEWAY && kind != Fault.Kind.DROP) {
      throw new BadInput("applied is for 502 and drop only");
    }
    return value.asBoolean();
  }

  private static Fault.Kind kind(String code) {
    return Stream.of(Fault.Kind.values())
        .filter(kind -> kind.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "kind is one of "
                        + Stream.of(Fault.Kind.values()).map(Fault.Kind::code).toList()
                        + ", not "
                        + code));
  }

  private static int bounded(JsonNode body, String name, int from, int to, int usual) {
    var value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return usual;
    }
    if (!value.canConvertToInt() || value.asInt() < from || value.asInt() > to) {
      throw new BadInput("%s is a number from %d to %d, not %s".formatted(name, from, to, value));
    }
    return value.asInt();
  }

  private static @Nullable Long migrateTo(JsonNode body) {
    var text = text(body, "migrateTo");
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException notAnId) {
      throw new BadInput("migrateTo is a chat's id, not " + text);
    }
  }

  private static @Nullable String text(JsonNode body, String name) {
    var text = body.path(name).asText("");
    return text.isBlank() || body.path(name).isNull() ? null : text;
  }

  private static Map<String, @Nullable Object> view(Fault fault) {
    var view = new LinkedHashMap<String, @Nullable Object>();
    view.put("id", fault.id());
    view.put("method", fault.method());
    view.put("chatId", fault.chatId());
    view.put("kind", fault.kind().code());
    view.put("times", fault.times());
    switch (fault.kind()) {
      case TOO_MANY_REQUESTS -> view.put("retryAfter", fault.retryAfter());
      case DELAY -> view.put("delayMillis", fault.delayMillis());
      case FORBIDDEN -> view.put("description", fault.description());
      case BAD_REQUEST -> {
        view.put("description", fault.description());
        view.put("migrateTo", fault.migrateTo());
      }
      case BAD_GATEWAY, DROP -> view.put("applied", fault.applied());
    }
    return view;
  }
}
