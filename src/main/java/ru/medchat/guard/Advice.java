package ru.medchat.guard;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** What sounds like medical advice, as {@code advice.yaml} lists it. */
@Component
public class Advice {

  private static final String FILE = "advice.yaml";

  /** No word of a rule is longer, and nothing behind that can make a difference. */
  private static final int LONGEST_WORD = 40;

  private final Map<String, List<Entry>> byWord = new HashMap<>();
  private final Map<String, List<Entry>> byBeginning = new HashMap<>();
  private final List<Entry> byAnything = new ArrayList<>();

  Advice(ResourceLoader resources, @Value("${medchat.processes}") String folder) {
    Resource file = resources.getResource(folder + "/" + FILE);
    try (InputStream in = file.getInputStream()) {
      read(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
    } catch (FileNotFoundException e) {
      throw new BrokenRulesException(
          FILE + " не найден в папке процессов: возьмите его из поставки Медчат", e);
    } catch (IOException | YAMLException e) {
      throw new BrokenRulesException(FILE + " не читается: " + e.getMessage(), e);
    }
  }

  /** A phrase of a rule. */
  private record Entry(Rule rule, Phrase phrase) {}

  /** A phrase found in a text, from a token up to but not with another. */
  private record Hit(Entry entry, int from, int to) {}

  /** The places in a text that sound like advice, in order; empty when it may go out. */
  public List<Finding> in(String text) {
    var tokens = Token.of(text);
    var hits = new ArrayList<Hit>();
    for (int at = 0; at < tokens.size(); at++) {
      Hit longest = longestAt(tokens, at);
      if (longest != null) {
        hits.add(longest);
      }
    }
    var findings = new ArrayList<Finding>();
    var named = new HashSet<String>();
    int end = 0;
    for (Hit hit : hits) {
      int start = tokens.get(hit.from).start();
      // Inside of a place found already there is nothing new.
      if (hit.to <= end) {
        continue;
      }
      end = hit.to;
      String quote = text.substring(start, tokens.get(hit.to - 1).end());
      if (named.add(quote)) {
        findings.add(new Finding(hit.entry.rule.kind(), hit.entry.rule.reason(), quote, start));
      }
    }
    return findings;
  }

  private @Nullable Hit longestAt(List<Token> tokens, int at) {
    var token = tokens.get(at);
    var hits = new ArrayList<Hit>();
    collect(byWord.get(token.text()), tokens, at, hits);
    int longest = Math.min(token.text().length(), LONGEST_WORD);
    for (int length = 1; length <= longest; length++) {
      collect(byBeginning.get(token.text().substring(0, length)), tokens, at, hits);
    }
    collect(byAnything, tokens, at, hits);
    return hits.stream().max(Comparator.comparingInt(Hit::to)).orElse(null);
  }

  private static void collect(
      @Nullable List<Entry> entries, List<Token> tokens, int at, List<Hit> hits) {
    if (entries == null) {
      return;
    }
    for (Entry entry : entries) {
      int to = at + entry.phrase.length();
      if (entry.phrase.standsAt(tokens, at)
          && entry.rule.exceptions().stream().noneMatch(each -> each.excuses(tokens, at, to))) {
        hits.add(new Hit(entry, at, to));
      }
    }
  }

  private void read(@Nullable Object tree) {
    if (!(tree instanceof List<?> rules) || rules.isEmpty()) {
      throw new BrokenRulesException(FILE + ": ожидался список правил, а его нет");
    }
    for (int i = 0; i < rules.size(); i++) {
      try {
        var rule = Rule.of(rules.get(i));
        for (Phrase phrase : rule.phrases()) {
          enter(new Entry(rule, phrase));
        }
      } catch (IllegalArgumentException e) {
        throw new BrokenRulesException(
            "%s, правило %d: %s".formatted(FILE, i + 1, e.getMessage()), e);
      }
    }
  }

  private void enter(Entry entry) {
    for (Phrase.Word word : entry.phrase.first()) {
      switch (word.mode()) {
        case EXACT -> byWord.computeIfAbsent(word.text(), w -> new ArrayList<>()).add(entry);
        case STEM, BEGINNING ->
            byBeginning.computeIfAbsent(word.text(), w -> new ArrayList<>()).add(entry);
        case NUMBER, CODE, FULL_CODE, ANY -> byAnything.add(entry);
      }
    }
  }
}
