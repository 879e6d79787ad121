package ru.medchat.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ru.medchat.appeal.PassedMessages.Reason;
import ru.medchat.intake.Intake;

class ReasonsTest {

  private static final Pattern PASSED_OVER =
      Pattern.compile(
          "(?:Fate\\.ignored|Meaning\\.Nothing|inbox\\.ignored)\\(\\s*(?:\\w+,\\s*)?"
              + "(\"[^\"]*\"(?:\\s*\\+\\s*\\w+)?|[\\w.]+)");
  private static final Predicate<String> CYRILLIC = Pattern.compile("[а-яё]").asPredicate();

  @Test
  void every_reason_in_the_code_has_words_in_russian() throws IOException {
    var reasons = reasons();

    assertThat(reasons).contains("a service message", "a post of a channel", Intake.UNBOUND);
    assertThat(reasons)
        .allSatisfy(reason -> assertThat(Reasons.inWords(reason)).as(reason).matches(CYRILLIC));
    assertThat(reasons.stream().map(Reasons::inWords)).doesNotHaveDuplicates();
  }

  @Test
  void a_reason_of_an_earlier_version_is_shown_as_it_was_stored() {
    assertThat(Reasons.inWords("a dream")).isEqualTo("a dream");
  }

  private static List<String> reasons() throws IOException {
    try (var files = Files.walk(Path.of("src", "main", "java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> PASSED_OVER.matcher(read(file)).results())
          .flatMap(found -> meant(found.group(1)))
          .distinct()
          .toList();
    }
  }

  /** The reasons behind an argument; an argument of an unknown kind stands for itself. */
  private static Stream<String> meant(String argument) {
    return switch (argument) {
      case "Intake.UNBOUND" -> Stream.of(Intake.UNBOUND);
      // Handed on, from where it was found as well.
      case "fate.reason", "nothing.reason", "ignored.get" -> Stream.of();
      case "\"kept without an appeal: \" + reason" ->
          EnumSet.complementOf(EnumSet.of(Reason.NOT_AN_APPEAL)).stream()
              .map(reason -> "kept without an appeal: " + reason);
      default -> Stream.of(argument.replaceAll("^\"|\"$", ""));
    };
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
