package ru.medchat.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people who speak for organisations in the chats. */
@Component
@Transactional
public class Staff {

  private final JdbcClient jdbc;
  private final Clock clock;

  Staff(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A representative of an organisation.
   *
   * @param linkedAt null for those linked before this was noted
   * @param account theirs at the workplace; null while nobody has said which
   */
  public record Representative(
      String channel,
      String userId,
      String organisationId,
      String name,
      @Nullable Instant linkedAt,
      @Nullable String account) {}

  private static final String STAFF =
      "select s.channel, s.user_id, s.organisation_id, s.name, s.linked_at, s.account from staff s ";

  /** All of them, by name. */
  @Transactional(readOnly = true)
  public List<Representative> all() {
    return jdbc.sql(STAFF + "order by s.name, s.channel, s.user_id").query(Staff::staff).list();
  }

  /** Those of an organisation who are not absent now, by name. */
  @Transactional(readOnly = true)
  public List<Representative> present(String organisationId) {
    return jdbc.sql(
            STAFF
                + """
                where s.organisation_id = :organisation
                  and not exists (select 1 from absence a
                                   where a.account = s.account and a.ended_at is null
                                     and a.away_at <= :now and a.back_at > :now)
                order by s.name, s.channel, s.user_id
                """)
        .param("organisation", organisationId)
        .param("now", Timestamp.from(clock.instant()))
        .query(Staff::staff)
        .list();
  }

  /**
   * Notes which account a representative of an organisation uses at the workplace.
   *
   * @param account null for none
   * @return false when the organisation has no such representative
   */
  public boolean worksAs(
      String organisationId, String channel, String userId, @Nullable String account) {
    return jdbc.sql(
                """
                update staff set account = :account
                 where channel = :channel and user_id = :user and organisation_id = :organisation
                """)
            .param("account", account)
            .param("channel", channel)
            .param("user", userId)
            .param("organisation", organisationId)
            .update()
        > 0;
  }

  /** From now on this person speaks for this organisation, and for no other. */
  public void link(String channel, String userId, String name, String organisationId) {
    jdbc.sql(
            """
            insert into staff (channel, user_id, organisation_id, name, linked_at)
            values (:channel, :user, :organisation, :name, :at)
            on conflict (channel, user_id) do update
               set organisation_id = excluded.organisation_id, name = excluded.name,
                   linked_at = excluded.linked_at,
                   account = case when staff.organisation_id = excluded.organisation_id
                                  then staff.account end
            """)
        .param("channel", channel)
        .param("user", userId)
        .param("organisation", organisationId)
        .param("name", name)
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  /** This person speaks for nobody any more; false when they did not. */
  public boolean unlink(String channel, String userId) {
    return jdbc.sql("delete from staff where channel = ? and user_id = ?")
            .params(channel, userId)
            .update()
        > 0;
  }

  private static Representative staff(ResultSet row, int n) throws SQLException {
    Timestamp linkedAt = row.getTimestamp("linked_at");
    return new Representative(
        row.getString("channel"),
        row.getString("user_id"),
        row.getString("organisation_id"),
        row.getString("name"),
        linkedAt == null ? null : linkedAt.toInstant(),
        row.getString("account"));
  }
}
