package ru.medchat.workplace;

/** A task is finished, but what the operator wrote for it has been kept. */
class TextKeptException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TextKeptException(TaskGoneException gone) {
    super(
        gone.getMessage()
            + " Ваш текст сохранён, жителю он не отправлен: скопируйте его, если он ещё нужен.",
        gone);
  }
}
