package ru.medchat.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.DefaultResourceLoader;

class TextsTest {

  private final Texts texts = new Texts(new DefaultResourceLoader(), "file:processes");

  @Test
  void a_placeholder_is_filled_in_as_it_is() {
    assertThat(texts.text("status.closed", Map.of("number", "$1\\n{x}")))
        .startsWith("Обращение № $1\\n{x}: закрыто.");
  }

  @Test
  void a_missing_text_and_an_unknown_placeholder_are_named() {
    assertThatThrownBy(() -> texts.text("no.such")).hasMessageContaining("no.such");
    assertThatThrownBy(() -> texts.text("status.closed")).hasMessageContaining("{number}");
  }

  @Test
  void a_moment_is_told_in_local_time_and_in_words() {
    var moment = Instant.parse("2026-11-05T06:30:00Z");

    assertThat(Moments.inWords(moment, ZoneId.of("Europe/Moscow")))
        .isEqualTo("09:30, четверг, 5 ноября");
    assertThat(Moments.inWords(moment, ZoneId.of("Asia/Yekaterinburg")))
        .isEqualTo("11:30, четверг, 5 ноября");
  }
}
