package ru.medchat.workplace;

/** An operator chose what the model does not offer at this task. */
class OutcomeNotOfferedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutcomeNotOfferedException(String task, String outcome) {
    super("У задачи «%s» нет решения «%s». Обновите страницу.".formatted(task, outcome));
  }
}
