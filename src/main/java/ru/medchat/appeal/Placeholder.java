package ru.medchat.appeal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an answer template leaves open, as {@code {name}}, until it is used for an appeal. */
public enum Placeholder {
  RESIDENT("имя жителя"),
  NUMBER("номер обращения"),
  ORGANISATION("организация"),
  MUNICIPALITY("муниципалитет"),
  PHONE("телефон"),
  ADDRESS("адрес"),
  CATEGORY("тема"),
  UNTIL("срок ответа");

  private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern LONE_BRACE = Pattern.compile("[{}]");

  private final String meaning;

  Placeholder(String meaning) {
    this.meaning = meaning;
  }

  /** What stands for it, in Russian. */
  public String meaning() {
    return meaning;
  }

  /** As it is written in a template, such as {@code {number}}. */
  public String written() {
    return "{" + name().toLowerCase(Locale.ROOT) + "}";
  }

  /** All of them as they are written, in one line. */
  public static String all() {
    return Stream.of(values()).map(Placeholder::written).collect(Collectors.joining(", "));
  }

  /**
   * A template with everything filled in that is known; the rest stays as a gap, such as {@code
   * [телефон]}, which the operator's form does not send.
   */
  public static String filled(String template, Map<Placeholder, String> values) {
    return BRACES
        .matcher(template)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    named(found.group(1))
                        .map(each -> values.getOrDefault(each, "[" + each.meaning + "]"))
                        .orElse(found.group())));
  }

  /** What in a template is no placeholder although it looks like one. */
  static Optional<String> unknownIn(String template) {
    var found = BRACES.matcher(template);
    while (found.find()) {
      if (named(found.group(1)).isEmpty()) {
        return Optional.of(found.group());
      }
    }
    var lone = LONE_BRACE.matcher(BRACES.matcher(template).replaceAll(""));
    return lone.find() ? Optional.of(lone.group()) : Optional.empty();
  }

  private static Optional<Placeholder> named(String name) {
    return Stream.of(values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }
}
