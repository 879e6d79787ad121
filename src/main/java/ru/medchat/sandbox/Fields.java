package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;

/** What came with a request of a page or a script, as JSON or as a form with files. */
record Fields(JsonNode json, List<Upload> uploads) {

  static Fields of(ServerRequest request) throws IOException, ServletException {
    var type = request.headers().contentType().orElse(MediaType.APPLICATION_JSON);
    if (!type.isCompatibleWith(MediaType.MULTIPART_FORM_DATA)) {
      return new Fields(Responses.body(request), List.of());
    }
    var fields = Json.object();
    request.params().forEach((name, values) -> fields.put(name, values.get(0)));
    var uploads = new ArrayList<Upload>();
    for (var parts : request.multipartData().values()) {
      for (var part : parts) {
        var name = part.getSubmittedFileName();
        if (name != null) {
          uploads.add(Upload.of(part, name));
        }
      }
    }
    return new Fields(fields, List.copyOf(uploads));
  }

  /** The id in the address. */
  static long pathId(ServerRequest request, String name) {
    var id = request.pathVariable(name);
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException notANumber) {
      throw new BadInput("An id is a number, not " + id);
    }
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

  /** Who does it: somebody, but not the bot. */
  long person() {
    var userId = number("userId");
    if (userId == null || userId <= 0 || userId == Bot.ID) {
      throw new BadInput("userId must be a positive number");
    }
    return userId;
  }
}
