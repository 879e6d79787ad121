package ru.medchat.mail;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.directory.Calendars;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;
import ru.medchat.mail.LetterKind.Delivery;

/** Letters we owe organisations: posted in the transaction of what they tell about. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Letters {

  private static final Logger log = LoggerFactory.getLogger(Letters.class);

  private final JdbcClient jdbc;
  private final Directory directory;
  private final Calendars calendars;
  private final LetterSettings settings;
  private final LetterTemplates templates;
  private final Clock clock;

  Letters(
      JdbcClient jdbc,
      Directory directory,
      Calendars calendars,
      LetterSettings settings,
      LetterTemplates templates,
      Clock clock) {
    this.jdbc = jdbc;
    this.directory = directory;
    this.calendars = calendars;
    this.settings = settings;
    this.templates = templates;
    this.clock = clock;
  }

  /**
   * Posts the letter {@code mail/<name>}, unless one with its dedupe key was posted before. It goes
   * out as the organisation has chosen; an organisation without an address gets none.
   *
   * @param values what the templates may name, besides {@code recipient}; never a resident's words
   *     or data
   * @return what becomes of it
   */
  public Fate post(String dedupeKey, String organisationId, String name, Map<String, ?> values) {
    var organisation = directory.organisation(organisationId);
    return post(dedupeKey, organisation, name, values, settings.delivery(organisation, name));
  }

  /** What becomes of a letter. */
  public enum Fate {
    SENT_AT_ONCE,
    /** The organisation rests now, and reads no letters of this kind meanwhile. */
    SENT_AT_OPENING,
    /** A line of the next digest. */
    IN_DIGEST,
    /** Nothing: the organisation wants no letters of this kind. */
    UNWANTED,
    /** Nothing: nobody has given an address. */
    NO_ADDRESS
  }

  /** As the other, but delivered in this way whatever the organisation has chosen. */
  Fate post(
      String dedupeKey,
      Organisation organisation,
      String name,
      Map<String, ?> values,
      Delivery delivery) {
    String recipient = organisation.mail();
    if (recipient == null) {
      log.warn("No letter {}: {} has no mail address", dedupeKey, organisation.id());
      return Fate.NO_ADDRESS;
    }
    if (delivery == Delivery.NEVER) {
      return Fate.UNWANTED;
    }
    var all = new HashMap<String, Object>(values);
    all.put("recipient", organisation.name());
    var letter = templates.letter(name, all);
    Instant now = clock.instant();
    Instant opening =
        delivery == Delivery.WORKING_HOURS ? calendars.of(organisation).nextOpening(now) : null;
    jdbc.sql(
            """
            insert into letter (dedupe_key, organisation_id, kind, recipient, subject, body, html,
                                state, not_before)
            values (:key, :organisation, :kind, :recipient, :subject, :body, :html,
                    :state, :opening)
            on conflict (dedupe_key) do nothing
            """)
        .param("key", dedupeKey)
        .param("organisation", organisation.id())
        .param("kind", name)
        .param("recipient", recipient)
        .param("subject", letter.subject())
        .param("body", letter.text())
        .param("html", letter.html())
        .param("state", delivery == Delivery.DIGEST ? "HELD" : "NEW")
        .param("opening", opening == null ? null : Timestamp.from(opening))
        .update();
    if (delivery == Delivery.DIGEST) {
      return Fate.IN_DIGEST;
    }
    return opening != null && opening.isAfter(now) ? Fate.SENT_AT_OPENING : Fate.SENT_AT_ONCE;
  }
}
