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
  void a_database_of_ones_own_gets_no_demo_accounts_and_keeps_none() throws IOException {
    var log = Path.of("target", "unsafe-accounts.log");
    Files.deleteIfExists(log);
    var settings =
        Map.of(
            "spring.datasource.url", DATABASE,
            "spring.datasource.username", "postgres",
            "spring.mail.host", "localhost",
            "medchat.telegram.token", "1:tests",
            "medchat.telegram.updates", "off",
            "medchat.telegram.api-url", "http://127.0.0.1:9",
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
