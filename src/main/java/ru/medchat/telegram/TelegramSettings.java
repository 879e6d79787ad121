package ru.medchat.telegram;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.telegram.telegrambots.meta.TelegramUrl;

/**
 * How we reach Telegram.
 *
 * @param token of the bot, as BotFather gives it
 * @param apiUrl scheme, host and port of the Bot API
 * @param updates how they come in
 * @param lease how long a node that fell silent keeps the others from polling
 * @param webhookUrl where Telegram brings updates to; of use with a webhook only, null without
 * @param webhookSecret what Telegram proves itself with there; empty without a webhook
 */
@ConfigurationProperties("medchat.telegram")
record TelegramSettings(
    @DefaultValue("") String token,
    @DefaultValue("https://api.telegram.org") URI apiUrl,
    @DefaultValue("polling") Updates updates,
    @DefaultValue("15s") Duration lease,
    @Nullable URI webhookUrl,
    @DefaultValue("") String webhookSecret) {

  enum Updates {
    POLLING,
    WEBHOOK,
    OFF
  }

  @ConstructorBinding
  TelegramSettings {
    if (token.isBlank()) {
      throw new Unusable("No bot to speak with: set TELEGRAM_BOT_TOKEN (medchat.telegram.token).");
    }
    if (!token.matches("[0-9]{1,18}:\\S+")) {
      throw new Unusable(
          "TELEGRAM_BOT_TOKEN (medchat.telegram.token) is no token of a bot:"
              + " it must look like 123456:ABC.");
    }
    if (apiUrl.getHost() == null || !apiUrl.getPath().matches("/?")) {
      throw new Unusable(
          "TELEGRAM_API_URL (medchat.telegram.api-url) must be scheme, host and port only,"
              + " but is "
              + apiUrl);
    }
    if (updates == Updates.WEBHOOK) {
      if (!isReachable(webhookUrl)) {
        throw new Unusable(
            "TELEGRAM_WEBHOOK_URL (medchat.telegram.webhook-url) must be the public https address"
                + " of this product, as in https://medchat.example.org"
                + WebhookEndpoint.PATH
                + ".");
      }
      if (!webhookSecret.matches("[A-Za-z0-9_-]{1,256}")) {
        throw new Unusable(
            "TELEGRAM_WEBHOOK_SECRET (medchat.telegram.webhook-secret) must be 1 to 256 of A-Z, a-z,"
                + " 0-9, _ and -.");
      }
    }
  }

  /** Without a webhook. */
  TelegramSettings(String token, URI apiUrl, Updates updates, Duration lease) {
    this(token, apiUrl, updates, lease, null, "");
  }

  /** Telegram brings updates over https only; the double on this machine needs none. */
  private static boolean isReachable(@Nullable URI url) {
    if (url == null || url.getHost() == null) {
      return false;
    }
    return "https".equals(url.getScheme())
        || ("http".equals(url.getScheme())
            && List.of("localhost", "127.0.0.1", "[::1]").contains(url.getHost()));
  }

  long botId() {
    return Long.parseLong(token.substring(0, token.indexOf(':')));
  }

  TelegramUrl url() {
    return new TelegramUrl(apiUrl.getScheme(), apiUrl.getHost(), port(), false);
  }

  int port() {
    if (apiUrl.getPort() >= 0) {
      return apiUrl.getPort();
    }
    return "http".equals(apiUrl.getScheme()) ? 80 : 443;
  }

  /** Without the token: whoever reads a log must not become the bot. */
  @Override
  public String toString() {
    return "TelegramSettings[bot=" + botId() + ", apiUrl=" + apiUrl + ", updates=" + updates + "]";
  }

  /** The product can't start with these settings. */
  static class Unusable extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  /** Tells it in one line instead of a stack trace; before Boot's own words about binding. */
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static class UnusableAnalyzer extends AbstractFailureAnalyzer<Unusable> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, Unusable cause) {
      return new FailureAnalysis(cause.getMessage(), null, cause);
    }
  }
}
