package ru.medchat.workplace;

import java.util.List;

/** What was wished for an account can't be; the message says why, in Russian. */
class UnfitAccountException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnfitAccountException(String message) {
    super(message);
  }

  UnfitAccountException(List<String> complaints) {
    super(String.join(" ", complaints));
  }
}
