package ru.medchat.channel;

/** A messenger does not answer a question now; it is worth asking again. */
public class MessengerUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public MessengerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
