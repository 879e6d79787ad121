package ru.medchat.mail;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the letters we owe, one after the other. A letter stays owed until the server has taken it;
 * one that was refused too often is given up, and shows in the table with the reason.
 */
@Component
class LetterSender {

  private static final Logger log = LoggerFactory.getLogger(LetterSender.class);

  private static final int MOST_ATTEMPTS = 60;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final JavaMailSender mail;
  private final String from;

  LetterSender(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      JavaMailSender mail,
      @Value("${medchat.mail-from}") String from) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.mail = mail;
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
            select id, recipient, subject, body, attempts from letter
             where state = 'NEW' and next_attempt_at <= now()
             order by next_attempt_at, id limit 1 for update skip locked
            """)
        .query(
            (row, n) ->
                new Letter(
                    row.getLong("id"),
                    row.getString("recipient"),
                    row.getString("subject"),
                    row.getString("body"),
                    row.getInt("attempts")))
        .optional();
  }

  private void send(Letter letter) {
    var message = new SimpleMailMessage();
    message.setFrom(from);
    message.setTo(letter.recipient());
    message.setSubject(letter.subject());
    message.setText(letter.body());
    try {
      mail.send(message);
      jdbc.sql(
              """
              update letter set state = 'SENT', sent_at = now(), attempts = attempts + 1,
                                error = null
               where id = ?
              """)
          .param(letter.id())
          .update();
    } catch (MailException e) {
      if (letter.tries() < MOST_ATTEMPTS) {
        log.warn(
            "Letter {} was not sent, attempt {}: {}", letter.id(), letter.tries(), e.toString());
      } else {
        log.error("Letter {} is given up after {} attempts", letter.id(), letter.tries(), e);
      }
      jdbc.sql(
              """
              update letter
                 set attempts = attempts + 1, error = :error,
                     state = case when attempts + 1 >= :most then 'DEAD' else 'NEW' end,
                     next_attempt_at = now() + least(power(2, attempts), 3600) * interval '1 second'
               where id = :id
              """)
          .param("error", e.toString())
          .param("most", MOST_ATTEMPTS)
          .param("id", letter.id())
          .update();
    }
  }

  private record Letter(long id, String recipient, String subject, String body, int attempts) {

    int tries() {
      return attempts + 1;
    }
  }
}
