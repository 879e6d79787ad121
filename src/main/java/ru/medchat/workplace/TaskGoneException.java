package ru.medchat.workplace;

import ru.medchat.appeal.AppealNumber;

/** A task that the caller could have done is finished; the message says by whom and when. */
class TaskGoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient AppealNumber number;

  TaskGoneException(AppealNumber number, String message) {
    super(message);
    this.number = number;
  }

  AppealNumber number() {
    return number;
  }
}
