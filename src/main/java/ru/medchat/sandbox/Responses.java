package ru.medchat.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The sandbox's own JSON over HTTP. */
final class Responses {

  private Responses() {}

  static ServerResponse json(Object value) {
    return json(HttpStatus.OK, value);
  }

  static ServerResponse badInput(Throwable failure, ServerRequest request) {
    return json(
        HttpStatus.BAD_REQUEST,
        Map.of("error", Objects.requireNonNullElse(failure.getMessage(), "bad request")));
  }

  static JsonNode body(ServerRequest request) throws IOException, ServletException {
    try {
      var json = Json.read(new String(request.body(byte[].class), StandardCharsets.UTF_8));
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException broken) {
      throw new BadInput("The body is not JSON: " + broken.getOriginalMessage());
    }
    throw new BadInput("The body must be a JSON object");
  }

  private static ServerResponse json(HttpStatus status, Object value) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(value).getBytes(StandardCharsets.UTF_8));
  }
}
