package ru.medchat.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A chat of the double: a municipality's supergroup, or somebody's private chat with the bot, whose
 * id is then that person's.
 */
record Chat(long id, String type, String title, @Nullable String municipality) {

  static final String PRIVATE = "private";
  static final String SUPERGROUP = "supergroup";

  boolean isPrivate() {
    return type.equals(PRIVATE);
  }
}
