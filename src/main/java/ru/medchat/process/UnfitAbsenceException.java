package ru.medchat.process;

/** An absence can't be as somebody wants it; the message says why, in Russian. */
public final class UnfitAbsenceException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnfitAbsenceException(String message) {
    super(message);
  }
}
