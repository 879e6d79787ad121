package ru.medchat.workplace;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.appeal.AppealNumber;

/**
 * Who has an appeal open just now. By the database's clock: it is one for all nodes, and the
 * product's may be moved in the sandbox.
 */
@Component
@Transactional
class Presence {

  private final JdbcClient jdbc;

  Presence(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Somebody else who has the appeal open. */
  record Other(String operator, boolean typing) {}

  /** Notes that somebody has an appeal open, and says who else has. */
  List<Other> here(AppealNumber number, String operator, boolean typing) {
    jdbc.sql(
            """
            insert into presence (appeal_number, operator, seen_at, typed_at)
            values (:number, :operator, now(), case when :typing then now() end)
            on conflict (appeal_number, operator) do update
              set seen_at = excluded.seen_at,
                  typed_at = coalesce(excluded.typed_at, presence.typed_at)
            """)
        .param("number", number.value())
        .param("operator", operator)
        .param("typing", typing)
        .update();
    return jdbc.sql(
            """
            select operator, coalesce(typed_at > now() - interval '7 seconds', false) as typing
              from presence
             where appeal_number = ? and operator <> ? and seen_at > now() - interval '10 seconds'
             order by operator
            """)
        .params(number.value(), operator)
        .query((row, n) -> new Other(row.getString("operator"), row.getBoolean("typing")))
        .list();
  }

  /** Forgets that somebody has an appeal open, and what is left of those never closed. */
  void left(AppealNumber number, String operator) {
    jdbc.sql(
            """
            delete from presence
             where operator = ?
               and (appeal_number = ? or seen_at < now() - interval '1 minute')
            """)
        .params(operator, number.value())
        .update();
  }
}
