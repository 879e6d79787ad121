package ru.medchat.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The Bot API's addresses: {@code /bot<token>/<method>} and {@code /file/bot<token>/<path>}. */
class BotRoutes {

  private final BotApi api;
  private final FileStore files;
  private final Faults faults;

  BotRoutes(BotApi api, FileStore files, Faults faults) {
    this.api = api;
    this.files = files;
    this.faults = faults;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/bot{token}/{method}", this::call)
        .POST("/bot{token}/{method}", this::call)
        .GET("/file/bot{token}/{*path}", this::download)
        .build();
  }

  private ServerResponse call(ServerRequest request) throws IOException, ServletException {
    var call = read(request);
    return respond(faults.around(call, () -> api.answer(call)));
  }

  private ServerResponse download(ServerRequest request) {
    try {
      var file =
          api.download(request.pathVariable("token"), request.pathVariable("path").substring(1));
      return ServerResponse.ok()
          .contentType(MediaType.APPLICATION_OCTET_STREAM)
          .body(files.content(file));
    } catch (BotRefusal refusal) {
      return respond(BotAnswer.refused(refusal));
    }
  }

  private static ServerResponse respond(BotAnswer answer) {
    if (answer.isLost()) {
      return CutConnection.response();
    }
    var response =
        ServerResponse.status(answer.status())
            .contentType(answer.html() ? MediaType.TEXT_HTML : MediaType.APPLICATION_JSON);
    var retryAfter = answer.retryAfter();
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfter));
    }
    return response.body(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static BotRequest read(ServerRequest request) throws IOException, ServletException {
    Map<String, JsonNode> parameters = new HashMap<>();
    Map<String, Upload> uploads = new HashMap<>();
    var type = request.headers().contentType().orElse(MediaType.APPLICATION_OCTET_STREAM);
    request
        .params()
        .forEach((name, values) -> parameters.put(name, TextNode.valueOf(values.get(0))));
    if (type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
      readJson(request.body(byte[].class), parameters);
    } else if (type.isCompatibleWith(MediaType.MULTIPART_FORM_DATA)) {
      for (var part : request.multipartData().toSingleValueMap().values()) {
        var name = part.getSubmittedFileName();
        if (name != null) {
          uploads.put(part.getName(), Upload.of(part, name));
        }
      }
    }
    return new BotRequest(
        request.pathVariable("token"), request.pathVariable("method"), parameters, uploads);
  }

  private static void readJson(byte[] body, Map<String, JsonNode> parameters) {
    if (body.length == 0) {
      return;
    }
    try {
      Json.read(new String(body, StandardCharsets.UTF_8))
          .properties()
          .forEach(field -> parameters.put(field.getKey(), field.getValue()));
    } catch (JsonProcessingException broken) {
      throw new BadInput("can't parse the JSON body");
    }
  }
}
