package ru.medchat.appeal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What appeals are about, and what sounds like an emergency, as {@code categories.yaml} lists it.
 */
@Component
public class Categories {

  /** No subject of an appeal, but a sign that somebody must be called right now. */
  private static final String EMERGENCY = "EMERGENCY";

  private final List<Category> all;

  Categories(
      ResourceLoader resources, ObjectMapper json, @Value("${medchat.processes}") String folder) {
    Resource file = resources.getResource(folder + "/categories.yaml");
    try (InputStream in = file.getInputStream()) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      all = List.of(json.convertValue(tree, Category[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The categories could not be read: " + file.getDescription(), e);
    }
  }

  /**
   * A category.
   *
   * @param norm how soon such a wish has to be met, in words; null where no rule says so
   * @param words beginnings of words that speak for it, in lower case
   */
  public record Category(String code, String name, @Nullable String norm, List<String> words) {

    public Category {
      words = List.copyOf(words);
    }
  }

  /** What an operator may say an appeal is about, as it is listed. */
  public List<Category> toChoose() {
    return all.stream().filter(category -> !category.code().equals(EMERGENCY)).toList();
  }

  public Optional<Category> find(String code) {
    return all.stream().filter(category -> category.code().equals(code)).findFirst();
  }

  /** The category most of whose words stand in a text; of equals, the one listed first. */
  public Optional<Category> suggest(String text) {
    String folded = folded(text);
    return toChoose().stream()
        .filter(category -> hits(category, folded) > 0)
        .max(
            Comparator.<Category>comparingLong(category -> hits(category, folded))
                .thenComparing(category -> -all.indexOf(category)));
  }

  /** Whether a text sounds like an emergency; better once too often than too seldom. */
  public boolean isEmergency(String text) {
    String folded = folded(text);
    return find(EMERGENCY).filter(words -> hits(words, folded) > 0).isPresent();
  }

  private static String folded(String text) {
    return " "
        + text.toLowerCase(Locale.ROOT).replace('ё', 'е').replaceAll("[^\\p{L}\\p{N}-]+", " ");
  }

  private static long hits(Category category, String folded) {
    return category.words().stream().filter(word -> folded.contains(" " + word)).count();
  }
}
