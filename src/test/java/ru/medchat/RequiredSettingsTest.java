package ru.medchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RequiredSettingsTest {

  @Test
  void without_the_sandbox_the_start_names_every_setting_it_lacks_in_one_line(
      CapturedOutput output) {
    assertThatThrownBy(() -> start("--medchat.sandbox.enabled=false")).isNotNull();

    assertThat(output)
        .contains(
            "Medchat can't start without SPRING_DATASOURCE_URL, TELEGRAM_BOT_TOKEN,"
                + " SPRING_MAIL_HOST, MEDCHAT_ADMIN_PASSWORD.")
        .doesNotContain("\tat ");
  }

  @Test
  void outside_the_sandbox_the_administrator_needs_a_password(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                start(
                    "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                    "--medchat.telegram.token=1:real",
                    "--spring.mail.host=mail.invalid"))
        .isNotNull();

    assertThat(output).contains("Medchat can't start without MEDCHAT_ADMIN_PASSWORD.");
  }

  @Test
  void beside_a_real_database_nothing_stands_in_for_telegram_nor_for_the_mail_server(
      CapturedOutput output) {
    assertThatThrownBy(
            () ->
                start(
                    "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                    "--medchat.admin-password=a-password-of-tests"))
        .isNotNull();

    assertThat(output)
        .contains("Medchat can't start without TELEGRAM_BOT_TOKEN, SPRING_MAIL_HOST.")
        .doesNotContain("The sandbox is at");
  }

  @Test
  void a_database_that_is_not_there_is_named(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                start(
                    "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                    "--medchat.telegram.token=1:real",
                    "--medchat.telegram.api-url=http://127.0.0.1:9",
                    "--spring.mail.host=mail.invalid",
                    "--medchat.admin-password=a-password-of-tests"))
        .isNotNull();

    assertThat(output)
        .contains("Medchat can't start without its database (SPRING_DATASOURCE_URL): Connection to")
        .contains("127.0.0.1:1 refused");
  }

  private static void start(String... arguments) {
    SpringApplication.run(MedchatApplication.class, arguments).close();
  }
}
