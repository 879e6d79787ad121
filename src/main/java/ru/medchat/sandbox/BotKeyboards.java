package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a call wants under its message, or instead of the person's own keyboard. */
final class BotKeyboards {

  /** No keyboard instead of the person's own. */
  static final String NONE = "";

  private static final int BUTTON_DATA_LIMIT = 64;

  private BotKeyboards() {}

  /** The buttons under the message; null for none. */
  static @Nullable String inline(BotRequest call) {
    var markup = call.structure("reply_markup");
    var rows = markup.path("inline_keyboard");
    if (!rows.isArray() || rows.isEmpty()) {
      return null;
    }
    for (var row : rows) {
      row.forEach(BotKeyboards::requireSound);
    }
    return markup.toString();
  }

  /**
   * The keyboard shown from now on instead of the person's own, {@link #NONE} when it is taken
   * away; null when the call says nothing about it.
   */
  static @Nullable String instead(BotRequest call, Chat chat) {
    var markup = call.structure("reply_markup");
    if (markup.path("remove_keyboard").asBoolean()) {
      return NONE;
    }
    var rows = markup.path("keyboard");
    if (!rows.isArray()) {
      return null;
    }
    for (var row : rows) {
      for (var button : row) {
        requireSound(button, chat);
      }
    }
    return markup.toString();
  }

  /** A message that is there already can have no other kind of buttons. */
  static void requireInline(BotRequest call) {
    var markup = call.structure("reply_markup");
    if (markup.has("keyboard") || markup.has("remove_keyboard")) {
      throw BotRefusal.badRequest("inline keyboard expected");
    }
  }

  private static void requireSound(JsonNode button, Chat chat) {
    String text = button.isTextual() ? button.asText() : button.path("text").asText();
    if (text.isBlank()) {
      throw BotRefusal.badRequest("can't parse keyboard button: Button text must be non-empty");
    }
    if (button.path("request_location").asBoolean() && !chat.isPrivate()) {
      throw BotRefusal.badRequest("location can be requested in private chats only");
    }
  }

  private static void requireSound(JsonNode button) {
    if (button.path("text").asText().isBlank()) {
      throw BotRefusal.badRequest("can't parse inline keyboard button: Text buttons are unallowed");
    }
    var data = button.path("callback_data");
    if (data.isTextual()) {
      int length = data.asText().getBytes(StandardCharsets.UTF_8).length;
      if (length == 0 || length > BUTTON_DATA_LIMIT) {
        throw BotRefusal.badRequest("BUTTON_DATA_INVALID");
      }
    }
  }
}
