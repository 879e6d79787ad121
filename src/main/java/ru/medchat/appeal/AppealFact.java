package ru.medchat.appeal;

/** Something that happened to an appeal, made known in the transaction in which it happened. */
public sealed interface AppealFact {

  AppealNumber number();

  /** A resident's message has become an appeal. */
  record Registered(AppealNumber number, String municipalityId) implements AppealFact {}

  /** The resident has written after being asked or answered, and waits again. */
  record ResidentReplied(AppealNumber number) implements AppealFact {}

  /** The resident has said whether the answer solved the problem. */
  record Rated(AppealNumber number, boolean solved) implements AppealFact {}

  /** The resident needs no answer any more. */
  record Withdrawn(AppealNumber number) implements AppealFact {}

  /** A representative has answered the resident in the chat itself. */
  record AnsweredInChat(AppealNumber number) implements AppealFact {}

  /** Something we told the resident can't be delivered. */
  record NotDelivered(AppealNumber number) implements AppealFact {}
}
