package ru.medchat.appeal;

/** Something was to happen to an appeal that is closed. */
public class AppealClosedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AppealClosedException(AppealNumber number) {
    super("Обращение " + number + " уже закрыто");
  }
}
