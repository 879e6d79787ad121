package ru.medchat.process.engine;

import org.jspecify.annotations.Nullable;

/** A task can't be completed in this way; the message says in Russian why. */
public class UnfitDecisionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnfitDecisionException(@Nullable String why, @Nullable Throwable cause) {
    super(why, cause);
  }
}
