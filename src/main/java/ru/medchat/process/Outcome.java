package ru.medchat.process;

/**
 * What an operator may decide at a task: a sequence flow of the model.
 *
 * @param value what the variable {@code outcome} becomes
 * @param label the button, in the manager's words
 * @param asks what the operator has to fill in
 */
public record Outcome(String value, String label, Asks asks) {

  /** What a decision needs besides itself; in the model, the flow's property {@code asks}. */
  public enum Asks {
    NOTHING,
    TEXT,
    ORGANISATION
  }
}
