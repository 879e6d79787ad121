package ru.medchat.process;

import ru.medchat.appeal.Decisions;

/**
 * What an operator may decide at a task: a sequence flow of the model.
 *
 * @param value what the variable {@code outcome} becomes
 * @param label the button, in the manager's words
 * @param asks what the operator has to fill in
 */
public record Outcome(String value, String label, Asks asks) {

  /** The outcome whose words are an instruction to the organisation. */
  private static final String INSTRUCTION = "returnToOrganisation";

  /** What becomes of the words; those of an outcome we don't know may reach the resident. */
  public Decisions.Words words() {
    if (asks != Asks.TEXT) {
      return Decisions.Words.NONE;
    }
    return value.equals(INSTRUCTION) ? Decisions.Words.INTERNAL : Decisions.Words.TO_RESIDENT;
  }

  /** What a decision needs besides itself; in the model, the flow's property {@code asks}. */
  public enum Asks {
    NOTHING,
    TEXT,
    ORGANISATION
  }
}
