package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTests extends DoubleTest {

  private static final long ANNA = 1001;

  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private HttpServer bot;

  private record Delivery(String secret, String body) {

    String text() {
      return Json.parse(body).path("message").path("text").asText();
    }
  }

  @BeforeEach
  void startBot() throws IOException {
    bot = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    bot.createContext("/hook", this::take);
    bot.start();
  }

  @AfterEach
  void stopBot() {
    telegram.bot("deleteWebhook", "{}");
    bot.stop(0);
  }

  @Test
  void updates_come_to_the_address_in_order_and_with_the_secret() throws Exception {
    telegram.writes(ANNA, chat, "раз");
    setWebhook();
    telegram.writes(ANNA, chat, "два");

    var first = next();
    assertThat(first.text()).isEqualTo("раз");
    assertThat(first.secret()).isEqualTo("s3cret_-");
    assertThat(next().text()).isEqualTo("два");
  }

  @Test
  void an_update_that_is_not_taken_comes_again_before_any_other() throws Exception {
    refusals.set(2);
    setWebhook();
    telegram.writes(ANNA, chat, "раз");
    telegram.writes(ANNA, chat, "два");

    assertThat(next().text()).isEqualTo("раз");
    assertThat(next().text()).isEqualTo("раз");
    var info = telegram.bot("getWebhookInfo", "{}").path("result");
    assertThat(info.path("last_error_message").asText())
        .isEqualTo("Wrong response from the webhook: 500");
    assertThat(next().text()).isEqualTo("раз");
    assertThat(next().text()).isEqualTo("два");
  }

  @Test
  void whoever_has_a_webhook_cannot_poll() {
    var waiting = telegram.botLater("getUpdates", "{\"timeout\":30}");
    setWebhook();

    var refused = telegram.bot("getUpdates", "{}");

    assertThat(refused.path("error_code").asInt()).isEqualTo(409);
    assertThat(refused.path("description").asText())
        .isEqualTo(
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to"
                + " delete the webhook first");
    assertThat(waiting)
        .succeedsWithin(java.time.Duration.ofSeconds(5))
        .satisfies(answer -> assertThat(answer.path("error_code").asInt()).isEqualTo(409));
  }

  @Test
  void a_webhook_is_known_until_it_is_deleted_and_what_waits_can_be_dropped_with_it() {
    refusals.set(1000);
    setWebhook();
    telegram.writes(ANNA, chat, "раз");
    var info = telegram.bot("getWebhookInfo", "{}").path("result");
    assertThat(info.path("url").asText()).isEqualTo(url());
    assertThat(info.path("pending_update_count").asInt()).isEqualTo(1);

    telegram.bot("deleteWebhook", "{\"drop_pending_updates\":true}");

    assertThat(telegram.bot("getWebhookInfo", "{}").path("result").path("url").asText()).isEmpty();
    assertThat(telegram.updates("{}")).isEmpty();
  }

  @Test
  void a_webhook_outlives_a_restart_of_telegram() throws Exception {
    String database = TestDatabase.create();
    try (var first = new RunningDouble(database)) {
      first.bot("setWebhook", "{\"url\":\"%s\",\"secret_token\":\"s3cret_-\"}".formatted(url()));
    }
    try (var second = new RunningDouble(database)) {
      second.writes(ANNA, second.taganrog(), "после перерыва");

      var delivery = next();
      assertThat(delivery.text()).isEqualTo("после перерыва");
      assertThat(delivery.secret()).isEqualTo("s3cret_-");
      assertThat(second.bot("getUpdates", "{}").path("error_code").asInt()).isEqualTo(409);
      second.bot("deleteWebhook", "{}");
    }
  }

  @Test
  void an_address_or_a_secret_that_telegram_would_not_take_is_refused() {
    assertThat(
            telegram
                .bot("setWebhook", "{\"url\":\"ftp://example.org/\"}")
                .path("description")
                .asText())
        .isEqualTo("Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
    assertThat(
            telegram
                .bot("setWebhook", "{\"url\":\"%s\",\"secret_token\":\"a b\"}".formatted(url()))
                .path("description")
                .asText())
        .isEqualTo("Bad Request: secret token contains unallowed characters");
    assertThat(telegram.updates("{}")).isEmpty();
  }

  private void setWebhook() {
    var answer =
        telegram.bot(
            "setWebhook", "{\"url\":\"%s\",\"secret_token\":\"s3cret_-\"}".formatted(url()));
    assertThat(answer.path("ok").asBoolean()).isTrue();
  }

  private String url() {
    return "http://127.0.0.1:" + bot.getAddress().getPort() + "/hook";
  }

  private Delivery next() throws InterruptedException {
    var delivery = deliveries.poll(5, TimeUnit.SECONDS);
    assertThat(delivery).isNotNull();
    return delivery;
  }

  private void take(HttpExchange exchange) throws IOException {
    var secret = exchange.getRequestHeaders().getFirst("X-Telegram-Bot-Api-Secret-Token");
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    exchange.sendResponseHeaders(refused ? 500 : 200, -1);
    exchange.close();
    deliveries.add(new Delivery(secret, body));
  }
}
