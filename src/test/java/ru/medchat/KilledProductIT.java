package ru.medchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import ru.medchat.sandbox.OutsideTelegram;
import ru.medchat.testing.Balance;
import ru.medchat.testing.Crowd;
import ru.medchat.testing.RunningProduct;
import ru.medchat.testing.TestPostgres;

/**
 * Ends the product's JVM with {@code kill -9} at every step of a message's way, and starts it
 * again. The steps are stopped at in the database: a trigger lets exactly one chat's row wait there
 * for a lock that the test holds.
 */
class KilledProductIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String WAITING =
      """
      from pg_locks where locktype = 'advisory' and not granted
       and database = (select oid from pg_database where datname = current_database())
      """;

  private final String database = TestPostgres.newDatabase();
  private final JdbcClient jdbc =
      JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
  private final OutsideTelegram telegram = new OutsideTelegram();
  private RunningProduct product = start();
  private final List<String> groups = telegram.openGroups(jdbc, 8);
  private final Crowd crowd = new Crowd(telegram.chats(), groups);

  KilledProductIT() throws IOException {}

  @AfterEach
  void end() {
    product.kill();
    telegram.close();
  }

  @Test
  void a_message_survives_the_death_of_the_product_at_every_step_of_its_way() throws Exception {
    String fetched = groups.get(0);
    dies("before insert on telegram_update", "true", fetched);
    assertThat(count("telegram_update where chat_id = ?", fetched)).isZero();
    product = start();

    String underWay = groups.get(1);
    dies(telegram.database(), "before insert on sandbox.message", "new.reply_to > 0", underWay);
    assertThat(count("outbox where state = 'SENDING' and chat_id = ?", underWay)).isOne();
    assertThat(arrivedIn(underWay)).isZero();
    product = start();

    String arrived = groups.get(2);
    dies("before update on outbox", "new.state = 'SENT'", arrived);
    assertThat(count("outbox where state = 'SENDING' and chat_id = ?", arrived)).isOne();
    assertThat(arrivedIn(arrived)).isOne();
    product = start();

    String kept = groups.get(3);
    diesBeforeItIsTaken(kept);
    assertThat(count("telegram_update where state = 'NEW' and chat_id = ?", kept)).isOne();
    product = start();

    String registering = groups.get(4);
    dies("before insert on message", "new.author = 'RESIDENT'", registering);
    assertThat(count("telegram_update where state = 'NEW' and chat_id = ?", registering)).isOne();
    assertThat(count("appeal where chat_id = ?", registering)).isZero();
    product = start();

    String acknowledging = groups.get(5);
    dies("before insert on outbox", "true", acknowledging);
    assertThat(count("appeal where chat_id = ?", acknowledging)).isOne();
    assertThat(count("outbox where chat_id = ?", acknowledging)).isZero();
    product = start();

    String posted = groups.get(6);
    dies("before update on outbox", "new.state = 'SENDING'", posted);
    assertThat(count("outbox where state = 'NEW' and chat_id = ?", posted)).isOne();
    assertThat(arrivedIn(posted)).isZero();
    product = start();

    crowd.writes(groups.get(7), 1);
    var balance = new Balance(jdbc, telegram, crowd);
    balance.settles(PATIENCE);
    balance.everyMessageIsInExactlyOneAppeal().everyAppealIsAcknowledgedAndToldEverythingInOrder();
    assertThat(jdbc.sql("select chat_id from outbox where possibly_twice order by id"))
        .extracting(query -> query.query(String.class).list())
        .isEqualTo(List.of(underWay, arrived));
    assertThat(arrivedIn(underWay)).isOne();
    assertThat(arrivedIn(arrived)).isEqualTo(2);
    assertThat(product.terminate()).isLessThan(Duration.ofSeconds(5));
  }

  /** Has a resident write, stops the product at a change of a row of that chat, and kills it. */
  private void dies(String change, String row, String chat) throws SQLException {
    dies(database, change, row, chat);
  }

  private void dies(String where, String change, String row, String chat) throws SQLException {
    try (var connection = DriverManager.getConnection(where, "postgres", "")) {
      execute(
          connection,
          """
          create function stop() returns trigger language plpgsql as
            'begin perform pg_advisory_xact_lock(61); return new; end';
          create trigger stop %s for each row when (new.chat_id = '%s' and %s)
            execute function stop();
          select pg_advisory_lock(61);
          """
              .formatted(change, chat, row));
      crowd.writes(chat, 1);
      await(change + " when " + row).atMost(PATIENCE).until(() -> somebodyWaits(connection));
      product.kill();
      // PostgreSQL would find out by itself, once the dead one's turn comes.
      execute(connection, "select pg_terminate_backend(pid) " + WAITING);
      await("the end of the dead").atMost(PATIENCE).until(() -> !somebodyWaits(connection));
      execute(connection, "drop function stop cascade");
    }
  }

  /** Kills the product while an update is kept already, but not yet taken up. */
  private void diesBeforeItIsTaken(String chat) {
    jdbc.sql(
            """
            create function later() returns trigger language plpgsql as
              'begin new.next_attempt_at := now() + interval ''1 day''; return new; end'
            """)
        .update();
    jdbc.sql(
            "create trigger later before insert on telegram_update for each row execute function later()")
        .update();
    crowd.writes(chat, 1);
    await("kept")
        .atMost(PATIENCE)
        .until(() -> count("telegram_update where chat_id = ?", chat) > 0);
    product.kill();
    jdbc.sql("drop function later cascade").update();
    jdbc.sql("update telegram_update set next_attempt_at = now() where state = 'NEW'").update();
  }

  private static boolean somebodyWaits(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select exists (select " + WAITING + ")")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private RunningProduct start() throws IOException {
    var settings = telegram.settings(database);
    settings.put("medchat.telegram.lease", "2s");
    return RunningProduct.start(settings, Path.of("target", "killed-product.log"));
  }

  private long arrivedIn(String chat) {
    return telegram.saidByBot().stream().filter(said -> said.chat().equals(chat)).count();
  }

  private long count(String of, Object... parameters) {
    return jdbc.sql("select count(*) from " + of).params(parameters).query(Long.class).single();
  }
}
