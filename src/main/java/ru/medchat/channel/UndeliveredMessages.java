package ru.medchat.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.loop.GivenUp;

/** Messages that will not arrive by themselves. */
@Component
@Transactional
public class UndeliveredMessages extends GivenUp {

  private final ApplicationEventPublisher events;

  UndeliveredMessages(JdbcClient jdbc, ApplicationEventPublisher events) {
    super(
        jdbc,
        new Kind("message", "Сообщение", "Сообщения жителям, которые не доставлены"),
        "outbox",
        Set.of("UNREACHABLE", "DEAD"));
    this.events = events;
  }

  @Override
  public boolean tryAgain(long id) {
    List<String> channel =
        jdbc.sql(
                """
                update outbox
                   set state = 'NEW', settled_at = null, attempts = 0, next_attempt_at = now()
                 where id = :id and state in ('UNREACHABLE', 'DEAD') and set_aside_at is null
                returning channel
                """)
            .param("id", id)
            .query(String.class)
            .list();
    channel.forEach(of -> events.publishEvent(new Outbox.Posted(of)));
    return !channel.isEmpty();
  }

  @Override
  protected Item item(ResultSet row) throws SQLException {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("чат", row.getString("chat_id")));
    String appeal = row.getString("appeal_number");
    if (appeal != null) {
      facts.add(new Fact("обращение", appeal));
    }
    return new Item(
        row.getLong("id"),
        row.getTimestamp("posted_at").toInstant(),
        row.getString("state").equals("UNREACHABLE") ? "чат недоступен" : "Телеграм отказал",
        orEmpty(row, "error"),
        facts,
        List.of(),
        decision(row));
  }

  /**
   * Leaves undelivered, for good, what can't reach its chat and nobody has to look at.
   *
   * @param keys how their dedupe keys begin
   * @return how many
   */
  public int setAsideUnreachable(String keys, String by, String because) {
    return jdbc.sql(
            """
            update outbox
               set set_aside_at = now(), set_aside_by = :by, set_aside_because = :because
             where state = 'UNREACHABLE' and set_aside_at is null
               and starts_with(dedupe_key, :keys)
            """)
        .param("by", by)
        .param("because", because)
        .param("keys", keys)
        .update();
  }
}
