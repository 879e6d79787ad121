package ru.medchat.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import ru.medchat.appeal.Appeal;
import ru.medchat.channel.Incoming;

/** How to understand what is written in a chat, as {@code chat.yaml} says. */
@Component
class ChatRules {

  /** What may stand between words without making a difference. */
  private static final String HARMLESS = ".,!;:-–—…\"'«»„“”[])";

  private final Set<String> marks;
  private final Set<String> words;
  private final Set<String> beside;

  ChatRules(
      ResourceLoader resources, ObjectMapper json, @Value("${medchat.processes}") String folder) {
    Resource file = resources.getResource(folder + "/chat.yaml");
    try (InputStream in = file.getInputStream()) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      var rules = json.convertValue(tree, Rules.class);
      marks = rules.marks().stream().map(ChatRules::plain).collect(Collectors.toSet());
      words = tokens(rules.smallTalk().words());
      beside = tokens(rules.smallTalk().beside());
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "The rules of the chat could not be read: " + file.getDescription(), e);
    }
  }

  record Rules(List<String> marks, SmallTalk smallTalk) {

    Rules {
      Objects.requireNonNull(marks, "marks");
      Objects.requireNonNull(smallTalk, "smallTalk");
    }
  }

  record SmallTalk(List<List<String>> words, List<List<String>> beside) {

    SmallTalk {
      Objects.requireNonNull(words, "words");
      Objects.requireNonNull(beside, "beside");
    }
  }

  /** Whether one of these reactions, put by staff, makes an appeal of a message. */
  boolean mark(Collection<String> emoji) {
    return emoji.stream().map(ChatRules::plain).anyMatch(marks::contains);
  }

  /**
   * Whether a resident's message asks for nothing: thanks, a greeting, an "ok". Of a resident who
   * waits for an answer, or was asked back, every word counts.
   *
   * @param open the appeal the resident has open
   */
  boolean asksForNothing(Incoming.Message message, Optional<Appeal> open) {
    return open.filter(appeal -> appeal.state() != Appeal.State.ANSWERED).isEmpty()
        && smallTalk(message);
  }

  /** Only what consists of known words alone is; the name of who is replied to may stand beside. */
  boolean smallTalk(Incoming.Message message) {
    if (!message.attachments().isEmpty() || message.place() != null) {
      return false;
    }
    var said = tokens(message.text());
    var names = message.replyTo() == null ? Set.of() : tokens(message.replyTo().author().name());
    Predicate<String> known = words::contains;
    return said.stream().anyMatch(known)
        && said.stream().allMatch(known.or(beside::contains).or(names::contains));
  }

  private static Set<String> tokens(List<List<String>> lists) {
    return lists.stream()
        .flatMap(List::stream)
        .flatMap(each -> tokens(each).stream())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Words in lower case, and every sign that is none and not harmless by itself. */
  private static Set<String> tokens(String text) {
    var tokens = new LinkedHashSet<String>();
    var word = new StringBuilder();
    plain(text)
        .toLowerCase(Locale.ROOT)
        .replace('ё', 'е')
        .codePoints()
        .forEach(
            sign -> {
              if (Character.isLetterOrDigit(sign)) {
                word.appendCodePoint(sign);
                return;
              }
              if (!word.isEmpty()) {
                tokens.add(word.toString());
                word.setLength(0);
              }
              if (!Character.isWhitespace(sign)
                  && !Character.isSpaceChar(sign)
                  && HARMLESS.indexOf(sign) < 0) {
                tokens.add(Character.toString(sign));
              }
            });
    if (!word.isEmpty()) {
      tokens.add(word.toString());
    }
    return tokens;
  }

  /** Without what only changes the look of an emoji: its variant and the colour of its skin. */
  private static String plain(String text) {
    return text.replaceAll("[\\x{FE0E}\\x{FE0F}\\x{1F3FB}-\\x{1F3FF}]", "");
  }
}
