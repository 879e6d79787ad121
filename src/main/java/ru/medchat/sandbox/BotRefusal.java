package ru.medchat.sandbox;

import org.jspecify.annotations.Nullable;

/** The Bot API's "no", in Telegram's own words. */
class BotRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final @Nullable Integer retryAfter;
  private final @Nullable Long migratedTo;

  private BotRefusal(int code, String description) {
    this(code, description, null, null);
  }

  private BotRefusal(
      int code, String description, @Nullable Integer retryAfter, @Nullable Long migratedTo) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
    this.migratedTo = migratedTo;
  }

  int code() {
    return code;
  }

  @Nullable Integer retryAfter() {
    return retryAfter;
  }

  @Nullable Long migratedTo() {
    return migratedTo;
  }

  static BotRefusal badRequest(String what) {
    return new BotRefusal(400, "Bad Request: " + what);
  }

  /** The group goes on under another id. */
  static BotRefusal migrated(long to) {
    return new BotRefusal(
        400, "Bad Request: group chat was upgraded to a supergroup chat", null, to);
  }

  static BotRefusal unauthorized() {
    return new BotRefusal(401, "Unauthorized");
  }

  static BotRefusal forbidden(String what) {
    return new BotRefusal(403, "Forbidden: " + what);
  }

  static BotRefusal notFound(String what) {
    return new BotRefusal(404, "Not Found: " + what);
  }

  static BotRefusal conflict(String what) {
    return new BotRefusal(409, "Conflict: " + what);
  }

  static BotRefusal tooManyRequests(int retryAfter) {
    return new BotRefusal(429, "Too Many Requests: retry after " + retryAfter, retryAfter, null);
  }
}
