package ru.medchat.telegram;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * One poll. The library parses a batch as a whole, so that a single update it does not understand
 * would hold up all others; here each one is handed over as it came. What the session gets to see
 * are mere numbers, by which it confirms, and only once the batch has been kept.
 */
class RawUpdates extends GetUpdates {

  private static final long serialVersionUID = 1;

  static final Duration TIMEOUT = Duration.ofSeconds(50);

  /** Told each time, for Telegram remembers what was asked for last. */
  static final List<String> KINDS =
      List.of(
          "message",
          "edited_message",
          "callback_query",
          "my_chat_member",
          "chat_member",
          "message_reaction");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final transient Consumer<List<Inbox.Raw>> keeper;
  private final transient Runnable unreadable;

  /**
   * @param last the number of the last update received, 0 for none
   * @param keeper returns when the updates are committed, throws when they are not
   * @param unreadable hears of an answer that is not Telegram's, such as a provider's page
   */
  RawUpdates(int last, Consumer<List<Inbox.Raw>> keeper, Runnable unreadable) {
    this.keeper = keeper;
    this.unreadable = unreadable;
    setOffset(last + 1);
    setLimit(100);
    setTimeout((int) TIMEOUT.toSeconds());
    setAllowedUpdates(KINDS);
  }

  @Override
  @SuppressWarnings("NonApiType") // The library's choice.
  public ArrayList<Update> deserializeResponse(String answer) throws TelegramApiRequestException {
    List<Inbox.Raw> updates = new ArrayList<>();
    try {
      for (String raw : split(answer)) {
        updates.add(one(raw));
      }
    } catch (IOException e) {
      unreadable.run();
      throw new TelegramApiRequestException("An answer of getUpdates can't be read", e);
    }
    if (!updates.isEmpty()) {
      keeper.accept(updates);
    }
    ArrayList<Update> numbers = new ArrayList<>();
    for (Inbox.Raw raw : updates) {
      Update number = new Update();
      number.setUpdateId((int) raw.updateId());
      numbers.add(number);
    }
    return numbers;
  }

  /** An update as it came; its number is 0 when it has none. */
  static Inbox.Raw one(String raw) throws IOException {
    JsonNode update = JSON.readTree(raw);
    return new Inbox.Raw(update.path("update_id").asLong(), chat(update), album(update), raw);
  }

  /**
   * The updates of a batch, letter by letter as Telegram wrote them.
   *
   * @throws IOException also when there is no batch, be it an empty one
   */
  private static List<String> split(String answer) throws IOException {
    List<String> updates = new ArrayList<>();
    boolean batch = false;
    try (JsonParser parser = JSON.createParser(answer)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean result = "result".equals(parser.currentName());
        if (parser.nextToken() != JsonToken.START_ARRAY || !result) {
          parser.skipChildren();
          continue;
        }
        batch = true;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          int start = (int) parser.currentTokenLocation().getCharOffset();
          parser.skipChildren();
          updates.add(answer.substring(start, (int) parser.currentLocation().getCharOffset()));
        }
      }
    }
    if (!batch) {
      throw new IOException("No result");
    }
    return updates;
  }

  private static @Nullable String chat(JsonNode update) {
    for (JsonNode what : update) {
      JsonNode chat = what.path("chat").path("id");
      if (chat.isMissingNode()) {
        chat = what.path("message").path("chat").path("id");
      }
      if (chat.isValueNode()) {
        return chat.asText();
      }
    }
    return null;
  }

  /** An edit of one of its parts comes after the album, and belongs to none. */
  private static @Nullable String album(JsonNode update) {
    return update.path("message").path("media_group_id").textValue();
  }
}
