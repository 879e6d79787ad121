package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextPartsTest {

  @Test
  void a_text_that_fits_is_left_as_it_is() {
    assertThat(TextParts.of("а".repeat(4096))).containsExactly("а".repeat(4096));
  }

  @Test
  void a_long_text_is_cut_between_paragraphs_if_it_can_be() {
    String first = "слово ".repeat(500).strip();
    String second = "ещё ".repeat(500).strip();

    assertThat(TextParts.of(first + "\n\n" + second)).containsExactly(first, second);
  }

  @Test
  void else_between_lines_else_between_words() {
    String line = "а".repeat(3000);
    assertThat(TextParts.of(line + "\n" + line)).containsExactly(line, line);
    assertThat(TextParts.of(line + " " + line)).containsExactly(line, line);
  }

  @Test
  void an_early_paragraph_makes_no_tiny_message() {
    String text = "Здравствуйте!\n\n" + "слово ".repeat(800).strip();

    assertThat(TextParts.of(text)).allMatch(part -> part.length() > 700).hasSize(2);
  }

  @Test
  void a_text_without_pauses_is_cut_but_no_character_in_two() {
    String text = "а" + "😀".repeat(4096);

    var parts = TextParts.of(text);

    assertThat(String.join("", parts)).isEqualTo(text);
    assertThat(parts)
        .allMatch(part -> part.length() <= TextParts.LONGEST)
        .noneMatch(part -> Character.isHighSurrogate(part.charAt(part.length() - 1)));
  }
}
