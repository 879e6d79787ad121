package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import ru.medchat.MedchatApplication;

@ExtendWith(OutputCaptureExtension.class)
class UnsafeAccountsTest extends WorkplaceTest {

  @Test
  void production_starts_neither_with_a_weak_password_nor_with_the_accounts_of_the_sandbox(
      CapturedOutput output) {
    assertThatThrownBy(
            () ->
                SpringApplication.run(
                        MedchatApplication.class,
                        "--medchat.sandbox.enabled=false",
                        "--server.port=0",
                        "--spring.datasource.url=" + DATABASE,
                        "--spring.datasource.username=postgres",
                        "--medchat.telegram.token=1:tests",
                        "--medchat.telegram.updates=off",
                        "--medchat.telegram.api-url=http://127.0.0.1:9",
                        "--spring.mail.host=localhost",
                        "--camunda.bpm.job-execution.enabled=false",
                        // Other tests of this JVM ask for the engine by the usual name.
                        "--camunda.bpm.process-engine-name=unsafe",
                        "--medchat.admin-password=admin2026!")
                    .close())
        .isNotNull();

    assertThat(output.getAll().lines().filter(line -> line.startsWith("Medchat can't start")))
        .singleElement()
        .asString()
        .contains("MEDCHAT_ADMIN_PASSWORD is weak")
        .containsPattern("its database has 1\\d\\d demo accounts of the sandbox, such as admin\\.");
  }
}
