package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What the Bot API says: an HTTP status and a body.
 *
 * @param html whether the body comes from the gateway before Telegram, and is no JSON
 * @param retryAfter the seconds of the header of that name
 * @param isLost whether the connection is cut instead of saying it
 */
record BotAnswer(
    int status, String body, boolean html, @Nullable Integer retryAfter, boolean isLost) {

  private static final String BAD_GATEWAY =
      """
      <html>
      <head><title>502 Bad Gateway</title></head>
      <body>
      <center><h1>502 Bad Gateway</h1></center>
      <hr><center>nginx/1.18.0</center>
      </body>
      </html>
      """;

  static BotAnswer ok(JsonNode result) {
    return new BotAnswer(
        200, Json.object().put("ok", true).set("result", result).toString(), false, null, false);
  }

  static BotAnswer refused(BotRefusal refusal) {
    var body =
        Json.object()
            .put("ok", false)
            .put("error_code", refusal.code())
            .put("description", refusal.getMessage());
    var retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      body.putObject("parameters").put("retry_after", retryAfter);
    }
    var migratedTo = refusal.migratedTo();
    if (migratedTo != null) {
      body.putObject("parameters").put("migrate_to_chat_id", migratedTo);
    }
    return new BotAnswer(refusal.code(), body.toString(), false, retryAfter, false);
  }

  /** What the gateway before Telegram says when there is nobody behind it. */
  static BotAnswer badGateway() {
    return new BotAnswer(502, BAD_GATEWAY, true, null, false);
  }

  /** This answer, which nobody will hear. */
  BotAnswer lost() {
    return new BotAnswer(status, body, html, retryAfter, true);
  }
}
