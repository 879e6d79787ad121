package ru.medchat.telegram;

import org.jspecify.annotations.Nullable;
import ru.medchat.channel.Incoming;

/** What an update says, once it is understood. */
sealed interface Meaning {

  record Said(Incoming.Message message) implements Meaning {}

  record Edited(Incoming.Edit edit) implements Meaning {}

  record Reacted(Incoming.Reaction reaction) implements Meaning {}

  /**
   * A button was pressed.
   *
   * @param queryId by which the press is answered
   */
  record Pressed(Incoming.Press press, String queryId) implements Meaning {}

  /** Our place in a chat has changed. */
  record Placed(Incoming.Presence presence) implements Meaning {}

  /** A group has become a supergroup, which has another id. */
  record Moved(String from, String to) implements Meaning {}

  /**
   * Nothing for a case.
   *
   * @param queryId of a press, which is answered all the same; null for all else
   */
  record Nothing(String reason, @Nullable String queryId) implements Meaning {}
}
