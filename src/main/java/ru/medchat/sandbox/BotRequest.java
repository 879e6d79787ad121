package ru.medchat.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of a Bot API method, however its parameters came: JSON, form, query or multipart.
 *
 * @param parameters values as JSON; those of a form are texts, even where JSON is inside
 */
record BotRequest(
    String token, String method, Map<String, JsonNode> parameters, Map<String, Upload> uploads) {

  boolean has(String name) {
    return !json(name).isNull();
  }

  String text(String name) {
    return json(name).asText("");
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  int number(String name, int otherwise) {
    var number = longNumber(name);
    return number == null ? otherwise : number.intValue();
  }

  @Nullable Long longNumber(String name) {
    try {
      return Long.valueOf(text(name));
    } catch (NumberFormatException none) {
      return null;
    }
  }

  /** A structured value, which forms carry as a JSON text. */
  JsonNode structure(String name) {
    var value = json(name);
    if (!value.isTextual()) {
      return value;
    }
    if (value.asText().isBlank()) {
      return NullNode.instance;
    }
    try {
      return Json.read(value.asText());
    } catch (JsonProcessingException broken) {
      throw BotRefusal.badRequest("can't parse " + name + " JSON object");
    }
  }

  /** The uploaded file of a parameter, named directly or by {@code attach://}. */
  Optional<Upload> upload(String name) {
    var reference = text(name);
    var part = reference.startsWith("attach://") ? reference.substring(9) : name;
    return Optional.ofNullable(uploads.get(part));
  }

  private JsonNode json(String name) {
    return parameters.getOrDefault(name, NullNode.instance);
  }
}
