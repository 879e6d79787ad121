package ru.medchat.appeal;

/** An answer template can't be kept as it is; the message says in Russian how to mend it. */
public class UnfitTemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnfitTemplateException(String message) {
    super(message);
  }
}
