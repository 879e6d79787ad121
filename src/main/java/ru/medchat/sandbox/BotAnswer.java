package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** What the Bot API says: an HTTP status and a body. */
record BotAnswer(int status, String body) {

  static BotAnswer ok(JsonNode result) {
    return new BotAnswer(200, Json.object().put("ok", true).set("result", result).toString());
  }

  static BotAnswer refused(BotRefusal refusal) {
    return new BotAnswer(
        refusal.code(),
        Json.object()
            .put("ok", false)
            .put("error_code", refusal.code())
            .put("description", refusal.getMessage())
            .toString());
  }
}
