package ru.medchat.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A chat of the double: a municipality's supergroup, or somebody's private chat with the bot, whose
 * id is then that person's.
 *
 * @param migratedTo the supergroup that this group has become, and where all goes on
 * @param replyKeyboard what is shown instead of the person's own keyboard, as the Bot API's JSON
 */
record Chat(
    long id,
    String type,
    String title,
    @Nullable String municipality,
    @Nullable Long migratedTo,
    @Nullable String replyKeyboard) {

  static final String PRIVATE = "private";

  boolean isPrivate() {
    return type.equals(PRIVATE);
  }
}
