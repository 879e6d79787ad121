package ru.medchat.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ru.medchat.testing.CaseTest;

class LettersTest extends CaseTest {

  private static final int PORT = freePort();

  @Autowired private Letters letters;
  @Autowired private LetterSender sender;

  private final GreenMail server =
      new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @DynamicPropertySource
  static void mail(DynamicPropertyRegistry properties) {
    properties.add("spring.mail.port", () -> PORT);
  }

  @BeforeEach
  void nothing_is_owed() {
    jdbc.sql("delete from letter").update();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void a_letter_reaches_the_organisation_once_however_often_it_is_posted() throws Exception {
    server.start();
    post("once");
    post("once");

    assertThat(sender.sendNext()).isTrue();
    assertThat(sender.sendNext()).isFalse();

    assertThat(server.getReceivedMessages()).hasSize(1);
    MimeMessage letter = server.getReceivedMessages()[0];
    assertThat(letter.getAllRecipients()[0]).hasToString("azov@medchat.invalid");
    assertThat(letter.getSubject()).contains("61-000777");
    assertThat(GreenMailUtil.getWholeMessage(letter)).contains("UTF-8");
    assertThat((String) letter.getContent()).contains("Центральная городская больница, Азов");
  }

  @Test
  void a_letter_waits_for_a_server_that_is_down_and_goes_out_when_it_is_back() {
    post("later");

    assertThat(sender.sendNext()).isTrue();
    assertThat(stateOfLetter()).isEqualTo("NEW");
    assertThat(sender.sendNext()).as("not again at once").isFalse();

    server.start();
    jdbc.sql("update letter set next_attempt_at = now()").update();
    assertThat(sender.sendNext()).isTrue();

    assertThat(stateOfLetter()).isEqualTo("SENT");
    assertThat(server.getReceivedMessages()).hasSize(1);
  }

  @Test
  void a_letter_refused_too_often_is_given_up_with_the_reason() {
    post("never");
    jdbc.sql("update letter set attempts = 59").update();

    sender.sendNext();

    assertThat(stateOfLetter()).isEqualTo("DEAD");
    assertThat(jdbc.sql("select error from letter").query(String.class).single()).isNotBlank();
  }

  @Test
  void a_letter_posted_in_a_transaction_that_fails_was_never_owed() {
    transaction.executeWithoutResult(
        tx -> {
          letters.post("undone", "org-azov", "reminder", values());
          tx.setRollbackOnly();
        });

    assertThat(sender.sendNext()).isFalse();
  }

  private void post(String key) {
    transaction.executeWithoutResult(tx -> letters.post(key, "org-azov", "reminder", values()));
  }

  private static Map<String, String> values() {
    return Map.of(
        "number", "61-000777",
        "municipality", "Азов",
        "organisation", "Центральная городская больница, Азов",
        "until", "10:00, понедельник, 2 ноября",
        "link", "http://localhost");
  }

  private String stateOfLetter() {
    return jdbc.sql("select state from letter").query(String.class).single();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
