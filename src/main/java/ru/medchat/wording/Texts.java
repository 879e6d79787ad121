package ru.medchat.wording;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/** The sentences of {@code texts_ru.properties}, with their {@code {placeholders}} filled in. */
@Component
public class Texts {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");

  private final Properties sentences = new Properties();
  private final String source;

  Texts(ResourceLoader resources, @Value("${medchat.processes}") String folder) {
    Resource file = resources.getResource(folder + "/texts_ru.properties");
    source = file.getDescription();
    try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
      sentences.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("The texts could not be read: " + source, e);
    }
  }

  /**
   * A sentence with its placeholders filled in.
   *
   * @throws IllegalArgumentException when the sentence is missing, or names a placeholder that has
   *     no value
   */
  public String text(String key, Map<String, ?> values) {
    String sentence = sentences.getProperty(key);
    if (sentence == null) {
      throw new IllegalArgumentException("No text \"" + key + "\" in " + source);
    }
    return PLACEHOLDER
        .matcher(sentence)
        .replaceAll(
            found -> {
              Object value = values.get(found.group(1));
              if (value == null) {
                throw new IllegalArgumentException(
                    "Text \"" + key + "\" names {" + found.group(1) + "}, which nobody gives it");
              }
              return Matcher.quoteReplacement(value.toString());
            });
  }

  public String text(String key) {
    return text(key, Map.of());
  }
}
