package ru.medchat.appeal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to an appeal, made known in the transaction in which it happened. */
public sealed interface AppealFact {

  AppealNumber number();

  /**
   * A resident's message has become an appeal.
   *
   * @param calendarChat as {@link Appeal#calendarChat()} tells it
   */
  record Registered(AppealNumber number, String municipalityId, @Nullable String calendarChat)
      implements AppealFact {}

  /** The resident has written after being asked or answered, and waits again. */
  record ResidentReplied(AppealNumber number) implements AppealFact {}

  /** The resident has said whether the answer solved the problem. */
  record Rated(AppealNumber number, boolean solved) implements AppealFact {}

  /**
   * The resident has said only after the appeal was closed that the answer did not help, and waits
   * again.
   *
   * @param timesBefore how often they had said so before
   */
  record ReopenedUnsolved(AppealNumber number, int timesBefore) implements AppealFact {}

  /** The resident needs no answer any more. */
  record Withdrawn(AppealNumber number) implements AppealFact {}

  /**
   * A representative has replied to the waiting resident in the chat itself: an answer, if the
   * appeal waits for one of theirs.
   *
   * @param representative their name
   */
  record RepliedInChat(AppealNumber number, String representative, Instant at)
      implements AppealFact {}

  /**
   * An operator has said what it is about.
   *
   * @param category its code
   */
  record Categorised(AppealNumber number, String category) implements AppealFact {}

  /** Something we told the resident can't be delivered. */
  record NotDelivered(AppealNumber number) implements AppealFact {}

  /**
   * The group of the appeal has another id now.
   *
   * @param calendarChat as {@link Appeal#calendarChat()} tells it
   */
  record Moved(AppealNumber number, @Nullable String calendarChat) implements AppealFact {}
}
