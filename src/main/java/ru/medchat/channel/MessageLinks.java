package ru.medchat.channel;

import java.util.Optional;

/** Where messages can be seen in their messenger; each adapter knows it of its own channel. */
public interface MessageLinks {

  /**
   * The address of a message in its messenger.
   *
   * @return empty when the messenger is another one, or shows the message to its own people only
   */
  Optional<String> to(ChatRef chat, String messageId);
}
