package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
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
