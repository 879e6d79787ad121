package ru.medchat.intake;

import java.sql.Timestamp;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ru.medchat.channel.Incoming;
import ru.medchat.wording.Texts;

/**
 * What people said to the text about their personal data. Every word is kept, the newest counts,
 * and only as long as the text has not become another one.
 */
@Component
class Consents {

  private final JdbcClient jdbc;
  private final Texts texts;

  Consents(JdbcClient jdbc, Texts texts) {
    this.jdbc = jdbc;
    this.texts = texts;
  }

  /**
   * What somebody said.
   *
   * @param version of the text they said it to
   */
  record Decision(int version, boolean agreed) {}

  /** The version of the text as it stands now. */
  int version() {
    return Integer.parseInt(texts.text("privacy.version"));
  }

  /** What this person said last, to whichever version. */
  Optional<Decision> lastOf(Incoming event) {
    return jdbc.sql(
            """
            select version, agreed from consent
             where channel = ? and user_id = ? order by id desc limit 1
            """)
        .params(event.chat().channel(), event.sender().id())
        .query((row, n) -> new Decision(row.getInt("version"), row.getBoolean("agreed")))
        .optional();
  }

  /** What this person said to the text as it stands now. */
  Optional<Decision> of(Incoming event) {
    return lastOf(event).filter(decision -> decision.version() >= version());
  }

  void record(Incoming event, Decision decision) {
    jdbc.sql(
            """
            insert into consent (channel, user_id, version, agreed, decided_at)
            values (?, ?, ?, ?, ?)
            """)
        .params(
            event.chat().channel(),
            event.sender().id(),
            decision.version(),
            decision.agreed(),
            Timestamp.from(event.at()))
        .update();
  }
}
