package ru.medchat.channel;

import java.util.Optional;

/**
 * What only a messenger itself can tell about its chats. Each adapter has one; whoever asks waits
 * for an answer over the network.
 */
public interface Messenger {

  /** Which messenger, as {@link ChatRef#channel()} names it. */
  String channel();

  /**
   * Whether somebody administers a group; they may do so without showing their name.
   *
   * @throws MessengerUnavailableException when it can't be told now
   */
  boolean administers(Sender sender, ChatRef group);

  /**
   * What a group is called just now.
   *
   * @throws MessengerUnavailableException when it can't be told now
   */
  String titleOf(ChatRef group);

  /**
   * Whether we get to see all that is written in a group, not only what is said to us.
   *
   * @throws MessengerUnavailableException when it can't be told now
   */
  boolean hearsAll(ChatRef group);

  /** The private chat of a person with us, whether or not it has been opened yet. */
  ChatRef privateChat(String personId);

  /**
   * An address that opens the private chat with us and has the person send {@code /start} with this
   * payload; empty when it is not known.
   */
  Optional<String> invitation(String payload);
}
