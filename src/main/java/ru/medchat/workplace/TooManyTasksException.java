package ru.medchat.workplace;

/** More tasks were asked for at once than any list shows. */
class TooManyTasksException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyTasksException(int most) {
    super("За один раз можно спросить не больше чем о %d задачах.".formatted(most));
  }
}
