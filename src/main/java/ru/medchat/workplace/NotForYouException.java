package ru.medchat.workplace;

/** The caller sees this, but it is not theirs to decide; the message says whose, in Russian. */
class NotForYouException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotForYouException(String message) {
    super(message);
  }
}
