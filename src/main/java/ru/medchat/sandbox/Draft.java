package ru.medchat.sandbox;

import org.jspecify.annotations.Nullable;

/** What somebody wants to say, before it has a number and a time. */
record Draft(
    @Nullable String text,
    @Nullable Long replyTo,
    @Nullable String keyboard,
    @Nullable Photo photo,
    @Nullable StoredFile document) {

  static Draft text(String text, @Nullable Long replyTo, @Nullable String keyboard) {
    return new Draft(text, replyTo, keyboard, null, null);
  }
}
