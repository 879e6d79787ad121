package ru.medchat.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import ru.medchat.testing.TestPostgres;

class LaggingLanesTest {

  private static final AtomicLong IDS = new AtomicLong();

  /** One of its own: nobody sends what waits here. */
  private static final DataSource DATABASE = database();

  private final JdbcClient jdbc = JdbcClient.create(DATABASE);

  private static DataSource database() {
    var database = new DriverManagerDataSource(TestPostgres.newDatabase(), "postgres", "");
    Flyway.configure().dataSource(database).load().migrate();
    var jdbc = JdbcClient.create(database);
    jdbc.sql("insert into region (code, name) values ('61', 'Ростовская область')").update();
    jdbc.sql(
            """
            insert into municipality (id, region_code, name, kind, zone)
            values ('azov', '61', 'Азов', 'CITY', 'Europe/Moscow')
            """)
        .update();
    jdbc.sql(
            """
            insert into chat (channel, chat_id, municipality_id, title)
            values ('telegram', '-1001', 'azov', 'Медчат · Азов')
            """)
        .update();
    return database;
  }

  @BeforeEach
  void what_waits_in_four_chats() {
    jdbc.sql("truncate outbox").update();
    posted("-1001", 7, false, "Too Many Requests: retry after 5");
    posted("-1001", 6, false, null);
    posted("5", 20, false, null);
    posted("6", 0, false, null);
    posted("7", 90, true, null);
  }

  @Test
  void the_worst_come_first_and_mass_messages_may_wait() {
    assertThat(new LaggingLanes(jdbc).worst())
        .extracting(
            LaggingLanes.Lane::chatId,
            LaggingLanes.Lane::title,
            LaggingLanes.Lane::waiting,
            LaggingLanes.Lane::error)
        .containsExactly(
            tuple("5", null, 1L, null),
            tuple("-1001", "Медчат · Азов", 2L, "Too Many Requests: retry after 5"));
  }

  @Test
  void lanes_are_counted_by_how_long_they_lag() {
    Figures now = new ReadingFigures(jdbc).now();

    assertThat(now.awaited()).isEqualTo(new Figures.Lanes(4, 3, now.awaited().age(), 2, 2, 1));
    assertThat(now.awaited().age()).isBetween(1200.0, 1260.0);
    assertThat(now.bulk()).isEqualTo(new Figures.Lanes(1, 1, now.bulk().age(), 1, 1, 1));
  }

  private void posted(String chat, int minutesAgo, boolean bulk, @Nullable String error) {
    jdbc.sql(
            """
            insert into outbox (channel, chat_id, dedupe_key, body, posted_at, bulk, error)
            values ('telegram', :chat, :key, '{}', now() - make_interval(mins => :ago), :bulk,
                    :error)
            """)
        .param("chat", chat)
        .param("key", "lane" + IDS.incrementAndGet())
        .param("ago", minutesAgo)
        .param("bulk", bulk)
        .param("error", error)
        .update();
  }
}
