package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ru.medchat.telegram.Scene.eventually;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import ru.medchat.testing.TestPostgres;

/** Several nodes on one database: one of them polls, and another one when it can't any more. */
class LeadershipTest {

  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final String DATABASE = TestPostgres.newDatabase();

  private final ScriptedTelegram telegram = new ScriptedTelegram();
  private final List<Node> nodes = new ArrayList<>();
  private final Node first = new Node("127.0.0.1", LEASE);
  private final Node second = new Node("localhost", LEASE);
  private int updates = 100;

  @BeforeEach
  void begin() {
    telegram.isImpatient(Duration.ofMillis(100));
    second.jdbc.sql("delete from int_lock").update();
  }

  @BeforeAll
  static void schema() {
    Flyway.configure().dataSource(DATABASE, "postgres", "").load().migrate();
  }

  @AfterEach
  void end() {
    nodes.forEach(node -> node.poller.stop());
    nodes.forEach(node -> node.database.close());
  }

  /** What a node has of its own. */
  private final class Node {

    final HikariDataSource database = new HikariDataSource();
    final JdbcClient jdbc;
    final PollState state = new PollState();
    final Poller poller;

    Node(String telegramAs, Duration lease) {
      database.setJdbcUrl(DATABASE);
      database.setUsername("postgres");
      database.setMaximumPoolSize(4);
      jdbc = JdbcClient.create(database);
      var settings =
          new TelegramSettings(
              ScriptedTelegram.TOKEN,
              URI.create(telegram.url().replace("127.0.0.1", telegramAs)),
              TelegramSettings.Updates.POLLING,
              lease);
      poller =
          new Poller(
              settings,
              new Inbox(jdbc, event -> {}, settings),
              state,
              new Leadership(database, new JdbcTransactionManager(database), settings));
      nodes.add(this);
    }

    boolean leads() {
      return Boolean.TRUE.equals(state.health().getDetails().get("leads"));
    }

    void beginsToLead() {
      poller.start();
      eventually(() -> assertThat(leads()).isTrue());
    }
  }

  @Test
  void only_one_polls() throws Exception {
    first.beginsToLead();
    second.poller.start();
    updateIsKept();
    Thread.sleep(LEASE.plusSeconds(1).toMillis());
    assertThat(first.leads()).isTrue();
    assertThat(second.leads()).isFalse();
    assertThat(pollersInTurn()).containsExactly("127.0.0.1");
  }

  @Test
  void who_polls_hands_over_at_once_when_it_stops() {
    Duration lease = Duration.ofSeconds(20);
    var polling = new Node("127.0.0.1", lease);
    var waiting = new Node("localhost", lease);
    polling.beginsToLead();
    waiting.poller.start();
    updateIsKept();

    polling.poller.stop();

    // Not the lease, only the time between two looks of the other one: a fifth of it.
    await().atMost(lease.dividedBy(2)).until(waiting::leads);
    updateIsKept();
    assertThat(pollersInTurn()).containsExactly("127.0.0.1", "localhost");
  }

  @Test
  void one_cut_off_from_the_database_stops_by_itself_and_is_replaced_after_its_lease() {
    first.beginsToLead();
    second.poller.start();
    updateIsKept();

    // Nothing it has to say reaches the others any more, neither renewal nor farewell.
    first.database.close();

    await().until(second::leads);
    assertThat(first.leads()).isFalse();
    updateIsKept();
    assertThat(pollersInTurn()).containsExactly("127.0.0.1", "localhost");
  }

  @Test
  void one_that_was_killed_and_left_its_row_is_replaced_after_its_lease() {
    first.beginsToLead();
    second.jdbc.sql("create table left_behind as select * from int_lock").update();
    first.poller.stop();
    second.jdbc.sql("insert into int_lock select * from left_behind").update();
    second.jdbc.sql("drop table left_behind").update();

    long begin = System.nanoTime();
    second.beginsToLead();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(LEASE.dividedBy(4));
  }

  @Test
  void an_outage_of_the_database_ends_polling_and_its_end_begins_it_again() throws Exception {
    first.beginsToLead();
    second.poller.start();
    updateIsKept();

    second.jdbc.sql("alter table int_lock rename to away").update();
    try {
      eventually(() -> assertThat(first.leads() || second.leads()).isFalse());
      int polls = telegram.pollers().size();
      Thread.sleep(LEASE.toMillis());
      assertThat(telegram.pollers()).hasSizeLessThanOrEqualTo(polls + 1);
    } finally {
      second.jdbc.sql("alter table away rename to int_lock").update();
    }

    eventually(() -> assertThat(first.leads() ^ second.leads()).isTrue());
    updateIsKept();
  }

  private List<String> pollersInTurn() {
    List<String> turns = new ArrayList<>();
    for (String poller : telegram.pollers()) {
      if (turns.isEmpty() || !turns.get(turns.size() - 1).equals(poller)) {
        turns.add(poller);
      }
    }
    return turns;
  }

  private void updateIsKept() {
    int id = ++updates;
    telegram.arrives(id, Scene.message(5, "\"text\":\"hello\""));
    eventually(
        () ->
            assertThat(
                    second
                        .jdbc
                        .sql("delete from telegram_update where update_id = ?")
                        .param(id)
                        .update())
                .isOne());
  }
}
