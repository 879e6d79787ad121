package ru.medchat.process;

import org.jspecify.annotations.Nullable;

/** A task was to be completed with an outcome that its model does not offer. */
class UnknownOutcomeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownOutcomeException(String task, @Nullable Object outcome) {
    super("Задачу «%s» нельзя завершить решением «%s»: его нет в модели.".formatted(task, outcome));
  }
}
