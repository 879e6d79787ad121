package ru.medchat.mail;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.directory.Calendars;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;
import ru.medchat.mail.LetterKind.Delivery;

/**
 * The letter of the morning: what waits at an organisation, or at all organisations of a region.
 * Made by whichever node is first, at opening or, after an outage, later while it is still open.
 */
@Component
class Digests {

  private static final Logger log = LoggerFactory.getLogger(Digests.class);

  private static final Duration PAUSE = Duration.ofSeconds(30);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.forLanguageTag("ru"));

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Letters letters;
  private final LetterSettings settings;
  private final DigestedBacklog backlog;
  private final Directory directory;
  private final Calendars calendars;
  private final Clock clock;
  private final String url;

  private final Map<String, LocalDate> made = new ConcurrentHashMap<>();
  private volatile Instant lookedAt = Instant.MIN;

  Digests(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Letters letters,
      LetterSettings settings,
      DigestedBacklog backlog,
      Directory directory,
      Calendars calendars,
      Clock clock,
      @Value("${medchat.url}") String url) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.letters = letters;
    this.settings = settings;
    this.backlog = backlog;
    this.directory = directory;
    this.calendars = calendars;
    this.clock = clock;
    this.url = url;
  }

  private record Held(long id, String kind, String subject) {}

  /** Makes the next digest; false when none is due. */
  boolean makeNext() {
    Instant now = clock.instant();
    // The clock of the sandbox can go back.
    if (!now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(PAUSE))) {
      return false;
    }
    for (var organisation : directory.organisations()) {
      if (organisation.mail() != null && makeIfDue(organisation, now)) {
        return true;
      }
    }
    lookedAt = now;
    return false;
  }

  private boolean makeIfDue(Organisation organisation, Instant now) {
    var calendar = calendars.of(organisation);
    var today = LocalDate.ofInstant(now, calendar.zone());
    if (today.equals(made.get(organisation.id())) || !calendar.isOpen(now)) {
      return false;
    }
    boolean first =
        Boolean.TRUE.equals(transaction.execute(tx -> makeOnce(organisation, today, now)));
    made.put(organisation.id(), today);
    return first;
  }

  private boolean makeOnce(Organisation organisation, LocalDate today, Instant now) {
    int added =
        jdbc.sql(
                """
                insert into digest (organisation_id, day, made_at) values (?, ?, ?)
                on conflict do nothing
                """)
            .params(organisation.id(), today, Timestamp.from(now))
            .update();
    if (added == 0) {
      return false;
    }
    // What was left to a digest before somebody wanted none any more comes in one last.
    boolean last = settings.of(organisation).get(LetterKind.DIGEST) == Delivery.NEVER;
    if (last && !holdsLettersFor(organisation)) {
      return true;
    }
    var values = new HashMap<String, Object>();
    boolean something = backlog.describe(organisation, today, values);
    if (tellHeld(organisation, values) || something) {
      values.put("day", DAY.format(today));
      values.put("last", last);
      values.put("link", url + "/camunda/app/tasklist/default/");
      letters.post(
          "digest:%s:%s".formatted(organisation.id(), today),
          organisation,
          organisation.kind() == Organisation.Kind.RESPONDER
              ? LetterKind.DIGEST.template()
              : LetterKind.REGION_DIGEST_TEMPLATE,
          values,
          Delivery.WORKING_HOURS);
      log.info("The digest of {} for {} is made", today, organisation.id());
    }
    return true;
  }

  private boolean holdsLettersFor(Organisation organisation) {
    return jdbc.sql(
            "select exists (select 1 from letter where organisation_id = ? and state = 'HELD')")
        .param(organisation.id())
        .query(Boolean.class)
        .single();
  }

  /** Takes up the letters that waited for this digest. */
  private boolean tellHeld(Organisation organisation, Map<String, Object> values) {
    var held =
        jdbc.sql(
                """
                update letter set state = 'TOLD'
                 where organisation_id = ? and state = 'HELD' returning id, kind, subject
                """)
            .param(organisation.id())
            .query(
                (row, n) ->
                    new Held(row.getLong("id"), row.getString("kind"), row.getString("subject")))
            .list();
    String newAppeal = LetterKind.NEW_APPEAL.template();
    values.put("received", held.stream().filter(letter -> letter.kind().equals(newAppeal)).count());
    values.put(
        "news",
        held.stream()
            .filter(letter -> !letter.kind().equals(newAppeal))
            .sorted(Comparator.comparingLong(Held::id))
            .map(Held::subject)
            .toList());
    return !held.isEmpty();
  }
}
