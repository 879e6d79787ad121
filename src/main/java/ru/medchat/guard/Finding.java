package ru.medchat.guard;

/**
 * A place in a text that sounds like medical advice.
 *
 * @param reason why, in words for the operator
 * @param quote the place as it stands in the text
 * @param start where it begins, in UTF-16 units
 */
public record Finding(Kind kind, String reason, String quote, int start) {

  /** What a text must not name. */
  public enum Kind {
    DRUG,
    DOSE,
    DIAGNOSIS,
    ADVICE
  }
}
