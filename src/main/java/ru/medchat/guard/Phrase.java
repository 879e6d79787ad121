package ru.medchat.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Words that stand one after another in one sentence.
 *
 * @param places what may stand at each place, one of them
 */
record Phrase(List<List<Phrase.Word>> places) {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\d]+[~*]?");

  /** What a Russian noun, adjective or verb may end with behind its stem. */
  private static final Set<String> ENDINGS =
      Set.of(
          ("- а у ы о е и я ю ь й ом ем ой ей ою ею ов ев ам ям ами ями ах ях ью ья ье ьи ия ие ии ию"
                  + " ием ией иям иями иях ий иев ый ая ое ые ого ому ым ыми ых ую яя ее его ему им"
                  + " ими их юю")
              .replace("-", "")
              .split(" "));

  private static final Set<String> NUMBER_WORDS =
      Set.of(
          ("один одна одно одну одной одному два две двум двух три трем трех четыре пять шесть семь"
                  + " восемь девять десять полтора полторы пол половина половину половинку половинке"
                  + " четверть четвертинку")
              .split(" "));

  /** What a single word of the text is compared with. */
  record Word(Mode mode, String text) {

    boolean matches(Token token) {
      return switch (mode) {
        case EXACT -> token.text().equals(text);
        case STEM ->
            token.type() == Token.Type.WORD
                && token.text().startsWith(text)
                && ENDINGS.contains(token.text().substring(text.length()));
        case BEGINNING -> token.type() == Token.Type.WORD && token.text().startsWith(text);
        case NUMBER ->
            (token.type() == Token.Type.NUMBER && token.text().indexOf(':') < 0)
                || NUMBER_WORDS.contains(token.text());
        case CODE -> token.type() == Token.Type.CODE;
        case FULL_CODE -> token.type() == Token.Type.CODE && token.text().indexOf('.') > 0;
        case ANY -> true;
      };
    }
  }

  enum Mode {
    EXACT,
    /** {@code инсулин~}: the stem and an ending. */
    STEM,
    /** {@code антибиот*}: whatever follows. */
    BEGINNING,
    /** {@code #}: a number in digits or in a word, no time of day. */
    NUMBER,
    /** {@code J00}: any code of diseases. */
    CODE,
    /** {@code J00.0}: a code with its dot, which is hardly ever anything else. */
    FULL_CODE,
    /** {@code _}: any one word. */
    ANY
  }

  /**
   * Reads a phrase.
   *
   * @throws IllegalArgumentException with words for a manager
   */
  static Phrase of(String written) {
    var phrase = beside(written);
    if (phrase.length() == 1 && phrase.first().stream().anyMatch(Phrase::isTooWide)) {
      throw new IllegalArgumentException(
          "фраза «%s» найдётся почти везде: дайте ей больше букв или второе слово"
              .formatted(written));
    }
    return phrase;
  }

  /** Reads words that are only looked for beside a phrase, where even the shortest tells. */
  static Phrase beside(String written) {
    var places = new ArrayList<List<Word>>();
    for (String place : written.strip().split("\\s+", -1)) {
      var words = new ArrayList<Word>();
      for (String word : place.split("\\|", -1)) {
        words.add(word(word, written));
      }
      places.add(List.copyOf(words));
    }
    return new Phrase(List.copyOf(places));
  }

  List<Word> first() {
    return places.get(0);
  }

  int length() {
    return places.size();
  }

  /** Whether the phrase stands in a text from a place on. */
  boolean standsAt(List<Token> text, int from) {
    if (from < 0 || from + places.size() > text.size()) {
      return false;
    }
    for (int i = 0; i < places.size(); i++) {
      var token = text.get(from + i);
      if ((i > 0 && token.opens()) || places.get(i).stream().noneMatch(w -> w.matches(token))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTooWide(Word word) {
    return switch (word.mode()) {
      case EXACT, STEM, BEGINNING -> word.text().length() < 3;
      case NUMBER, ANY, CODE -> true;
      case FULL_CODE -> false;
    };
  }

  private static Word word(String written, String phrase) {
    return switch (written) {
      case "#" -> new Word(Mode.NUMBER, "");
      case "_" -> new Word(Mode.ANY, "");
      case "J00" -> new Word(Mode.CODE, "");
      case "J00.0" -> new Word(Mode.FULL_CODE, "");
      default -> spelled(written, phrase);
    };
  }

  private static Word spelled(String written, String phrase) {
    if (!WORD.matcher(written).matches()) {
      throw new IllegalArgumentException(
          "во фразе «%s» непонятно слово «%s»: можно буквы, в конце ~ или *, либо # _ J00 J00.0"
              .formatted(phrase, written));
    }
    char last = written.charAt(written.length() - 1);
    String bare = last == '~' || last == '*' ? written.substring(0, written.length() - 1) : written;
    var folded = Token.of(bare);
    if (folded.size() != 1) {
      throw new IllegalArgumentException(
          "во фразе «%s» разделите «%s» пробелами: буквы и цифры - разные слова"
              .formatted(phrase, written));
    }
    Mode mode = last == '~' ? Mode.STEM : last == '*' ? Mode.BEGINNING : Mode.EXACT;
    return new Word(mode, folded.get(0).text());
  }
}
