package ru.medchat.telegram;

import java.util.ArrayList;
import java.util.List;

/** Cuts a long text into messages Telegram takes, where a reader would pause. */
final class TextParts {

  /** In UTF-16 units, which are what Telegram counts and what a Java string is made of. */
  static final int LONGEST = 4096;

  private TextParts() {}

  static List<String> of(String text) {
    List<String> parts = new ArrayList<>();
    String rest = text.strip();
    while (rest.length() > LONGEST) {
      int end = end(rest);
      parts.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    parts.add(rest);
    return parts;
  }

  private static int end(String rest) {
    for (String pause : List.of("\n\n", "\n", " ")) {
      int end = rest.lastIndexOf(pause, LONGEST);
      // A paragraph that ends early is no reason for a message of three words.
      if (end > LONGEST / 2) {
        return end;
      }
    }
    return Character.isHighSurrogate(rest.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
  }
}
