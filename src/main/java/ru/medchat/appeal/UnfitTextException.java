package ru.medchat.appeal;

/** What an operator wrote can't go to a resident as it is; the message tells the operator why. */
public class UnfitTextException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private UnfitTextException(String message) {
    super(message);
  }

  static UnfitTextException empty() {
    return new UnfitTextException("Напишите текст: пустое сообщение отправить нельзя.");
  }

  static UnfitTextException tooLong(int length, int most) {
    return new UnfitTextException(
        "Текст слишком длинный: %d знаков, а в сообщение помещается %d. Сократите его, пожалуйста."
            .formatted(length, most));
  }
}
