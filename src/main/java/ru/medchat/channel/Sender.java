package ru.medchat.channel;

/**
 * Who did something in a chat.
 *
 * @param id the messenger's own id of the user, or of the chat in whose name something was said
 * @param name as the messenger shows it; may be empty
 */
public record Sender(String id, String name, Kind kind) {

  /** What stands behind the name. */
  public enum Kind {
    /** A human being under their own name. */
    PERSON,
    /** An administrator of the chat who speaks in the name of the chat itself. */
    CHAT,
    /** A channel, also one whose posts are fed into the chat. */
    CHANNEL,
    BOT
  }

  public boolean person() {
    return kind == Kind.PERSON;
  }
}
