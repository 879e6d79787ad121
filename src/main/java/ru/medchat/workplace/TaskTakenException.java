package ru.medchat.workplace;

/** Somebody else works on the task, and the caller has not said to take it over. */
class TaskTakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TaskTakenException(String who) {
    super(
        ("Над этой задачей уже работает %s. Ваш текст сохранён, но ничего не отправлено."
                + " Если договорились, возьмите задачу себе.")
            .formatted(who));
  }
}
