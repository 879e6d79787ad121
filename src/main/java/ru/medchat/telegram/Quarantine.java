package ru.medchat.telegram;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.loop.GivenUp;

/** Updates that we could not handle. */
@Component
@Transactional
class Quarantine extends GivenUp {

  private final ApplicationEventPublisher events;

  Quarantine(JdbcClient jdbc, ApplicationEventPublisher events) {
    super(
        jdbc,
        new Kind("update", "Обновление", "Обновления Telegram, которые не обработаны"),
        "telegram_update",
        Set.of("QUARANTINED"));
    this.events = events;
  }

  /**
   * What came later in its chat may have been handled already; what waits there now waits for it.
   */
  @Override
  public boolean tryAgain(long id) {
    int changed =
        jdbc.sql(
                """
                update telegram_update
                   set state = 'NEW', done_at = null, attempts = 0, next_attempt_at = now()
                 where id = :id and state = 'QUARANTINED' and set_aside_at is null
                """)
            .param("id", id)
            .update();
    events.publishEvent(new Inbox.Received());
    return changed == 1;
  }

  @Override
  protected Item item(ResultSet row) throws SQLException {
    String error = orEmpty(row, "error");
    String chat = row.getString("chat_id");
    return new Item(
        row.getLong("id"),
        row.getTimestamp("received_at").toInstant(),
        "",
        // The trace follows below.
        error.lines().findFirst().orElse(""),
        List.of(new Fact("чат", chat == null ? "неизвестен" : chat)),
        List.of(new Fact("Ошибка целиком", error), new Fact("Как пришло", row.getString("raw"))),
        decision(row));
  }
}
