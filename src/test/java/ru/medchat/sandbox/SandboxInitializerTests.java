package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

@ExtendWith(OutputCaptureExtension.class)
class SandboxInitializerTests {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path folder;

  SandboxInitializerTests(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void a_product_without_settings_gets_all_it_needs_and_finds_it_again_after_a_restart()
      throws Exception {
    try (var product = MiniProduct.run("--medchat.sandbox.data=" + folder)) {
      assertThat(setting(product, "medchat.telegram.token")).isEqualTo("61000001:sandbox");
      assertThat(setting(product, "medchat.telegram.api-url"))
          .isEqualTo(setting(product, "medchat.sandbox.url"));
      assertThat(setting(product, "medchat.sandbox.database")).isEqualTo("true");
      assertThat(product.getBean(Clock.class)).isInstanceOf(SandboxClock.class);
      var jdbc = product.getBean(JdbcClient.class);
      assertThat(jdbc.sql("select count(*) from chat").query(Integer.class).single()).isEqualTo(12);
      assertThat(jdbc.sql("select name from staff").query(String.class).single())
          .isEqualTo("Ольга Сергеевна");
      post(product, "/sandbox/clock", "{\"advance\":\"P2D\"}");
      assertThat(product.getBean(Clock.class).instant())
          .isAfter(Instant.now().plus(Duration.ofHours(47)));
      letterIsCaughtAndShown(product);
    }

    try (var again = MiniProduct.run("--medchat.sandbox.data=" + folder)) {
      assertThat(((SandboxClock) again.getBean(Clock.class)).offset())
          .isEqualTo(Duration.ofDays(2));
      assertThat(get(again, "/sandbox/chats")).contains("Медчат · Таганрог");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail.example.org", ""})
  void nothing_starts_beside_a_real_database_and_telegram_not_even_for_letters(String mailHost) {
    try (var product =
        MiniProduct.run(
            database(),
            "--spring.datasource.username=medchat",
            "--spring.datasource.password=" + TestDatabase.password(),
            "--medchat.telegram.token=1:real",
            "--spring.mail.host=" + mailHost)) {
      assertThat(product.getEnvironment().containsProperty("medchat.sandbox.url")).isFalse();
      assertThat(product.getBeansOfType(Clock.class)).isEmpty();
    }
  }

  @Test
  void beside_the_real_telegram_only_the_letters_are_shown_and_the_clock_is_real()
      throws Exception {
    try (var product =
        MiniProduct.run(
            database(),
            "--spring.datasource.username=medchat",
            "--spring.datasource.password=" + TestDatabase.password(),
            "--medchat.sandbox.database=true",
            "--medchat.telegram.token=1:real")) {
      assertThat(product.getEnvironment().getProperty("medchat.telegram.api-url"))
          .isEqualTo("https://api.telegram.org");
      assertThat(product.getBeansOfType(Clock.class)).isEmpty();
      assertThat(get(product, "/sandbox/mail")).isEqualTo("[]");
      assertThat(status(product, "/sandbox/chats")).isEqualTo(404);
    }
  }

  @Test
  void a_taken_port_is_told_in_one_line_and_leaves_no_database_behind(CapturedOutput output)
      throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  MiniProduct.run(
                      "--medchat.sandbox.data=" + folder,
                      "--medchat.sandbox.port=" + taken.getLocalPort()))
          .isInstanceOf(SandboxFailed.class);

      assertThat(output)
          .contains("Порт %d, нужный песочнице, занят.".formatted(taken.getLocalPort()))
          .doesNotContain("\tat ");
    }

    EmbeddedDatabase.start(folder, TestDatabase.BINARIES).close();
  }

  private static void letterIsCaughtAndShown(ConfigurableApplicationContext product)
      throws Exception {
    var sender = new JavaMailSenderImpl();
    sender.setHost(setting(product, "spring.mail.host"));
    sender.setPort(Integer.parseInt(setting(product, "spring.mail.port")));
    var letter = sender.createMimeMessage();
    var content = new MimeMessageHelper(letter, true, "UTF-8");
    content.setFrom("medchat@example.org");
    content.setTo("priemnaya@example.org");
    content.setSubject("Обращение 61-000123 ждёт ответа");
    content.setText("Ответьте до 16:40", "<p>Ответьте <b>до 16:40</b></p>");
    sender.send(letter);

    var caught = Json.parse(get(product, "/sandbox/mail")).path(0);
    assertThat(caught.path("subject").asText()).isEqualTo("Обращение 61-000123 ждёт ответа");
    assertThat(caught.path("to").asText()).isEqualTo("priemnaya@example.org");
    assertThat(caught.path("text").asText()).isEqualTo("Ответьте до 16:40");
    assertThat(get(product, "/sandbox/mail/1/html")).contains("<b>до 16:40</b>");
    assertThat(get(product, "/mail")).contains("Письма Медчата");
  }

  private static String database() {
    return "--spring.datasource.url=" + TestDatabase.create();
  }

  private static String setting(ConfigurableApplicationContext product, String name) {
    return product.getEnvironment().getRequiredProperty(name);
  }

  private static String get(ConfigurableApplicationContext product, String path) throws Exception {
    var request = HttpRequest.newBuilder(address(product, path)).build();
    return HTTP.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8)).body();
  }

  private static int status(ConfigurableApplicationContext product, String path) throws Exception {
    var request = HttpRequest.newBuilder(address(product, path)).build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static void post(ConfigurableApplicationContext product, String path, String body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(address(product, path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
  }

  private static URI address(ConfigurableApplicationContext product, String path) {
    return URI.create(setting(product, "medchat.sandbox.url") + path);
  }
}
