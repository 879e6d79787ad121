package ru.medchat.workplace;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** After too many wrong passwords the next try has to wait. */
class TooManyLoginsException extends AuthenticationException {

  private static final long serialVersionUID = 1L;

  private final Duration wait;

  TooManyLoginsException(Duration wait) {
    super("Слишком много попыток. Подождите %d с.".formatted(seconds(wait)));
    this.wait = wait;
  }

  /** How long, in whole seconds, at least one. */
  long seconds() {
    return seconds(wait);
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
