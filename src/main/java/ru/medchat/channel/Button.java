package ru.medchat.channel;

import org.jspecify.annotations.Nullable;

/**
 * A button under an outgoing message.
 *
 * @param label what the person reads
 * @param data what comes back in {@link Incoming.Press#data()}; at most 64 bytes. Null when the
 *     press shows us where the person is, as a message with a {@link Place}.
 */
public record Button(String label, @Nullable String data) {

  /** A button that shows us where the person is, if the person lets it. */
  public static Button askingForPlace(String label) {
    return new Button(label, null);
  }
}
