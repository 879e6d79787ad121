package ru.medchat.sandbox;

import org.jspecify.annotations.Nullable;

/** The sandbox cannot start; the message is the one line a person needs. */
class SandboxFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SandboxFailed(String message) {
    super(message);
  }

  SandboxFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
