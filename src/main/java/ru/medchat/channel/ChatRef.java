package ru.medchat.channel;

import org.jspecify.annotations.Nullable;

/**
 * A chat of some messenger.
 *
 * @param channel which messenger, such as {@code telegram}
 * @param id the messenger's own id of the chat
 * @param thread the topic within a forum-like chat; null elsewhere
 */
public record ChatRef(String channel, String id, @Nullable String thread) {

  public ChatRef(String channel, String id) {
    this(channel, id, null);
  }
}
