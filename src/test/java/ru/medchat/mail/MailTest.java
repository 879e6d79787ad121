package ru.medchat.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ru.medchat.testing.CaseTest;
import ru.medchat.testing.RunningProduct;

/** Letters that a real server receives. */
abstract class MailTest extends CaseTest {

  static final int PORT = RunningProduct.freePort();

  @Autowired Letters letters;
  @Autowired LetterSender sender;
  @Autowired LetterSettings settings;

  final GreenMail server =
      new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @DynamicPropertySource
  static void mail(DynamicPropertyRegistry properties) {
    properties.add("spring.mail.host", () -> "127.0.0.1");
    properties.add("spring.mail.port", () -> PORT);
  }

  @BeforeEach
  void nothing_is_owed() {
    jdbc.sql("delete from letter").update();
    jdbc.sql("delete from letter_setting").update();
    jdbc.sql("delete from digest").update();
  }

  @AfterEach
  void stop() {
    server.stop();
    // Other classes find the settings that organisations have at first.
    jdbc.sql("delete from letter_setting").update();
  }

  /** Sends all that is due, and shows what the server has from it. */
  List<Received> sent() {
    while (sender.sendNext()) {
      // goes on
    }
    return Stream.of(server.getReceivedMessages()).map(Received::of).toList();
  }

  String stateOfLetter() {
    return jdbc.sql("select state from letter").query(String.class).single();
  }

  /** A letter as its reader has it. */
  record Received(String id, String to, String subject, String text, String html) {

    static Received of(MimeMessage message) {
      try {
        return new Received(
            message.getMessageID(),
            message.getAllRecipients()[0].toString(),
            message.getSubject(),
            body(message, "text/plain"),
            body(message, "text/html"));
      } catch (MessagingException | IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** All of it that somebody could read. */
    String whole() {
      return subject + text + html;
    }

    private static String body(Part part, String type) throws MessagingException, IOException {
      var found = new StringBuilder();
      if (part.getContent() instanceof Multipart parts) {
        for (int i = 0; i < parts.getCount(); i++) {
          found.append(body(parts.getBodyPart(i), type));
        }
      } else if (part.isMimeType(type)) {
        found.append(part.getContent());
      }
      return found.toString();
    }
  }
}
