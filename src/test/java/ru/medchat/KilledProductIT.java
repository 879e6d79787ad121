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
import ru.medchat.sandbox.OutsideTelegram.Arrived;
import ru.medchat.testing.Balance;
import ru.medchat.testing.Crowd;
import ru.medchat.testing.RunningProduct;
import ru.medchat.testing.TestPostgres;

/**
 * Ends the product's JVM with {@code kill -9} while a message stands at every step of its way, and
 * starts it again. Each is stopped in the database: a trigger lets exactly its chat's row wait
 * there for a lock that the test holds.
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
  void a_message_survives_the_death_of_the_product_wherever_it_is_on_its_way() throws Exception {
    String fetched = groups.get(0);
    String kept = groups.get(1);
    String registering = groups.get(2);
    String acknowledging = groups.get(3);
    String posted = groups.get(4);
    String underWay = groups.get(5);
    String arrived = groups.get(6);

    try (var ours = connect(database);
        var telegrams = connect(telegram.database())) {
      prepareToStop(ours);
      prepareToStop(telegrams);
      stop(ours, fetched, "before insert on telegram_update", "true");
      stop(ours, registering, "before insert on message", "new.author = 'RESIDENT'");
      stop(ours, acknowledging, "before insert on outbox", "true");
      stop(ours, posted, "before update on outbox", "new.state = 'SENDING'");
      stop(telegrams, underWay, "before insert on sandbox.message", "new.reply_to > 0");
      stop(ours, arrived, "before update on outbox", "new.state = 'SENT'");
      isTakenUpLater(ours, kept);

      groups.subList(1, 7).forEach(chat -> crowd.writes(chat, 1));
      await("all but one are stopped")
          .atMost(PATIENCE)
          .until(
              () ->
                  waiting(ours) == 4
                      && waiting(telegrams) == 1
                      && count("telegram_update where chat_id = ?", kept) == 1);
      crowd.writes(fetched, 1);
      await("all are stopped").atMost(PATIENCE).until(() -> waiting(ours) == 5);
      product.kill();
      letGoOfTheDead(ours);
      letGoOfTheDead(telegrams);
      execute(ours, "update telegram_update set next_attempt_at = now() where state = 'NEW'");
    }
    assertThat(count("telegram_update where chat_id = ?", fetched)).isZero();
    for (String chat : List.of(kept, registering)) {
      assertThat(count("telegram_update where state = 'NEW' and chat_id = ?", chat)).isOne();
      assertThat(count("appeal where chat_id = ?", chat)).isZero();
    }
    assertThat(count("appeal where chat_id = ?", acknowledging)).isOne();
    assertThat(count("outbox where chat_id = ?", acknowledging)).isZero();
    assertThat(count("outbox where state = 'NEW' and chat_id = ?", posted)).isOne();
    for (String chat : List.of(underWay, arrived)) {
      assertThat(count("outbox where state = 'SENDING' and chat_id = ?", chat)).isOne();
    }
    assertThat(telegram.saidByBot()).extracting(Arrived::chat).containsExactly(arrived);

    product = start();
    crowd.writes(groups.get(7), 1);
    var balance = new Balance(jdbc, telegram, crowd);
    balance.settles(PATIENCE);
    balance.everyMessageIsInExactlyOneAppeal().everyAppealIsAcknowledgedAndToldEverythingInOrder();
    assertThat(
            jdbc.sql("select chat_id from outbox where possibly_twice").query(String.class).list())
        .containsExactlyInAnyOrder(underWay, arrived);
    assertThat(telegram.saidByBot())
        .extracting(Arrived::chat)
        .containsExactlyInAnyOrder(
            fetched,
            kept,
            registering,
            acknowledging,
            posted,
            underWay,
            arrived,
            arrived,
            groups.get(7));
    assertThat(product.terminate()).isLessThan(Duration.ofSeconds(5));
  }

  private static Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(database, "postgres", "");
  }

  private static void prepareToStop(Connection database) throws SQLException {
    execute(
        database,
        """
        create function stop() returns trigger language plpgsql as
          'begin perform pg_advisory_xact_lock(61); return new; end';
        select pg_advisory_lock(61);
        """);
  }

  /** Stops whoever changes a row of a chat like this. */
  private static void stop(Connection database, String chat, String change, String row)
      throws SQLException {
    execute(
        database,
        "create trigger stop_%s %s for each row when (new.chat_id = '%s' and %s) execute function stop()"
            .formatted(chat.substring(1), change, chat, row));
  }

  /** Keeps an update from being taken up when it is kept. */
  private static void isTakenUpLater(Connection database, String chat) throws SQLException {
    execute(
        database,
        """
        create function later() returns trigger language plpgsql as
          'begin new.next_attempt_at := now() + interval ''1 day''; return new; end';
        create trigger later before insert on telegram_update for each row
          when (new.chat_id = '%s') execute function later();
        """
            .formatted(chat));
  }

  /** PostgreSQL would find out by itself that its client is gone, once the client's turn comes. */
  private static void letGoOfTheDead(Connection database) throws SQLException {
    execute(database, "select pg_terminate_backend(pid) " + WAITING);
    await("the end of the dead").atMost(PATIENCE).until(() -> waiting(database) == 0);
    execute(database, "drop function if exists stop(), later() cascade");
  }

  private static long waiting(Connection database) throws SQLException {
    try (var statement = database.createStatement();
        var row = statement.executeQuery("select count(*) " + WAITING)) {
      row.next();
      return row.getLong(1);
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

  private long count(String of, Object... parameters) {
    return jdbc.sql("select count(*) from " + of).params(parameters).query(Long.class).single();
  }
}
