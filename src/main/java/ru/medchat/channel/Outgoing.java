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
 * @param buttons rows of buttons under it; a button that asks for a place stands alone, for some
 *     messengers show it apart from the message
 * @param placeKnown true when a button that asked for a place, should there be one, has done its
 *     work: messengers that show it apart take it away
 * @param urgency what it may overtake, and what may overtake it
 */
public record Outgoing(
    ChatRef chat,
    String dedupeKey,
    @Nullable String appeal,
    String text,
    @Nullable String replyTo,
    List<List<Button>> buttons,
    boolean placeKnown,
    Urgency urgency) {

  /** How soon a message has to be there. */
  public enum Urgency {
    /** Somebody waits for it; in order with whatever else its chat is owed. */
    AWAITED,
    /**
     * One of many, such as an announcement to all chats: it goes out when nothing awaited is owed
     * to its chat, and all of its kind together leave the others a part of the rate.
     */
    BULK
  }

  public Outgoing {
    if (text.isBlank()) {
      throw new IllegalArgumentException("Nothing to say in " + dedupeKey);
    }
    buttons = buttons.stream().map(List::copyOf).toList();
    var all = buttons.stream().flatMap(List::stream).toList();
    if (all.size() > 1 && all.stream().anyMatch(Button::asksForPlace)) {
      throw new IllegalArgumentException("A button for a place stands alone in " + dedupeKey);
    }
  }

  /** A message that somebody waits for, and that has nothing to do with places. */
  public Outgoing(
      ChatRef chat,
      String dedupeKey,
      @Nullable String appeal,
      String text,
      @Nullable String replyTo,
      List<List<Button>> buttons) {
    this(chat, dedupeKey, appeal, text, replyTo, buttons, false, Urgency.AWAITED);
  }
}
