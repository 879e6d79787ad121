package ru.medchat.channel;

import org.jspecify.annotations.Nullable;

/**
 * A button under an outgoing message.
 *
 * @param label what the person reads
 * @param data what comes back in {@link Incoming.Press#data()}; at most 64 bytes. Null when nothing
 *     comes back.
 * @param url the address it opens; null when it opens none. Without data either, the press shows us
 *     where the person is, as a message with a {@link Place}.
 */
public record Button(String label, @Nullable String data, @Nullable String url) {

  public Button(String label, String data) {
    this(label, data, null);
  }

  /** A button that shows us where the person is, if the person lets it. */
  public static Button askingForPlace(String label) {
    return new Button(label, null, null);
  }

  /** A button that opens an address; we hear nothing of it. */
  public static Button opening(String label, String url) {
    return new Button(label, null, url);
  }

  public boolean asksForPlace() {
    return data == null && url == null;
  }
}
