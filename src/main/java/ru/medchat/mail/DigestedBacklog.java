package ru.medchat.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Backlogs;
import ru.medchat.appeal.Backlogs.Backlog;
import ru.medchat.appeal.Categories;
import ru.medchat.directory.Calendars;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;
import ru.medchat.wording.Moments;
import ru.medchat.worktime.WorkingCalendar;

/** What a digest tells of what waits: the figures, and a line for each appeal or organisation. */
@Component
class DigestedBacklog {

  /** A letter stays readable however much waits. */
  private static final int LISTED = 50;

  private final Backlogs backlogs;
  private final Categories categories;
  private final Directory directory;
  private final Calendars calendars;
  private final Clock clock;

  DigestedBacklog(
      Backlogs backlogs,
      Categories categories,
      Directory directory,
      Calendars calendars,
      Clock clock) {
    this.backlogs = backlogs;
    this.categories = categories;
    this.directory = directory;
    this.calendars = calendars;
    this.clock = clock;
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

  /**
   * Puts what waits at an organisation, or at all organisations of its region, into the values of a
   * digest.
   *
   * @param today on its calendar
   * @return whether there is anything to tell
   */
  boolean describe(Organisation organisation, LocalDate today, Map<String, Object> values) {
    var since = lastWorkingDay(calendars.of(organisation), today);
    return organisation.kind() == Organisation.Kind.RESPONDER
        ? describeOne(organisation, since, values)
        : describeRegion(organisation, since, values);
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

  private boolean describeOne(
      Organisation organisation, Instant since, Map<String, Object> values) {
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
