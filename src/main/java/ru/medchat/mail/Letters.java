package ru.medchat.mail;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.directory.Directory;
import ru.medchat.wording.Texts;

/** Letters we owe organisations: posted in the transaction of what they tell about. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Letters {

  private static final Logger log = LoggerFactory.getLogger(Letters.class);

  private final JdbcClient jdbc;
  private final Directory directory;
  private final Texts texts;

  Letters(JdbcClient jdbc, Directory directory, Texts texts) {
    this.jdbc = jdbc;
    this.directory = directory;
    this.texts = texts;
  }

  /**
   * Posts the letter {@code letter.<name>}, unless one with its dedupe key was posted before. An
   * organisation without an address gets none.
   *
   * @param values for the placeholders of subject and body; never a resident's words or data
   */
  public void post(String dedupeKey, String organisationId, String name, Map<String, ?> values) {
    var organisation = directory.organisation(organisationId);
    String recipient = organisation.mail();
    if (recipient == null) {
      log.warn("No letter {}: {} has no mail address", dedupeKey, organisationId);
      return;
    }
    var all = new HashMap<String, Object>(values);
    all.put("recipient", organisation.name());
    jdbc.sql(
            """
            insert into letter (dedupe_key, recipient, subject, body)
            values (:key, :recipient, :subject, :body)
            on conflict (dedupe_key) do nothing
            """)
        .param("key", dedupeKey)
        .param("recipient", recipient)
        .param("subject", texts.text("letter." + name + ".subject", all))
        .param("body", texts.text("letter." + name + ".body", all))
        .update();
  }
}
