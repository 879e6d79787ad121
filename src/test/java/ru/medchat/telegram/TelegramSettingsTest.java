package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TelegramSettingsTest {

  @Test
  void without_a_token_the_start_stops_with_one_clear_line(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                new SpringApplicationBuilder(OnlySettings.class)
                    .web(WebApplicationType.NONE)
                    .run("--medchat.sandbox.enabled=false", "--medchat.telegram.token="))
        .isNotNull();

    assertThat(output)
        .contains("No bot to speak with: set TELEGRAM_BOT_TOKEN (medchat.telegram.token).")
        .doesNotContain("\tat ");
  }

  @Test
  void a_webhook_needs_a_public_address_and_a_secret_that_telegram_takes() {
    assertThatThrownBy(() -> webhook(null, "s3cret_-"))
        .hasMessageContaining("TELEGRAM_WEBHOOK_URL");
    assertThatThrownBy(() -> webhook("http://medchat.example.org/telegram/webhook", "s3cret_-"))
        .hasMessageContaining("public https address");
    for (String unsafe : List.of("", "two words", "слово", "a".repeat(257))) {
      assertThatThrownBy(() -> webhook("https://medchat.example.org/telegram/webhook", unsafe))
          .hasMessageContaining("TELEGRAM_WEBHOOK_SECRET")
          .hasMessageNotContaining("two words");
    }
    assertThat(webhook("https://medchat.example.org/telegram/webhook", "s3cret_-").toString())
        .doesNotContain("s3cret");
    assertThat(webhook("http://127.0.0.1:8080/telegram/webhook", "a").webhookSecret())
        .isEqualTo("a");
  }

  private static TelegramSettings webhook(@Nullable String url, String secret) {
    return new TelegramSettings(
        "4242:token",
        URI.create("http://localhost:8081"),
        TelegramSettings.Updates.WEBHOOK,
        Duration.ofSeconds(15),
        url == null ? null : URI.create(url),
        secret);
  }

  @Test
  void the_token_names_the_bot_and_is_never_shown() {
    var settings =
        new TelegramSettings(
            "4242:secret",
            URI.create("http://localhost:8081"),
            TelegramSettings.Updates.OFF,
            Duration.ofSeconds(15));

    assertThat(settings.botId()).isEqualTo(4242);
    assertThat(settings.url().getPort()).isEqualTo(8081);
    assertThat(settings.toString()).contains("4242").doesNotContain("secret");
  }

  @Test
  void an_address_with_a_path_is_refused_because_the_client_would_drop_it() {
    assertThatThrownBy(
            () ->
                new TelegramSettings(
                    "4242:secret",
                    URI.create("https://example.org/telegram"),
                    TelegramSettings.Updates.OFF,
                    Duration.ofSeconds(15)))
        .hasMessageContaining("TELEGRAM_API_URL")
        .hasMessageNotContaining("secret");
  }

  @EnableConfigurationProperties(TelegramSettings.class)
  static class OnlySettings {}
}
