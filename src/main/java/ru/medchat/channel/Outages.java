package ru.medchat.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which messengers are out of reach: told by their adapters, shown by every node. */
@Component
@Transactional
public class Outages {

  private final JdbcClient jdbc;

  Outages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A messenger that can't be reached.
   *
   * @param since by the database's clock
   */
  public record Outage(String channel, Instant since) {}

  /** It is out of reach for so long already; one that is known already keeps its beginning. */
  public void began(String channel, Duration ago) {
    jdbc.sql(
            """
            insert into outage (channel, since) values (:channel, now() - make_interval(secs => :ago))
            on conflict do nothing
            """)
        .param("channel", channel)
        .param("ago", ago.toMillis() / 1000.0)
        .update();
  }

  public void ended(String channel) {
    jdbc.sql("delete from outage where channel = :channel").param("channel", channel).update();
  }

  public List<Outage> now() {
    return jdbc.sql("select channel, since from outage order by since")
        .query(
            (row, n) -> new Outage(row.getString("channel"), row.getTimestamp("since").toInstant()))
        .list();
  }
}
