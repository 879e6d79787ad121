package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Those who speak in groups without being people under their own names. */
enum Speakers {
  /** An administrator in the name of the group. */
  GROUP(1_087_968_824, "Group", "GroupAnonymousBot"),
  /** Somebody in the name of a channel of theirs. */
  CHANNEL(136_817_688, "Channel", "Channel_Bot"),
  /** The channel whose posts are fed into the group. */
  LINKED_CHANNEL(777_000, "Telegram", null),
  /** Some other bot. */
  BOT(5_000_000_001L, "Другой бот", "another_bot");

  private static final long CHANNEL_ID = -1_002_000_000_001L;

  private final long id;
  private final String name;
  private final @Nullable String username;

  Speakers(long id, String name, @Nullable String username) {
    this.id = id;
    this.name = name;
    this.username = username;
  }

  /** As scripts name them: {@code group}, {@code channel}, {@code linkedChannel}, {@code bot}. */
  static Speakers of(String word) {
    return switch (word) {
      case "group" -> GROUP;
      case "channel" -> CHANNEL;
      case "linkedChannel" -> LINKED_CHANNEL;
      case "bot" -> BOT;
      default -> throw new BadInput("as is one of group, channel, linkedChannel, bot; not " + word);
    };
  }

  long id() {
    return id;
  }

  String title() {
    return name;
  }

  /** The fields by which the Bot API tells who it was. */
  ObjectNode fields(long groupId) {
    var fields = Json.object();
    var from =
        fields
            .putObject("from")
            .put("id", id)
            .put("is_bot", this != LINKED_CHANNEL)
            .put("first_name", name);
    if (username != null) {
      from.put("username", username);
    }
    switch (this) {
      case GROUP -> fields.putObject("sender_chat").put("id", groupId).put("type", "supergroup");
      case CHANNEL -> fields.set("sender_chat", channel());
      case LINKED_CHANNEL -> {
        fields.set("sender_chat", channel());
        fields.put("is_automatic_forward", true);
      }
      case BOT -> {}
    }
    return fields;
  }

  private static ObjectNode channel() {
    return Json.object()
        .put("id", CHANNEL_ID)
        .put("title", "Новости района")
        .put("type", "channel");
  }
}
