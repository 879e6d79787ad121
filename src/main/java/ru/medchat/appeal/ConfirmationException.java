package ru.medchat.appeal;

/** A held message can't be confirmed or returned just now; the message tells the operator why. */
public class ConfirmationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ConfirmationException(String message) {
    super(message);
  }
}
