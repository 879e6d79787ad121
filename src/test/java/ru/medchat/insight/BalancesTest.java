package ru.medchat.insight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import ru.medchat.testing.TestClock;
import ru.medchat.testing.TestPostgres;

@ExtendWith(OutputCaptureExtension.class)
class BalancesTest {

  private static final AtomicLong IDS = new AtomicLong();
  private static final LocalDate MONDAY = LocalDate.of(2020, 3, 9);

  /** One of its own: nobody handles what waits here. */
  private static final DataSource DATABASE = database();

  private final JdbcClient jdbc = JdbcClient.create(DATABASE);
  private final TestClock clock = new TestClock();
  private final Balances balances = new Balances(jdbc, new ObjectMapper());

  private static DataSource database() {
    var database = new DriverManagerDataSource(TestPostgres.newDatabase(), "postgres", "");
    Flyway.configure().dataSource(database).load().migrate();
    return database;
  }

  @BeforeEach
  void nothing_has_come() {
    jdbc.sql("truncate telegram_update, outbox, balance").update();
  }

  @Test
  void a_day_is_that_of_moscow_and_everything_of_it_has_one_fate() {
    came("2020-03-08T20:59:59Z", "DONE", "REGISTERED", null);
    came("2020-03-08T21:00:00Z", "DONE", "REGISTERED", null);
    came("2020-03-09T10:00:00Z", "DONE", "ADDED", null);
    came("2020-03-09T10:00:00Z", "DONE", "ANSWERED", null);
    came("2020-03-09T10:00:00Z", "IGNORED", "IGNORED", "a service message");
    came("2020-03-09T10:00:00Z", "IGNORED", "IGNORED", "a service message");
    came("2020-03-09T10:00:00Z", "IGNORED", "EARLIER", null);
    came("2020-03-09T10:00:00Z", "QUARANTINED", null, "boom");
    came("2020-03-09T20:59:59Z", "NEW", null, null);
    came("2020-03-09T21:00:00Z", "DONE", "REGISTERED", null);
    posted("2020-03-09T10:00:00Z", "SENT", true);
    posted("2020-03-09T10:00:00Z", "DEAD", false);
    posted("2020-03-09T10:00:00Z", "UNREACHABLE", false);
    posted("2020-03-09T10:00:00Z", "NEW", false);

    Balance balance = balances.of(MONDAY);

    assertThat(balance.in())
        .isEqualTo(new Balance.In(8, 1, 1, 1, Map.of("a service message", 2L), 1, 1, 1, 1));
    assertThat(balance.out()).isEqualTo(new Balance.Out(4, 1, 1, 1, 1, 2, 1));
    assertThat(balance.isOff()).isFalse();
    assertThat(balance.settled()).isFalse();
  }

  @Test
  void after_midnight_one_node_tells_of_the_day_before_and_at_a_start_of_all_days_missed(
      CapturedOutput output) {
    came("2020-03-09T10:00:00Z", "DONE", "REGISTERED", null);
    came("2020-03-11T10:00:00Z", "DONE", "ADDED", null);
    clock.standAt("2020-03-12T00:05:01+03:00");
    var here = new DrawingBalances(balances, clock);
    var elsewhere = new DrawingBalances(balances, clock);

    while (here.drawNext() || elsewhere.drawNext()) {
      // Both are at it.
    }

    assertThat(output)
        .containsOnlyOnce("The balance of 2020-03-09: received 1 = registered 1 + added 0")
        .containsOnlyOnce("The balance of 2020-03-10: received 0")
        .containsOnlyOnce("The balance of 2020-03-11: received 1 = registered 0 + added 1")
        .doesNotContain("2020-03-12");
  }

  @Test
  void an_update_of_which_nobody_knows_what_became_of_it_is_an_error(CapturedOutput output) {
    came("2020-03-09T10:00:00Z", "DONE", null, null);
    clock.standAt("2020-03-10T08:00:00+03:00");

    new DrawingBalances(balances, clock).drawNext();

    assertThat(balances.of(MONDAY).in().difference()).isOne();
    assertThat(output).contains("ERROR").contains("The balance of 2020-03-09 is off: received 1");
  }

  @Test
  void what_still_waited_is_counted_again_until_it_is_settled() {
    came("2020-03-09T10:00:00Z", "NEW", null, null);
    clock.standAt("2020-03-10T08:00:00+03:00");
    new DrawingBalances(balances, clock).drawNext();
    assertThat(balances.unsettled(MONDAY)).containsExactly(MONDAY);

    jdbc.sql("update telegram_update set state = 'DONE', fate = 'ADDED', done_at = now()").update();
    assertThat(balances.of(MONDAY).in().added()).isOne();

    clock.standAt("2020-03-11T08:00:00+03:00");
    new DrawingBalances(balances, clock).drawNext();
    assertThat(balances.unsettled(MONDAY)).isEmpty();
    assertThat(balances.of(MONDAY).in().added()).isOne();
  }

  private void came(String at, String state, @Nullable String fate, @Nullable String error) {
    jdbc.sql(
            """
            insert into telegram_update
              (bot_id, update_id, raw, received_at, state, fate, error, done_at)
            values (1, :id, '{}', :at::timestamptz, :state, :fate, :error,
                    case when :state <> 'NEW' then now() end)
            """)
        .param("id", IDS.incrementAndGet())
        .param("at", at)
        .param("state", state)
        .param("fate", fate)
        .param("error", error)
        .update();
  }

  private void posted(String at, String state, boolean possiblyTwice) {
    jdbc.sql(
            """
            insert into outbox
              (channel, chat_id, dedupe_key, body, posted_at, state, possibly_twice, settled_at)
            values ('telegram', '1', :key, '{}', :at::timestamptz, :state, :twice,
                    case when :state <> 'NEW' then now() end)
            """)
        .param("key", "balance" + IDS.incrementAndGet())
        .param("at", at)
        .param("state", state)
        .param("twice", possiblyTwice)
        .update();
  }
}
