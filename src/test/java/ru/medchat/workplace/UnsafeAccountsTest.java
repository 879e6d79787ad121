package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ru.medchat.testing.RunningProduct;

class UnsafeAccountsTest extends WorkplaceTest {

  @Test
  void production_starts_neither_with_a_weak_password_nor_with_the_accounts_of_the_sandbox()
      throws IOException {
    var log = Path.of("target", "unsafe-accounts.log");
    Files.deleteIfExists(log);
    var settings =
        Map.of(
            "medchat.sandbox.enabled", "false",
            "spring.datasource.url", DATABASE,
            "spring.datasource.username", "postgres",
            "medchat.telegram.token", "1:tests",
            "medchat.telegram.updates", "off",
            "medchat.telegram.api-url", "http://127.0.0.1:9",
            "spring.mail.host", "localhost",
            "camunda.bpm.job-execution.enabled", "false",
            "medchat.admin-password", "admin2026!");

    assertThatThrownBy(() -> RunningProduct.start(settings, log).close())
        .hasMessageStartingWith("The product did not start");

    assertThat(Files.readAllLines(log).stream().filter(line -> line.startsWith("Medchat can't")))
        .singleElement()
        .asString()
        .contains("MEDCHAT_ADMIN_PASSWORD is weak")
        .containsPattern("its database has 1\\d\\d demo accounts of the sandbox, such as admin\\.");
  }
}
