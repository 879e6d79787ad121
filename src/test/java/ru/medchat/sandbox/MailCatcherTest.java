package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class MailCatcherTest {

  @Test
  void a_letter_keeps_its_number_whoever_gets_the_next_one() {
    try (var catcher = MailCatcher.start(0)) {
      for (String name : List.of("novocherkassk", "azov", "ministry", "azov", "bataysk")) {
        var before = catcher.letters();

        sends(catcher, name);

        await().until(() -> catcher.letters().size() > before.size());
        assertThat(catcher.letters().subList(0, before.size())).isEqualTo(before);
        assertThat(catcher.letters().get(before.size()).to()).isEqualTo(name + "@medchat.invalid");
      }
    }
  }

  private static void sends(MailCatcher catcher, String name) {
    var sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    sender.setPort(catcher.port());
    var letter = new SimpleMailMessage();
    letter.setFrom("medchat@localhost");
    letter.setTo(name + "@medchat.invalid");
    letter.setSubject("Сводка");
    letter.setText("Здравствуйте!");
    sender.send(letter);
  }
}
