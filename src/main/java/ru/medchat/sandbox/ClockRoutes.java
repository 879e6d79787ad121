package ru.medchat.sandbox;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The clock control: reads the product's time and moves it. */
class ClockRoutes {

  // Beyond this, timestamps of the engine or the database may no longer hold it.
  private static final Duration FARTHEST = Duration.ofDays(3650);

  private final SandboxClock clock;
  private final PageEvents events;

  ClockRoutes(SandboxClock clock, PageEvents events) {
    this.clock = clock;
    this.events = events;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/sandbox/clock", request -> show())
        .POST("/sandbox/clock", this::move)
        .build();
  }

  private ServerResponse show() {
    return Responses.json(view());
  }

  private Map<String, Object> view() {
    var offset = clock.offset();
    return Map.of(
        "now", clock.instant().toString(), "offset", offset.toString(), "real", offset.isZero());
  }

  private ServerResponse move(ServerRequest request) throws IOException, ServletException {
    var body = Responses.body(request);
    try {
      if (body.path("real").asBoolean()) {
        clock.backToReal();
      } else if (body.path("advance").isTextual()) {
        var amount = Duration.parse(body.path("advance").asText());
        requireNear(clock.offset().plus(amount));
        clock.advance(amount);
      } else if (body.path("at").isTextual()) {
        var instant = OffsetDateTime.parse(body.path("at").asText()).toInstant();
        requireNear(Duration.between(clock.instant().minus(clock.offset()), instant));
        clock.moveTo(instant);
      } else {
        throw new BadInput("One of advance, at, real is needed");
      }
    } catch (DateTimeException | ArithmeticException unreadable) {
      throw new BadInput("Not a time: " + unreadable.getMessage());
    }
    events.send("clock", Json.object());
    return show();
  }

  private static void requireNear(Duration offset) {
    if (offset.abs().compareTo(FARTHEST) > 0) {
      throw new BadInput("The clock moves ten years at most");
    }
  }
}
