package ru.medchat.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message to be sent.
 *
 * @param dedupeKey names what is said, once and for all: a second post with the same key is dropped
 * @param appeal the number of the appeal it is about; null when about none
 * @param text plain text, not empty
 * @param replyTo the message of that chat it answers; null for none
 * @param buttons rows of buttons under it
 */
public record Outgoing(
    ChatRef chat,
    String dedupeKey,
    @Nullable String appeal,
    String text,
    @Nullable String replyTo,
    List<List<Button>> buttons) {

  public Outgoing {
    if (text.isBlank()) {
      throw new IllegalArgumentException("Nothing to say in " + dedupeKey);
    }
    buttons = buttons.stream().map(List::copyOf).toList();
  }
}
