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
class UndeliveredMessages extends GivenUp {

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
}
