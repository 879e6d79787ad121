package ru.medchat.appeal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Finds personal data in what people write, by the rules of {@code personal-data.yaml}; better once
 * too often than too seldom.
 */
@Component
public class PersonalData {

  private static final String NAME = "[имя]";

  /** Shorter parts of a name are initials, or no name at all. */
  private static final int SHORTEST_NAME = 3;

  /** Names are inflected: in longer ones the last letters are free. */
  private static final int STEADY_LETTERS = 4;

  private final List<Compiled> rules;

  PersonalData(
      ResourceLoader resources, ObjectMapper json, @Value("${medchat.processes}") String folder) {
    Resource file = resources.getResource(folder + "/personal-data.yaml");
    try (InputStream in = file.getInputStream()) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      rules =
          Stream.of(json.convertValue(tree, Rule[].class))
              .map(rule -> new Compiled(Pattern.compile(rule.pattern()), rule.shows()))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The rules for personal data could not be read: " + file.getDescription(), e);
    }
  }

  /** What stands in the place of what a pattern finds. */
  private record Rule(String shows, String pattern) {}

  private record Compiled(Pattern pattern, String shows) {}

  /**
   * A text with everything personal replaced.
   *
   * @param name the resident's, as the messenger shows it
   */
  public String masked(String text, String name) {
    String masked = text;
    for (Compiled rule : rules) {
      masked = rule.pattern().matcher(masked).replaceAll(rule.shows());
    }
    for (String part : name.split("[^\\p{L}\\p{N}]+", -1)) {
      if (part.length() >= SHORTEST_NAME && !part.equalsIgnoreCase("житель")) {
        masked = inflected(part).matcher(masked).replaceAll(NAME);
      }
    }
    return masked;
  }

  private static Pattern inflected(String name) {
    String steady = name.length() > STEADY_LETTERS ? name.substring(0, name.length() - 1) : name;
    return Pattern.compile(
        "(?iu)(?<![\\p{L}\\p{N}])" + Pattern.quote(steady) + "\\p{L}{0,3}(?![\\p{L}\\p{N}])");
  }
}
