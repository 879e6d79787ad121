package ru.medchat.sandbox;

/** The Bot API's "no", in Telegram's own words. */
class BotRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;

  private BotRefusal(int code, String description) {
    super(description);
    this.code = code;
  }

  int code() {
    return code;
  }

  static BotRefusal badRequest(String what) {
    return new BotRefusal(400, "Bad Request: " + what);
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
}
