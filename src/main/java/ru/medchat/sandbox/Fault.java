package ru.medchat.sandbox;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One way in which Telegram is to fail.
 *
 * @param method the method it befalls, in any case, or {@code *} for all
 * @param chatId the only chat it befalls, or null for all calls
 * @param times how many calls it still befalls
 * @param applied whether the call takes effect although it seems to fail
 */
record Fault(
    long id,
    String method,
    @Nullable String chatId,
    Kind kind,
    int times,
    int retryAfter,
    int delayMillis,
    @Nullable String description,
    @Nullable Long migrateTo,
    boolean applied) {

  static final String ANY_METHOD = "*";

  /** What goes wrong. */
  enum Kind {
    TOO_MANY_REQUESTS("429"),
    FORBIDDEN("403"),
    BAD_REQUEST("400"),
    BAD_GATEWAY("502"),
    /** The call is applied, and the answer comes late. */
    DELAY("delay"),
    /** The connection is cut instead of an answer. */
    DROP("drop");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  boolean befalls(BotRequest call) {
    return (method.equals(ANY_METHOD)
            || method.toLowerCase(Locale.ROOT).equals(call.method().toLowerCase(Locale.ROOT)))
        && (chatId == null || chatId.equals(call.text("chat_id")));
  }

  Fault withTimes(int left) {
    return new Fault(
        id, method, chatId, kind, left, retryAfter, delayMillis, description, migrateTo, applied);
  }
}
