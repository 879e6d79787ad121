package ru.medchat.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the letters we owe, one after the other. A letter stays owed until the server has taken it;
 * one whose recipient is refused for good, or that failed too often, is given up and waits with the
 * reason for a person to decide.
 */
@Component
class LetterSender {

  private static final Logger log = LoggerFactory.getLogger(LetterSender.class);

  private static final int MOST_ATTEMPTS = 60;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final JavaMailSender mail;
  private final Clock clock;
  private final String from;

  LetterSender(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      JavaMailSender mail,
      Clock clock,
      @Value("${medchat.mail-from}") String from) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.mail = mail;
    this.clock = clock;
    this.from = from;
  }

  /** Sends the next letter; false when none is due. */
  boolean sendNext() {
    return Boolean.TRUE.equals(
        transaction.execute(
            tx -> {
              var due = takeNext();
              due.ifPresent(this::send);
              return due.isPresent();
            }));
  }

  private Optional<Letter> takeNext() {
    return jdbc.sql(
            """
            select id, recipient, subject, body, html, message_id, attempts from letter
             where state = 'NEW' and next_attempt_at <= now()
               and (not_before is null or not_before <= :now)
             order by next_attempt_at, id limit 1 for update skip locked
            """)
        .param("now", Timestamp.from(clock.instant()))
        .query(
            (row, n) ->
                new Letter(
                    row.getLong("id"),
                    row.getString("recipient"),
                    row.getString("subject"),
                    row.getString("body"),
                    row.getString("html"),
                    row.getObject("message_id", UUID.class),
                    row.getInt("attempts")))
        .optional();
  }

  private void send(Letter letter) {
    try {
      mail.send(message(letter));
    } catch (MailException e) {
      if (!isTaken(e)) {
        failed(letter, e);
        return;
      }
      log.info("Letter {} was taken by a server that then hung up", letter.id());
    }
    jdbc.sql(
            """
            update letter set state = 'SENT', sent_at = now(), attempts = attempts + 1,
                              error = null
             where id = ?
            """)
        .param(letter.id())
        .update();
  }

  private MimeMessage message(Letter letter) {
    var message = mail.createMimeMessage();
    String html = letter.html();
    try {
      var parts =
          new MimeMessageHelper(
              message,
              html == null
                  ? MimeMessageHelper.MULTIPART_MODE_NO
                  : MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED,
              StandardCharsets.UTF_8.name());
      parts.setFrom(from);
      parts.setTo(letter.recipient());
      parts.setSubject(letter.subject());
      if (html == null) {
        parts.setText(letter.text());
      } else {
        parts.setText(letter.text(), html);
      }
      // The same at each attempt: should a letter come twice, the receiver can tell.
      message.setHeader("Message-ID", "<%s@%s>".formatted(letter.messageId(), domain()));
      // Nobody's absence note shall answer us.
      message.setHeader("Auto-Submitted", "auto-generated");
      message.setHeader("Content-Language", "ru");
    } catch (MessagingException e) {
      throw new MailParseException(e);
    }
    return message;
  }

  private String domain() {
    String address = from.endsWith(">") ? from.substring(0, from.length() - 1) : from;
    return address.substring(address.lastIndexOf('@') + 1);
  }

  /** No message failed, only the goodbye after it. */
  private static boolean isTaken(MailException e) {
    return e instanceof MailSendException sending && sending.getFailedMessages().isEmpty();
  }

  private void failed(Letter letter, MailException e) {
    int attempt = letter.attempts() + 1;
    boolean givenUp =
        attempt >= MOST_ATTEMPTS || isRefusedForGood(e) || e instanceof MailParseException;
    if (givenUp) {
      log.error("Letter {} is given up after {} attempts", letter.id(), attempt, e);
    } else {
      log.warn("Letter {} was not sent, attempt {}: {}", letter.id(), attempt, e.toString());
    }
    jdbc.sql(
            """
            update letter
               set attempts = attempts + 1, error = :error, state = :state,
                   next_attempt_at = now() + least(power(2, attempts), 3600) * interval '1 second'
             where id = :id
            """)
        .param("error", reason(e))
        .param("state", givenUp ? "DEAD" : "NEW")
        .param("id", letter.id())
        .update();
  }

  private static boolean isRefusedForGood(MailException e) {
    var refusal = refusal(e);
    return refusal != null && refusal.getReturnCode() >= 500;
  }

  private static String reason(MailException e) {
    var refusal = refusal(e);
    return refusal == null ? e.toString() : "Адрес не принят: " + refusal.getMessage();
  }

  /** What the server said of the recipient; null when it said nothing. */
  private static @Nullable SMTPAddressFailedException refusal(MailException e) {
    if (!(e instanceof MailSendException sending)) {
      return null;
    }
    for (Exception failure : sending.getMessageExceptions()) {
      Exception each = failure;
      while (each instanceof MessagingException step) {
        if (step instanceof SMTPAddressFailedException refusal) {
          return refusal;
        }
        each = step.getNextException();
      }
    }
    return null;
  }

  private record Letter(
      long id,
      String recipient,
      String subject,
      String text,
      @Nullable String html,
      UUID messageId,
      int attempts) {}
}
