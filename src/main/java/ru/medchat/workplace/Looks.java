package ru.medchat.workplace;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.AppealNumber;

/**
 * The audit: who looked at an appeal without being of its organisation. What can't be noted fails,
 * and with it the look. What is noted stays; the database refuses to change it.
 */
@Component
public class Looks {

  /** A form that stays open asks for news all the time; that is one look. */
  private static final Duration SAME_LOOK = Duration.ofMinutes(15);

  private final JdbcClient jdbc;
  private final EngineUsers users;
  private final Roles roles;
  private final Clock clock;

  Looks(JdbcClient jdbc, EngineUsers users, Roles roles, Clock clock) {
    this.jdbc = jdbc;
    this.users = users;
    this.roles = roles;
    this.clock = clock;
  }

  /** By which way something of an appeal was seen. */
  enum Way {
    FORM("форма обращения"),
    FILE("файл"),
    LIST("список задач"),
    PASSED("сообщения без обращения"),
    UNDELIVERED("не принятое и не доставленное"),
    ENGINE("движок: Cockpit, Admin, REST");

    private final String title;

    Way(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /**
   * A look that was noted.
   *
   * @param appeal null when a list of the engine's was looked at
   */
  record Look(Instant at, String user, String roles, @Nullable String appeal, Way way) {}

  /** Notes that somebody looks at appeals, those of their own organisations left out. */
  void note(String user, Collection<AppealNumber> appeals, Way way) {
    if (appeals.isEmpty()) {
      return;
    }
    var groups = users.groupsOf(user);
    jdbc.sql(
            """
            insert into look (at, user_id, roles, appeal_number, way)
            select :at, :user, :roles, a.number, :way
              from appeal a
             where a.number = any(:numbers)
               and not coalesce(a.organisation_id = any(:groups), false)
               and not exists (select 1 from look l
                                where l.user_id = :user and l.way = :way
                                  and l.appeal_number = a.number and l.at > :lately)
            """)
        .param("at", Timestamp.from(clock.instant()))
        .param("lately", Timestamp.from(clock.instant().minus(SAME_LOOK)))
        .param("user", user)
        .param("roles", titles(roles.of(groups)))
        .param("way", way.name())
        .param("numbers", appeals.stream().map(AppealNumber::value).toArray(String[]::new))
        .param("groups", groups.toArray(String[]::new))
        .update();
  }

  /** Notes that an administrator asks the engine past all forms. */
  void noteEngine(String user, @Nullable AppealNumber appeal) {
    notePastForms(user, appeal, Way.ENGINE);
  }

  /** Notes that an administrator sees what residents wrote before it belongs to any appeal. */
  public void noteUndelivered(String user) {
    notePastForms(user, null, Way.UNDELIVERED);
  }

  private void notePastForms(String user, @Nullable AppealNumber appeal, Way way) {
    jdbc.sql(
            """
            insert into look (at, user_id, roles, appeal_number, way)
            select :at, :user, :roles, cast(:appeal as text), :way
             where not exists (select 1 from look l
                                where l.user_id = :user and l.way = :way and l.at > :lately
                                  and l.appeal_number is not distinct from cast(:appeal as text))
            """)
        .param("at", Timestamp.from(clock.instant()))
        .param("lately", Timestamp.from(clock.instant().minus(SAME_LOOK)))
        .param("user", user)
        .param("roles", titles(roles.of(user)))
        .param("way", way.name())
        .param("appeal", appeal == null ? null : appeal.value())
        .update();
  }

  /**
   * The last looks, the last first.
   *
   * @param appeal only those at this one; all where it is empty
   * @param before only earlier ones
   */
  List<Look> before(Instant before, String appeal, int most) {
    return jdbc.sql(
            """
            select at, user_id, roles, appeal_number, way from look
             where at < :before and (:appeal = '' or appeal_number = :appeal)
             order by at desc, id desc limit :most
            """)
        .param("before", Timestamp.from(before))
        .param("appeal", appeal)
        .param("most", most)
        .query(
            (row, n) ->
                new Look(
                    row.getTimestamp("at").toInstant(),
                    row.getString("user_id"),
                    row.getString("roles"),
                    row.getString("appeal_number"),
                    Way.valueOf(row.getString("way"))))
        .list();
  }

  private static String titles(Set<Role> roles) {
    return roles.stream().map(Role::title).collect(Collectors.joining(", "));
  }
}
