package ru.medchat.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which people of the organisations are absent, until when, and who stands in for them. */
@Component
@Transactional
public class Absences {

  /** Any number that nothing else in this database takes as a lock. */
  private static final long LOCK = 6_100_000_000_022L;

  private static final String OPEN =
      """
      select id, account, organisation_id, deputy, away_at, back_at from absence
       where ended_at is null and back_at > :now
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  Absences(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Somebody's absence.
   *
   * @param account whose, as the workplace knows them
   * @param deputy who stands in for them; null when their tasks go back to the group
   * @param away from when
   * @param back the first moment they are back at work
   */
  public record Absence(
      long id,
      String account,
      String organisationId,
      @Nullable String deputy,
      Instant away,
      Instant back) {

    /** Whether they are absent at this moment. */
    public boolean covers(Instant at) {
      return !at.isBefore(away) && at.isBefore(back);
    }
  }

  /** Everybody who is absent now. */
  @Transactional(readOnly = true)
  public List<Absence> now() {
    return jdbc.sql(OPEN + "and away_at <= :now")
        .param("now", moment())
        .query(Absences::absence)
        .list();
  }

  /** The absences of an organisation's people, now and later, the first first. */
  @Transactional(readOnly = true)
  public List<Absence> of(String organisationId) {
    return jdbc.sql(OPEN + "and organisation_id = :organisation order by away_at, id")
        .param("now", moment())
        .param("organisation", organisationId)
        .query(Absences::absence)
        .list();
  }

  /** An absence of this person that has a moment in common with this time, the first. */
  @Transactional(readOnly = true)
  public Optional<Absence> of(String account, Instant away, Instant back) {
    return jdbc.sql(
            OPEN
                + """
                and account = :account and away_at < :back and back_at > :away
                order by away_at limit 1
                """)
        .param("now", moment())
        .param("account", account)
        .param("away", Timestamp.from(away))
        .param("back", Timestamp.from(back))
        .query(Absences::absence)
        .optional();
  }

  /** Makes whoever else wants to note one wait for the end of this transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void oneAtATime() {
    jdbc.sql("select 1 from pg_advisory_xact_lock(?)").param(LOCK).query(Long.class).single();
  }

  /**
   * Makes whoever else acts on an absence wait for the end of this transaction; false when it has
   * been ended meanwhile.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean hold(Absence absence) {
    return jdbc.sql("select ended_at is null from absence where id = ? for update")
        .param(absence.id())
        .query(Boolean.class)
        .single();
  }

  /** Notes an absence, of which all has been checked. */
  public void note(
      String account,
      String organisationId,
      @Nullable String deputy,
      Instant away,
      Instant back,
      String by) {
    jdbc.sql(
            """
            insert into absence
                   (account, organisation_id, deputy, away_at, back_at, noted_by, noted_at)
            values (:account, :organisation, :deputy, :away, :back, :by, :now)
            """)
        .param("account", account)
        .param("organisation", organisationId)
        .param("deputy", deputy)
        .param("away", Timestamp.from(away))
        .param("back", Timestamp.from(back))
        .param("by", by)
        .param("now", moment())
        .update();
  }

  /** Ends an absence before its time, or takes one back; false when it is over already. */
  public boolean end(long id, String organisationId, String by) {
    return jdbc.sql(
                """
                update absence set ended_at = :now, ended_by = :by
                 where id = :id and organisation_id = :organisation
                   and ended_at is null and back_at > :now
                """)
            .param("now", moment())
            .param("by", by)
            .param("id", id)
            .param("organisation", organisationId)
            .update()
        == 1;
  }

  private Timestamp moment() {
    return Timestamp.from(clock.instant());
  }

  private static Absence absence(ResultSet row, int n) throws SQLException {
    return new Absence(
        row.getLong("id"),
        row.getString("account"),
        row.getString("organisation_id"),
        row.getString("deputy"),
        row.getTimestamp("away_at").toInstant(),
        row.getTimestamp("back_at").toInstant());
  }
}
