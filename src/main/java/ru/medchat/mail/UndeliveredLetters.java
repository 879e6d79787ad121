package ru.medchat.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.loop.GivenUp;

/** Letters that will not be sent by themselves. */
@Component
@Transactional
class UndeliveredLetters extends GivenUp {

  UndeliveredLetters(JdbcClient jdbc) {
    super(
        jdbc,
        new Kind("letter", "Письмо", "Письма, которые не отправлены"),
        "letter",
        Set.of("DEAD"));
  }

  @Override
  public boolean tryAgain(long id) {
    return jdbc.sql(
                """
                update letter set state = 'NEW', attempts = 0, next_attempt_at = now()
                 where id = :id and state = 'DEAD' and set_aside_at is null
                """)
            .param("id", id)
            .update()
        == 1;
  }

  @Override
  protected Item item(ResultSet row) throws SQLException {
    return new Item(
        row.getLong("id"),
        row.getTimestamp("posted_at").toInstant(),
        row.getString("subject"),
        orEmpty(row, "error"),
        List.of(new Fact("кому", row.getString("recipient"))),
        List.of(),
        decision(row));
  }
}
