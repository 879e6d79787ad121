package ru.medchat.workplace;

/** There is no such task, or it is none of the caller's business: nobody can tell which. */
class TaskNotFoundException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TaskNotFoundException(String taskId) {
    super("Задача не найдена: " + taskId);
  }
}
