package ru.medchat.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must not be named, and where it may be all the same.
 *
 * @param reason for the operator
 * @param exceptions around a phrase found; then it is harmless
 */
record Rule(Finding.Kind kind, String reason, List<Phrase> phrases, List<Excuse> exceptions) {

  private static final Set<String> FIELDS = Set.of("kind", "reason", "phrases", "except");

  /**
   * Words around a phrase, written with {@code @} in the phrase's place.
   *
   * @param before none, or one phrase
   */
  record Excuse(List<Phrase> before, List<Phrase> after) {

    boolean excuses(List<Token> text, int from, int to) {
      return before.stream()
              .allMatch(
                  words -> !text.get(from).opens() && words.standsAt(text, from - words.length()))
          && after.stream()
              .allMatch(
                  words -> to < text.size() && !text.get(to).opens() && words.standsAt(text, to));
    }

    private static Excuse of(String written) {
      String[] sides = (" " + written + " ").split(" @ ", -1);
      if (sides.length != 2 || (sides[0].isBlank() && sides[1].isBlank())) {
        throw new IllegalArgumentException(
            "в исключении «%s» нужен один знак @ на месте фразы и слова рядом с ним"
                .formatted(written));
      }
      return new Excuse(side(sides[0]), side(sides[1]));
    }

    private static List<Phrase> side(String words) {
      return words.isBlank() ? List.of() : List.of(Phrase.beside(words));
    }
  }

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException with words for a manager
   */
  static Rule of(Object tree) {
    if (!(tree instanceof Map<?, ?> fields)) {
      throw new IllegalArgumentException("ожидались поля kind, reason, phrases");
    }
    for (Object name : fields.keySet()) {
      if (!(name instanceof String field && FIELDS.contains(field))) {
        throw new IllegalArgumentException(
            "непонятное поле «%s»: можно kind, reason, phrases, except".formatted(name));
      }
    }
    if (!(fields.get("reason") instanceof String reason) || reason.isBlank()) {
      throw new IllegalArgumentException("нет reason: что сказать оператору");
    }
    var phrases = texts(fields.get("phrases"), "phrases").stream().map(Phrase::of).toList();
    if (phrases.isEmpty()) {
      throw new IllegalArgumentException("список phrases пуст");
    }
    var exceptions = texts(fields.get("except"), "except").stream().map(Excuse::of).toList();
    return new Rule(kind(fields.get("kind")), reason.strip(), phrases, exceptions);
  }

  private static Finding.Kind kind(@Nullable Object written) {
    for (Finding.Kind kind : Finding.Kind.values()) {
      if (kind.name().equals(written)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "kind «%s» неизвестен: бывает DRUG, DOSE, DIAGNOSIS, ADVICE".formatted(written));
  }

  private static List<String> texts(@Nullable Object list, String field) {
    if (list == null) {
      return List.of();
    }
    if (!(list instanceof List<?> elements)) {
      throw new IllegalArgumentException(field + " - не список");
    }
    var texts = new ArrayList<String>();
    for (Object element : elements) {
      if (!(element instanceof String text) || text.isBlank()) {
        throw new IllegalArgumentException(
            "в списке %s стоит «%s», а нужны слова".formatted(field, element));
      }
      texts.add(text);
    }
    return texts;
  }
}
