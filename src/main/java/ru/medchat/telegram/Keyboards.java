package ru.medchat.telegram;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ReplyKeyboard;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ReplyKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ReplyKeyboardRemove;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.KeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.KeyboardRow;
import ru.medchat.channel.Button;
import ru.medchat.channel.Deliveries.Delivery;

/**
 * Buttons as Telegram has them: under a message, or, where they ask for a place, instead of the
 * person's own keyboard until they are taken away.
 */
final class Keyboards {

  private Keyboards() {}

  /** What stands under a message; null for nothing. */
  static @Nullable ReplyKeyboard under(Delivery delivery) {
    if (delivery.buttons().stream().flatMap(List::stream).anyMatch(Button::asksForPlace)) {
      return askingForPlace(delivery.buttons());
    }
    if (!delivery.buttons().isEmpty()) {
      return inline(delivery.buttons());
    }
    return delivery.placeKnown() ? new ReplyKeyboardRemove(true) : null;
  }

  static InlineKeyboardMarkup inline(List<List<Button>> buttons) {
    return new InlineKeyboardMarkup(
        buttons.stream()
            .map(row -> new InlineKeyboardRow(row.stream().map(Keyboards::pressed).toList()))
            .toList());
  }

  private static ReplyKeyboardMarkup askingForPlace(List<List<Button>> buttons) {
    return ReplyKeyboardMarkup.builder()
        .keyboard(
            buttons.stream()
                .map(row -> new KeyboardRow(row.stream().map(Keyboards::showing).toList()))
                .toList())
        .resizeKeyboard(true)
        .oneTimeKeyboard(true)
        .build();
  }

  private static InlineKeyboardButton pressed(Button button) {
    return InlineKeyboardButton.builder()
        .text(button.label())
        .callbackData(button.data())
        .url(button.url())
        .build();
  }

  private static KeyboardButton showing(Button button) {
    return KeyboardButton.builder().text(button.label()).requestLocation(true).build();
  }
}
