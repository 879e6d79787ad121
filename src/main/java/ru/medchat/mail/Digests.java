package ru.medchat.mail;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.appeal.Backlogs;
import ru.medchat.appeal.Backlogs.Backlog;
import ru.medchat.appeal.Categories;
import ru.medchat.directory.Calendars;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;
import ru.medchat.mail.LetterKind.Delivery;
import ru.medchat.wording.Moments;
import ru.medchat.worktime.WorkingCalendar;

/**
 * The letter of the morning: what waits at an organisation, or at all organisations of a region.
 * Made by whichever node is first, at opening or, after an outage, later while it is still open.
 */
@Component
class Digests {

  private static final Logger log = LoggerFactory.getLogger(Digests.class);

  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** A letter stays readable however much waits. */
  private static final int LISTED = 50;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.forLanguageTag("ru"));

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Letters letters;
  private final LetterSettings settings;
  private final Backlogs backlogs;
  private final Categories categories;
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
      Backlogs backlogs,
      Categories categories,
      Directory directory,
      Calendars calendars,
      Clock clock,
      @Value("${medchat.url}") String url) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.letters = letters;
    this.settings = settings;
    this.backlogs = backlogs;
    this.categories = categories;
    this.directory = directory;
    this.calendars = calendars;
    this.clock = clock;
    this.url = url;
  }

  /**
   * A line about an appeal.
   *
   * @param category empty when nobody knows
   * @param until likewise
   * @param late by how much working time it is overdue, in words; empty when it is not
   */
  record AppealLine(
      String number,
      String municipality,
      String category,
      String until,
      boolean overdue,
      String late) {}

  /**
   * A line about an organisation.
   *
   * @param late the most by which an answer of theirs is overdue, as of an appeal
   */
  record OrganisationLine(
      String name, int waiting, int overdue, int asked, int breached, String late) {}

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
        Boolean.TRUE.equals(
            transaction.execute(tx -> makeOnce(organisation, calendar, today, now)));
    made.put(organisation.id(), today);
    return first;
  }

  private boolean makeOnce(
      Organisation organisation, WorkingCalendar calendar, LocalDate today, Instant now) {
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
    var since = lastWorkingDay(calendar, today);
    boolean something =
        organisation.kind() == Organisation.Kind.RESPONDER
            ? describe(organisation, since, values)
            : describeRegion(organisation, since, values);
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

  /** The beginning of the last day before this one on which the organisation was open. */
  private static Instant lastWorkingDay(WorkingCalendar calendar, LocalDate today) {
    ZoneId zone = calendar.zone();
    LocalDate day = today.minusDays(1);
    while (calendar.worked(start(day, zone), start(day.plusDays(1), zone)).isZero()) {
      day = day.minusDays(1);
    }
    return start(day, zone);
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  private boolean describe(Organisation organisation, Instant since, Map<String, Object> values) {
    var figures = backlogs.of(List.of(organisation.id()), since);
    put(values, figures);
    var lines = backlogs.unanswered(organisation.id(), LISTED).stream().map(this::line).toList();
    values.put("appeals", lines);
    values.put("more", figures.stream().mapToInt(Backlog::waiting).sum() - lines.size());
    return figures.stream().anyMatch(each -> !each.isEmpty());
  }

  private boolean describeRegion(Organisation over, Instant since, Map<String, Object> values) {
    var names = new HashMap<String, String>();
    // Also what came to the ministry itself, and what is left at those that rest.
    directory.organisations().stream()
        .filter(each -> each.regionCode().equals(over.regionCode()))
        .forEach(each -> names.put(each.id(), each.name()));
    var figures =
        backlogs.of(names.keySet(), since).stream().filter(each -> !each.isEmpty()).toList();
    put(values, figures);
    values.put(
        "organisations",
        figures.stream()
            .sorted(
                Comparator.comparingInt(Backlog::overdue)
                    .thenComparingInt(Backlog::breached)
                    .thenComparingInt(Backlog::waiting)
                    .reversed()
                    .thenComparing(each -> names.getOrDefault(each.organisationId(), "")))
            .map(
                each ->
                    new OrganisationLine(
                        names.getOrDefault(each.organisationId(), each.organisationId()),
                        each.waiting(),
                        each.overdue(),
                        each.asked(),
                        each.breached(),
                        each.overdue() == 0 ? "" : inWords(latestOf(each.organisationId()))))
            .toList());
    return !figures.isEmpty();
  }

  private static void put(Map<String, Object> values, Collection<Backlog> figures) {
    values.put("waiting", figures.stream().mapToInt(Backlog::waiting).sum());
    values.put("overdue", figures.stream().mapToInt(Backlog::overdue).sum());
    values.put("asked", figures.stream().mapToInt(Backlog::asked).sum());
    values.put("breached", figures.stream().mapToInt(Backlog::breached).sum());
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

  private AppealLine line(Backlogs.Unanswered each) {
    var place = directory.municipality(each.municipalityId());
    String code = each.category();
    var due = each.due();
    return new AppealLine(
        each.number().value(),
        place.name(),
        code == null ? "" : categories.find(code).map(Categories.Category::name).orElse(code),
        due == null ? "" : Moments.inShort(due, place.zone()),
        each.overdue(),
        inWords(lateness(each)));
  }

  private Duration latestOf(String organisationId) {
    return backlogs.unanswered(organisationId, LISTED).stream()
        .map(this::lateness)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private Duration lateness(Backlogs.Unanswered each) {
    var due = each.due();
    return due == null || !each.overdue()
        ? Duration.ZERO
        : calendars.of(each.municipalityId(), each.calendarChat()).worked(due, clock.instant());
  }

  private static String inWords(Duration late) {
    return late.toMinutes() == 0 ? "" : Moments.lasting(late);
  }
}
