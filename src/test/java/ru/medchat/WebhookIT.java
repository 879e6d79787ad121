package ru.medchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import ru.medchat.testing.RunningProduct;
import ru.medchat.testing.SandboxChats;
import ru.medchat.testing.TestPostgres;

/**
 * The whole product with updates brought by Telegram's double, and what is seen of it meanwhile.
 */
class WebhookIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String SECRET = "s3cret_-of-tests";

  private final String database = TestPostgres.newDatabase();
  private final JdbcClient jdbc =
      JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;

  WebhookIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void what_telegram_brings_becomes_one_appeal_each_whatever_happens_on_the_way() throws Exception {
    try (var product = start("webhook")) {
      writesAndIsAcknowledged(product, "taganrog", 1001);
      String update = jdbc.sql("select raw from telegram_update").query(String.class).single();

      assertThat(brings(product, null, update)).isEqualTo(401);
      assertThat(brings(product, "guessed", update.replace("update_id", "x"))).isEqualTo(401);
      assertThat(brings(product, SECRET, update)).isEqualTo(200);
      assertThat(brings(product, SECRET, update)).isEqualTo(200);
      assertThat(count("telegram_update")).isOne();

      unreadableIsQuarantinedOnce(product);
      comesAgainAfterAnOutageOfTheDatabase(product, update);
      assertThat(count("appeal")).isEqualTo(2);
      figuresAreForAdministrators(product);
      anAcknowledgementOvertakesAMassMessage(product);
    }

    try (var product = start("polling")) {
      writesAndIsAcknowledged(product, "shakhty", 1004);
      assertThat(webhookInfo(product)).contains("\"url\":\"\"");
    }
    try (var product = start("webhook")) {
      writesAndIsAcknowledged(product, "bataysk", 1001);
      assertThat(webhookInfo(product)).contains("/telegram/webhook");
    }
    assertThat(count("appeal")).isEqualTo(5);
    assertThat(count("telegram_update where state = 'NEW'")).isZero();
  }

  private void unreadableIsQuarantinedOnce(RunningProduct product) throws Exception {
    assertThat(brings(product, SECRET, "{\"update_id\":7,\0")).isEqualTo(200);
    assertThat(brings(product, SECRET, "{\"update_id\":7,\0")).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> count("telegram_update where state = 'QUARANTINED'") == 1);
    assertThat(brings(product, SECRET, "x".repeat(1_100_000))).isEqualTo(413);
    assertThat(count("telegram_update")).isEqualTo(2);
  }

  private void comesAgainAfterAnOutageOfTheDatabase(RunningProduct product, String update)
      throws Exception {
    var chats = new SandboxChats(product.sandboxUrl());
    String group = chats.groupOf("azov");
    jdbc.sql("alter table telegram_update rename to away").update();
    try {
      chats.write(group, 1002, "Игорь", "Не дают рецепт");
      await().atMost(PATIENCE).until(() -> webhookInfo(product).contains("webhook: 503"));
      assertThat(brings(product, SECRET, update)).isEqualTo(503);
    } finally {
      jdbc.sql("alter table away rename to telegram_update").update();
    }
    chats.botSays(group, PATIENCE, text -> text.contains("принято"));
    assertThat(count("telegram_update where state = 'DONE'")).isEqualTo(2);
  }

  private void figuresAreForAdministrators(RunningProduct product) throws Exception {
    assertThat(asks(product, "/actuator/prometheus", null).statusCode()).isEqualTo(401);
    assertThat(asks(product, "/actuator/prometheus", "taganrog:demo").statusCode()).isEqualTo(403);
    String metrics = asks(product, "/actuator/prometheus", "admin:demo").body();
    assertThat(metrics)
        .contains("medchat_inbox_waiting 0.0", "medchat_quarantine 1.0")
        .contains("medchat_inbox_lag_seconds 0.0")
        .contains("medchat_outbox_lag_seconds{urgency=\"awaited\"} 0.0")
        .contains("medchat_outbox_possibly_twice_total 0.0")
        .contains("medchat_telegram_leads 1.0", "medchat_telegram_since_success_seconds")
        .contains("medchat_telegram_sends_total{outcome=\"sent\"} 2.0")
        .contains("medchat_telegram_persist_seconds_count", "medchat_letters_dead 0.0")
        .contains("medchat_telegram_registration_seconds_count");
    String health = asks(product, "/actuator/health", null).body();
    assertThat(health)
        .contains("\"inbox\":{\"status\":\"UP\"}", "\"outbox\":{\"status\":\"UP\"}")
        .contains("\"telegram\":{\"status\":");
  }

  /** Fifty groups, ten messages each: at Telegram's rates that takes more than a minute. */
  private void anAcknowledgementOvertakesAMassMessage(RunningProduct product) throws Exception {
    jdbc.sql(
            """
            insert into outbox (channel, chat_id, dedupe_key, bulk, body)
            select 'telegram', chat_id, 'bulk:' || chat_id || ':' || n, true,
                   jsonb_build_object('text', 'Объявление ' || n, 'buttons', '[]'::jsonb)
              from (select chat_id from chat order by municipality_id limit 50) c,
                   generate_series(1, 10) n
            """)
        .update();
    await().atMost(PATIENCE).until(() -> count("outbox where bulk and state = 'SENT'") > 60);

    long written = System.nanoTime();
    writesAndIsAcknowledged(product, "azov", 1003);

    Duration took = Duration.ofNanos(System.nanoTime() - written);
    long before = count("outbox where bulk and state = 'SENT'");
    System.out.printf("Acknowledged after %s, %d of 500 mass messages sent%n", took, before);
    assertThat(took).isLessThan(Duration.ofSeconds(20));
    assertThat(before).isLessThan(400);
  }

  private void writesAndIsAcknowledged(RunningProduct product, String place, long resident) {
    var chats = new SandboxChats(product.sandboxUrl());
    String group = chats.groupOf(place);
    long before = acknowledgements(chats, group);
    chats.write(group, resident, "Житель", "Нет талонов к терапевту");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> acknowledgements(chats, group) == before + 1);
  }

  private static long acknowledgements(SandboxChats chats, String group) {
    return chats.saidByBot(group).stream().filter(text -> text.contains("принято")).count();
  }

  private RunningProduct start(String updates) throws IOException {
    return RunningProduct.inSandbox(
        "webhook-product",
        folder,
        database,
        Map.of(
            "medchat.telegram.updates",
            updates,
            // An own lease would have to run out after a product that was killed.
            "medchat.telegram.lease",
            "2s",
            "medchat.telegram.webhook-url",
            "http://127.0.0.1:${server.port}/telegram/webhook",
            "medchat.telegram.webhook-secret",
            SECRET));
  }

  private int brings(RunningProduct product, @Nullable String secret, String update)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(product.url() + "/telegram/webhook"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(update));
    if (secret != null) {
      request.header("X-Telegram-Bot-Api-Secret-Token", secret);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private String webhookInfo(RunningProduct product) throws Exception {
    return http.send(
            HttpRequest.newBuilder(
                    URI.create(product.sandboxUrl() + "/bot61000001:sandbox/getWebhookInfo"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private HttpResponse<String> asks(RunningProduct product, String path, @Nullable String login)
      throws Exception {
    var request = HttpRequest.newBuilder(URI.create(product.url() + path));
    if (login != null) {
      String secret = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
      request.header("Authorization", "Basic " + secret);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private long count(String of) {
    return jdbc.sql("select count(*) from " + of).query(Long.class).single();
  }
}
