package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our translation of what Camunda's webapps say, against the English they come with. */
class LocalesTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
  private static final Pattern LETTER = Pattern.compile("[A-Za-z]");
  private static final Pattern RUSSIAN_LETTER = Pattern.compile("[А-Яа-яЁё]");

  /** The banner about the end of the engine's edition is gone. */
  private static final Set<String> SILENT = Set.of("BANNER_CE_EOL_TEXT");

  @ParameterizedTest
  @ValueSource(strings = {"tasklist", "welcome"})
  void every_label_has_a_translation_and_none_is_left_over(String app) throws IOException {
    assertThat(labels(app, "ru").keySet())
        .containsExactlyInAnyOrderElementsOf(labels(app, "en").keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasklist", "welcome"})
  void what_is_filled_in_is_kept(String app) throws IOException {
    var english = labels(app, "en");
    labels(app, "ru")
        .forEach(
            (key, text) ->
                assertThat(placeholders(text))
                    .as(key)
                    .isEqualTo(placeholders(Objects.requireNonNull(english.get(key)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasklist", "welcome"})
  void what_has_words_in_english_has_words_in_russian(String app) throws IOException {
    var english = labels(app, "en");
    labels(app, "ru")
        .forEach(
            (key, text) -> {
              if (LETTER.matcher(Objects.requireNonNull(english.get(key))).find()
                  && !SILENT.contains(key)) {
                assertThat(text).as(key).containsPattern(RUSSIAN_LETTER);
              }
            });
  }

  private static List<String> placeholders(String text) {
    return PLACEHOLDER.matcher(text).results().map(MatchResult::group).sorted().toList();
  }

  private static Map<String, String> labels(String app, String language) throws IOException {
    String file =
        "/META-INF/resources/webjars/camunda/app/%s/locales/%s.json".formatted(app, language);
    try (var in = LocalesTest.class.getResourceAsStream(file)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      JsonNode labels = new ObjectMapper().readTree(text.replace("\uFEFF", "")).get("labels");
      var all = new TreeMap<String, String>();
      labels.properties().forEach(label -> all.put(label.getKey(), label.getValue().asText()));
      return all;
    }
  }
}
