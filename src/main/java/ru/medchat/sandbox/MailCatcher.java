package ru.medchat.sandbox;

import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes every letter the product sends and delivers none; they are gone with the next start. */
class MailCatcher implements AutoCloseable {

  /**
   * A caught letter.
   *
   * @param id its place among the letters of this run, counted from 1
   */
  record Letter(
      int id, String from, String to, String subject, String date, String text, String html) {}

  private final GreenMail greenMail;

  /** In the order in which they came. */
  private final List<StoredMessage> known = new ArrayList<>();

  private MailCatcher(GreenMail greenMail) {
    this.greenMail = greenMail;
  }

  /** Listens on this machine only; port 0 picks a free one. */
  static MailCatcher start(int port) {
    var greenMail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    try {
      greenMail.start();
    } catch (IllegalStateException taken) {
      greenMail.stop();
      throw new SandboxFailed(
          ("Порт %d, нужный почте песочницы, занят. Освободите его или укажите другой в"
                  + " medchat.sandbox.smtp-port.")
              .formatted(port),
          taken);
    }
    return new MailCatcher(greenMail);
  }

  int port() {
    return greenMail.getSmtp().getPort();
  }

  /** The letters, oldest first. */
  synchronized List<Letter> letters() {
    // The server has them by mailbox: a new one may stand before those that are known.
    greenMail.getManagers().getImapHostManager().getAllMessages().stream()
        .filter(message -> !known.contains(message))
        .sorted(Comparator.comparing(StoredMessage::getReceivedDate))
        .forEach(known::add);
    var letters = new ArrayList<Letter>();
    for (var message : known) {
      letters.add(read(letters.size() + 1, message.getMimeMessage()));
    }
    return letters;
  }

  @Override
  public void close() {
    greenMail.stop();
  }

  private static Letter read(int id, MimeMessage message) {
    try {
      var bodies = new Bodies();
      bodies.collect(message.getContentType(), message.getContent());
      var sent = message.getSentDate();
      var date = sent == null ? Instant.now(Clock.systemUTC()) : sent.toInstant();
      return new Letter(
          id,
          decoded(message.getHeader("From", ", ")),
          decoded(message.getHeader("To", ", ")),
          Objects.requireNonNullElse(message.getSubject(), ""),
          date.toString(),
          bodies.text,
          bodies.html);
    } catch (MessagingException | IOException broken) {
      return new Letter(id, "", "", "Письмо не читается: " + broken.getMessage(), "", "", "");
    }
  }

  private static String decoded(@Nullable String header) throws UnsupportedEncodingException {
    return header == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(header));
  }

  private static class Bodies {
    private String text = "";
    private String html = "";

    void collect(String type, Object content) throws MessagingException, IOException {
      if (content instanceof Multipart parts) {
        for (int i = 0; i < parts.getCount(); i++) {
          BodyPart part = parts.getBodyPart(i);
          collect(part.getContentType(), part.getContent());
        }
      } else if (content instanceof String body) {
        if (type.startsWith("text/html")) {
          html += body;
        } else {
          text += body;
        }
      }
    }
  }
}
