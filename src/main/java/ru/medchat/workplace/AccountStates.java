package ru.medchat.workplace;

import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ru.medchat.process.AccountUse;

/** What becomes of accounts: whether they are in use, and since when sessions count. */
@Component
class AccountStates implements AccountUse {

  private static final State USUAL = new State(false, false, null);

  private final JdbcClient jdbc;
  private final LoginClock clock;

  AccountStates(JdbcClient jdbc, LoginClock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * How an account stands.
   *
   * @param temporary whether its password was given by somebody else and must be changed first
   * @param sessionsFrom sessions begun before are over; null when none had to be ended
   */
  record State(boolean temporary, boolean deactivated, @Nullable Instant sessionsFrom) {

    boolean ends(Instant begun) {
      return deactivated || (sessionsFrom != null && begun.isBefore(sessionsFrom));
    }
  }

  State of(String user) {
    return jdbc.sql(
            """
            select password_temporary, deactivated_at is not null as deactivated, sessions_from
              from account where user_id = ?
            """)
        .param(user)
        .query(
            (row, n) -> {
              var from = row.getTimestamp("sessions_from");
              return new State(
                  row.getBoolean("password_temporary"),
                  row.getBoolean("deactivated"),
                  from == null ? null : from.toInstant());
            })
        .optional()
        .orElse(USUAL);
  }

  @Override
  public boolean isInUse(String account) {
    return !of(account).deactivated();
  }

  /** A new password, which ends all sessions begun with the old one. */
  void passwordChanged(String user, boolean temporary, String by) {
    change(user, "password_temporary = excluded.password_temporary", temporary, false, by);
  }

  /** Ends all sessions; the account can't be used until it is activated again. */
  void deactivate(String user, String by) {
    change(user, "deactivated_at = excluded.deactivated_at", false, true, by);
  }

  void activate(String user, String by) {
    change(user, "deactivated_at = excluded.deactivated_at", false, false, by);
  }

  /** Ends all sessions of a user, on all nodes. */
  void endSessions(String user, String by) {
    change(user, "user_id = excluded.user_id", false, false, by);
  }

  private void change(
      String user, String assignment, boolean temporary, boolean deactivated, String by) {
    var now = Timestamp.from(clock.instant());
    jdbc.sql(
            """
            insert into account (user_id, password_temporary, deactivated_at, sessions_from,
                                 changed_by, changed_at)
            values (:user, :temporary, :deactivated, :now, :by, :now)
            on conflict (user_id) do update
               set %s, sessions_from = excluded.sessions_from, changed_at = excluded.changed_at,
                   changed_by = excluded.changed_by
            """
                .formatted(assignment))
        .param("user", user)
        .param("temporary", temporary)
        .param("deactivated", deactivated ? now : null)
        .param("now", now)
        .param("by", by)
        .update();
  }
}
