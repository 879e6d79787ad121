package ru.medchat.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.worktime.DayHours;
import ru.medchat.worktime.InvalidScheduleException;
import ru.medchat.worktime.Level;
import ru.medchat.worktime.LevelRules;
import ru.medchat.worktime.Schedule;
import ru.medchat.worktime.SpecialDay;
import ru.medchat.worktime.WorkingCalendar;

/**
 * The working calendars of chats: the Russian calendar, the hours of the medical chats, and the
 * exceptions that administrators have added at any level.
 */
@Component
public class Calendars {

  private static final String CHANGES =
      """
      select id, level, place, date, hours, reason, changed_by, changed_at, moved_at
        from calendar_change
      """;

  /** A date has passed everywhere once it has passed in the west of the country. */
  private static final ZoneId WEST = ZoneId.of("Europe/Kaliningrad");

  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.uuuu");

  private static final int LAST_YEAR = Schedule.ofMedicalChats(WEST).production().lastYear();

  private final JdbcClient jdbc;
  private final Directory directory;
  private final Clock clock;
  private final DirectoryCache cache;
  private final DirectoryCache.Question<Place, WorkingCalendar> ofPlace;
  private final DirectoryCache.Question<String, WorkingCalendar> ofRegion;

  Calendars(JdbcClient jdbc, Directory directory, Clock clock, DirectoryCache cache) {
    this.jdbc = jdbc;
    this.directory = directory;
    this.clock = clock;
    this.cache = cache;
    ofPlace =
        cache.question(
            place ->
                Optional.of(schedule(place.municipalityId(), place.chat(), effective()).compile()));
    ofRegion = cache.question(region -> Optional.of(regional(region).compile()));
  }

  /** Where an appeal was written; in private, in no chat. */
  private record Place(String municipalityId, @Nullable String chat) {}

  /**
   * The calendar by which an appeal of a municipality is answered.
   *
   * @param chat the group it was written in, as {@link CalendarScope#chat} names it; null when it
   *     was written in private
   */
  public WorkingCalendar of(String municipalityId, @Nullable String chat) {
    return ofPlace.answer(new Place(municipalityId, chat)).orElseThrow();
  }

  /**
   * The calendar by which an organisation works: that of its municipality; of one that serves a
   * region, that of the region, in the zone most of its municipalities have.
   */
  public WorkingCalendar of(Organisation organisation) {
    String municipality = organisation.municipalityId();
    if (municipality != null) {
      return of(municipality, null);
    }
    return ofRegion.answer(organisation.regionCode()).orElseThrow();
  }

  /** The calendar as it would be with one more change. */
  public WorkingCalendar with(CalendarChange draft, String municipalityId, @Nullable String chat) {
    var changes = new ArrayList<>(effective());
    changes.removeIf(
        known -> known.scope().equals(draft.scope()) && known.date().equals(draft.date()));
    changes.add(draft);
    return schedule(municipalityId, chat, changes).compile();
  }

  /**
   * Checks a change that an administrator wants to make.
   *
   * @param hours such as {@code 8:00-13:00} or {@code закрыто}; null for as usual again
   * @throws InvalidScheduleException when place, date, hours or reason can't be; the message names
   *     it, in Russian
   */
  public CalendarChange draft(
      CalendarScope scope, LocalDate date, @Nullable String hours, String reason, String by) {
    String place = known(scope);
    if (date.isBefore(LocalDate.now(clock.withZone(WEST)))) {
      throw new InvalidScheduleException(place, "дата " + DATE.format(date) + " уже прошла");
    }
    if (date.getYear() > LAST_YEAR) {
      throw new InvalidScheduleException(
          place,
          "дата %s: рабочий календарь известен только до конца %d года"
              .formatted(DATE.format(date), LAST_YEAR));
    }
    if (reason.isBlank()) {
      throw new InvalidScheduleException(place, "не указана причина");
    }
    var day = hours == null ? null : DayHours.parse(place + ", " + DATE.format(date), hours);
    return new CalendarChange(0, scope, date, day, reason.strip(), by, clock.instant(), null);
  }

  /** Makes a change; open limits are moved after that, one appeal after the other. */
  @Transactional
  public CalendarChange make(CalendarChange draft) {
    cache.changing();
    var hours = draft.hours();
    long id =
        jdbc.sql(
                """
                insert into calendar_change
                       (level, place, date, hours, reason, changed_by, changed_at)
                values (:level, :place, :date, :hours, :reason, :by, :at) returning id
                """)
            .param("level", draft.scope().level().name())
            .param("place", draft.scope().place())
            .param("date", draft.date())
            .param("hours", hours == null ? null : hours.toString())
            .param("reason", draft.reason())
            .param("by", draft.changedBy())
            .param("at", Timestamp.from(draft.changedAt()))
            .query(Long.class)
            .single();
    return change(id);
  }

  /** Notes that no open limit is left to be moved. */
  @Transactional
  public void moved(CalendarChange change) {
    jdbc.sql("update calendar_change set moved_at = ? where id = ?")
        .params(Timestamp.from(clock.instant()), change.id())
        .update();
  }

  /** All changes ever made, the last first. */
  public List<CalendarChange> changes() {
    return jdbc.sql(CHANGES + "order by id desc").query(Calendars::change).list();
  }

  /** Changes whose open limits are still being moved, the first first. */
  public List<CalendarChange> moving() {
    return jdbc.sql(CHANGES + "where moved_at is null order by id").query(Calendars::change).list();
  }

  /** The place of a scope as people call it, such as «Таганрог». */
  public String nameOf(CalendarScope scope) {
    return switch (scope.level()) {
      case COUNTRY -> "Россия";
      case REGION -> directory.regionName(scope.place());
      case MUNICIPALITY -> directory.municipality(scope.place()).name();
      // A change outlives the binding of its group.
      case CHAT -> directory.chatTitle(scope.place()).orElse("Чат " + scope.place());
    };
  }

  private String known(CalendarScope scope) {
    boolean otherCountry = scope.level() == Level.COUNTRY && !scope.equals(CalendarScope.COUNTRY);
    if (otherCountry
        || (scope.level() == Level.CHAT && directory.chatTitle(scope.place()).isEmpty())) {
      throw unknown(scope);
    }
    try {
      return nameOf(scope);
    } catch (UnknownInDirectoryException e) {
      var unknown = unknown(scope);
      unknown.initCause(e);
      throw unknown;
    }
  }

  private static InvalidScheduleException unknown(CalendarScope scope) {
    return new InvalidScheduleException(
        "«" + scope.place() + "»", "такого места нет в справочнике");
  }

  private CalendarChange change(long id) {
    return jdbc.sql(CHANGES + "where id = ?").param(id).query(Calendars::change).single();
  }

  private List<CalendarChange> effective() {
    return jdbc.sql(
            """
            select distinct on (level, place, date)
                   id, level, place, date, hours, reason, changed_by, changed_at, moved_at
              from calendar_change order by level, place, date, id desc
            """)
        .query(Calendars::change)
        .list();
  }

  private Schedule schedule(
      String municipalityId, @Nullable String chat, List<CalendarChange> changes) {
    var municipality = directory.municipality(municipalityId);
    var scopes = new ArrayList<CalendarScope>();
    scopes.add(CalendarScope.region(municipality.regionCode()));
    scopes.add(CalendarScope.municipality(municipalityId));
    if (chat != null) {
      scopes.add(new CalendarScope(Level.CHAT, chat));
    }
    return schedule(municipality.zone(), scopes, changes);
  }

  private Schedule regional(String region) {
    var zone =
        jdbc.sql(
                """
                select zone from municipality where region_code = ?
                 group by zone order by count(*) desc, zone limit 1
                """)
            .param(region)
            .query(String.class)
            .single();
    return schedule(ZoneId.of(zone), List.of(CalendarScope.region(region)), effective());
  }

  private Schedule schedule(ZoneId zone, List<CalendarScope> scopes, List<CalendarChange> changes) {
    var schedule = Schedule.ofMedicalChats(zone);
    var country = schedule.levels().get(0);
    schedule = schedule.with(country.withSpecialDays(specialDays(CalendarScope.COUNTRY, changes)));
    for (var scope : scopes) {
      var days = specialDays(scope, changes);
      if (!days.isEmpty()) {
        schedule = schedule.with(LevelRules.of(scope.level(), nameOf(scope)).withSpecialDays(days));
      }
    }
    return schedule;
  }

  private static List<SpecialDay> specialDays(CalendarScope scope, List<CalendarChange> changes) {
    var days = new ArrayList<SpecialDay>();
    for (var change : changes) {
      var hours = change.hours();
      if (hours != null && change.scope().equals(scope)) {
        days.add(new SpecialDay(change.date(), hours, change.reason()));
      }
    }
    return days;
  }

  private static CalendarChange change(ResultSet row, int n) throws SQLException {
    String hours = row.getString("hours");
    Timestamp moved = row.getTimestamp("moved_at");
    Instant movedAt = moved == null ? null : moved.toInstant();
    return new CalendarChange(
        row.getLong("id"),
        new CalendarScope(Level.valueOf(row.getString("level")), row.getString("place")),
        row.getObject("date", LocalDate.class),
        hours == null ? null : DayHours.parse(row.getString("place"), hours),
        row.getString("reason"),
        row.getString("changed_by"),
        row.getTimestamp("changed_at").toInstant(),
        movedAt);
  }
}
