package ru.medchat.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A chat of the double: a municipality's supergroup, or somebody's private chat with the bot, whose
 * id is then that person's.
 *
 * @param botStatus what the bot is in it, as the Bot API says it
 * @param migratedTo the supergroup that this group has become, and where all goes on
 * @param replyKeyboard what is shown instead of the person's own keyboard, as the Bot API's JSON
 */
record Chat(
    long id,
    String type,
    String title,
    @Nullable String municipality,
    long lastMessageId,
    String botStatus,
    @Nullable Long migratedTo,
    @Nullable String replyKeyboard) {

  static final String PRIVATE = "private";

  boolean hasBot() {
    return botAdministers() || botStatus.equals("member");
  }

  boolean botAdministers() {
    return botStatus.equals(BotPlaces.ADMINISTRATOR);
  }

  boolean isPrivate() {
    return type.equals(PRIVATE);
  }
}
