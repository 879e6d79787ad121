package ru.medchat.appeal;

/** Somebody chose a category that {@code categories.yaml} does not offer. */
public class UnknownCategoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownCategoryException() {
    super("Такой темы нет. Выберите тему из списка.");
  }
}
