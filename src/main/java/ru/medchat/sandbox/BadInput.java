package ru.medchat.sandbox;

/** Somebody asked the sandbox for something it cannot make sense of; the message says what. */
class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadInput(String message) {
    super(message);
  }
}
