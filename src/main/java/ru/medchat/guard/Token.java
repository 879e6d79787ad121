package ru.medchat.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A word, a number or a code of the classification of diseases in a text.
 *
 * @param text folded: in lower case, «е» for «ё», without accents and invisible signs
 * @param start where it begins in the text as it was, in UTF-16 units
 * @param end behind its last sign
 * @param opens whether it opens a sentence or a line, so that no phrase leads up to it
 */
record Token(Type type, String text, int start, int end, boolean opens) {

  enum Type {
    WORD,
    NUMBER,
    /** A letter and two digits, such as {@code j06.9}, or {@code j06} without the dot. */
    CODE
  }

  private static final Pattern DIGITS_OF_CODE = Pattern.compile("\\d\\d(\\.\\d)?");

  /** Letters that look alike; people mix them up, and some do it on purpose. */
  private static final String LATIN = "abcehkmoptxy";

  private static final String CYRILLIC = "авсенкмортху";

  /** All of a text, in order; takes time linear in it. */
  static List<Token> of(String text) {
    var tokens = new ArrayList<Token>();
    boolean opens = true;
    int at = 0;
    while (at < text.length()) {
      char sign = text.charAt(at);
      int end = at + 1;
      if (Character.isLetter(sign)) {
        end = endOfWord(text, at);
        boolean sentence = opens || (Character.isUpperCase(sign) && endsSentence(text, at));
        tokens.add(new Token(Type.WORD, folded(text, at, end), at, end, sentence));
        opens = false;
      } else if (isDigit(sign)) {
        end = endOfNumber(text, at);
        tokens.add(new Token(Type.NUMBER, text.substring(at, end), at, end, opens));
        opens = false;
        joinCode(tokens);
      } else if (sign == '\n' || sign == ';' || sign == '!' || sign == '?') {
        opens = true;
      }
      at = end;
    }
    return tokens;
  }

  /** Of a full stop only what follows tells whether it ends a sentence: «3 р. в день». */
  private static boolean endsSentence(String text, int at) {
    int before = at - 1;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
      before--;
    }
    return before >= 0 && before < at - 1 && text.charAt(before) == '.';
  }

  private static int endOfWord(String text, int from) {
    int end = from;
    while (end < text.length()
        && (Character.isLetter(text.charAt(end)) || isInvisible(text.charAt(end)))) {
      end++;
    }
    return end;
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length()
        && (isDigit(text.charAt(end))
            || (".,:/".indexOf(text.charAt(end)) >= 0
                && end + 1 < text.length()
                && isDigit(text.charAt(end + 1))))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char sign) {
    return sign >= '0' && sign <= '9';
  }

  private static boolean isInvisible(char sign) {
    return Character.getType(sign) == Character.NON_SPACING_MARK
        || Character.getType(sign) == Character.FORMAT;
  }

  private static String folded(String text, int from, int to) {
    var word = new StringBuilder(to - from);
    boolean cyrillic = false;
    for (int at = from; at < to; at++) {
      char sign = Character.toLowerCase(text.charAt(at));
      if (sign == '\u0306' && !word.isEmpty() && word.charAt(word.length() - 1) == 'и') {
        word.setCharAt(word.length() - 1, 'й');
      } else if (!isInvisible(sign)) {
        word.append(sign == 'ё' ? 'е' : sign);
        cyrillic |= Character.UnicodeScript.of(sign) == Character.UnicodeScript.CYRILLIC;
      }
    }
    if (cyrillic && word.length() > 1) {
      for (int at = 0; at < word.length(); at++) {
        int alike = LATIN.indexOf(word.charAt(at));
        if (alike >= 0) {
          word.setCharAt(at, CYRILLIC.charAt(alike));
        }
      }
    }
    return word.toString();
  }

  /** Makes one of a letter and the digits right behind it, where that could be a code. */
  private static void joinCode(List<Token> tokens) {
    if (tokens.size() < 2) {
      return;
    }
    var digits = tokens.get(tokens.size() - 1);
    var letter = tokens.get(tokens.size() - 2);
    if (letter.type == Type.WORD
        && letter.text.length() == 1
        && letter.end == digits.start
        && DIGITS_OF_CODE.matcher(digits.text).matches()) {
      int alike = CYRILLIC.indexOf(letter.text);
      char latin = alike < 0 ? letter.text.charAt(0) : LATIN.charAt(alike);
      if (latin >= 'a' && latin <= 'z') {
        tokens.remove(tokens.size() - 1);
        tokens.set(
            tokens.size() - 1,
            new Token(Type.CODE, latin + digits.text, letter.start, digits.end, letter.opens));
      }
    }
  }
}
