package ru.medchat.appeal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Finds personal data in what people write, by the rules of {@code personal-data.yaml}. It is
 * masked better once too often than too seldom; pointed out, where an operator has to be able to
 * rely on it.
 */
@Component
public class PersonalData {

  private static final String NAME = "[имя]";

  /** Shorter parts of a name are initials, or no name at all. */
  private static final int SHORTEST_NAME = 3;

  /** Names are inflected: in longer ones the last letters are free. */
  private static final int STEADY_LETTERS = 4;

  /** As far back as a word can explain whose a number is. */
  private static final int NEARBY = 80;

  private final List<Rule> rules;

  PersonalData(
      ResourceLoader resources, ObjectMapper json, @Value("${medchat.processes}") String folder) {
    Resource file = resources.getResource(folder + "/personal-data.yaml");
    try (InputStream in = file.getInputStream()) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      rules = List.of(json.convertValue(tree, Rule[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The rules for personal data could not be read: " + file.getDescription(), e);
    }
  }

  /**
   * A place in a text.
   *
   * @param reason what it is, in words for the operator
   * @param quote the place as it stands in the text
   * @param start where it begins, in UTF-16 units
   */
  public record Found(String reason, String quote, int start) {

    private boolean overlaps(Found other) {
      return start < other.start + other.quote.length() && other.start < start + quote.length();
    }

    /** What stays of it when it is written in another way, or inflected. */
    private String core() {
      String digits = quote.replaceAll("\\D", "");
      return digits.length() >= SHORTEST_NAME
          ? digits.substring(Math.max(0, digits.length() - 10))
          : Stream.of(quote.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1))
              .filter(word -> word.length() >= SHORTEST_NAME)
              .map(word -> word.substring(0, Math.min(STEADY_LETTERS, word.length())))
              .sorted()
              .collect(Collectors.joining(" "));
    }
  }

  /** In which replies a place counts. */
  private enum InReply {
    ALWAYS,
    /** When the resident has written it: else it is an address or a number of the organisation. */
    REPEATED,
    /** When a person is named, who would be known as a patient by it. */
    NAMED,
    /** Always, as a reply tells of the author of the message it stands under; in that never. */
    ABOUT_AUTHOR;

    /** Whether such a place means something in what a resident writes. */
    boolean inResidentsWords() {
      return this == ALWAYS || this == REPEATED;
    }
  }

  /**
   * A rule of the file.
   *
   * @param shows what stands in the place of what is found; null when it is not masked
   * @param found what it is, in words; null when it is masked only
   * @param ours what stands in front of it when it is nothing of the resident's; null for nothing
   * @param inReply null for always
   */
  private record Rule(
      @Nullable String shows,
      Pattern pattern,
      @Nullable String found,
      @Nullable Pattern ours,
      @Nullable Check check,
      @Nullable InReply inReply) {

    InReply counts() {
      return inReply == null ? InReply.ALWAYS : inReply;
    }

    boolean names() {
      return shows != null && shows.endsWith(NAME);
    }

    List<Found> in(String text) {
      var places = new ArrayList<Found>();
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        String quote = matcher.group();
        if ((check == null || check.holds(quote)) && !isOurs(text, beginningOf(matcher))) {
          places.add(new Found(found == null ? "" : found, quote, matcher.start()));
        }
      }
      return places;
    }

    /** Where it really begins: what masking keeps in front of it only leads to it. */
    private static int beginningOf(Matcher matcher) {
      return matcher.groupCount() == 0 || matcher.start(1) != matcher.start()
          ? matcher.start()
          : matcher.end(1);
    }

    private boolean isOurs(String text, int start) {
      return ours != null
          && ours.matcher(text.substring(Math.max(0, start - NEARBY), start)).find();
    }
  }

  /** What a number has to be besides looking like one. */
  private enum Check {
    SNILS {
      @Override
      boolean holds(String quote) {
        String digits = quote.replaceAll("\\D", "");
        int sum = 0;
        for (int i = 0; i < 9; i++) {
          sum += (digits.charAt(i) - '0') * (9 - i);
        }
        return sum % 101 % 100 == Integer.parseInt(digits.substring(9));
      }
    };

    abstract boolean holds(String quote);
  }

  /**
   * A text with everything personal replaced.
   *
   * @param name the resident's, as the messenger shows it
   */
  public String masked(String text, String name) {
    String masked = text;
    for (Rule rule : rules) {
      if (rule.shows() != null) {
        masked = rule.pattern().matcher(masked).replaceAll(rule.shows());
      }
    }
    for (String part : name.split("[^\\p{L}\\p{N}]+", -1)) {
      if (part.length() >= SHORTEST_NAME && !part.equalsIgnoreCase("житель")) {
        masked = inflected(part).matcher(masked).replaceAll(NAME);
      }
    }
    return masked;
  }

  /** The places in a resident's words that are personal data, in order. */
  public List<Found> in(String text) {
    return apart(
        rules.stream()
            .filter(rule -> rule.found() != null && rule.counts().inResidentsWords())
            .flatMap(rule -> rule.in(text).stream()));
  }

  /**
   * The places in an answer that not everybody may read, in order.
   *
   * @param residentsWords what it answers
   */
  public List<Found> inReply(String text, String residentsWords) {
    Set<String> theirs = in(residentsWords).stream().map(Found::core).collect(Collectors.toSet());
    boolean named = rules.stream().filter(Rule::names).anyMatch(rule -> !rule.in(text).isEmpty());
    return apart(
        rules.stream()
            .filter(rule -> rule.found() != null)
            .filter(rule -> named || rule.counts() != InReply.NAMED)
            .flatMap(
                rule ->
                    rule.in(text).stream()
                        .filter(
                            place ->
                                rule.counts() != InReply.REPEATED
                                    || theirs.contains(place.core()))));
  }

  /** Of places that overlap, that of the earlier rule says it best. */
  private static List<Found> apart(Stream<Found> places) {
    var apart = new ArrayList<Found>();
    places.filter(place -> apart.stream().noneMatch(place::overlaps)).forEach(apart::add);
    apart.sort(Comparator.comparingInt(Found::start));
    return List.copyOf(apart);
  }

  private static Pattern inflected(String name) {
    String steady = name.length() > STEADY_LETTERS ? name.substring(0, name.length() - 1) : name;
    return Pattern.compile(
        "(?iu)(?<![\\p{L}\\p{N}])" + Pattern.quote(steady) + "\\p{L}{0,3}(?![\\p{L}\\p{N}])");
  }
}
