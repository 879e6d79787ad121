package ru.medchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.medchat.testing.RunningProduct;
import ru.medchat.testing.SandboxChats;
import ru.medchat.testing.TestPostgres;

/** Ends the product's JVM with {@code kill -9} at the worst moments, and starts it again. */
class KilledProductIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long RESIDENT = 1001;

  private final String database = TestPostgres.newDatabase();
  private final Path folder;

  KilledProductIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void a_message_survives_the_death_of_the_product_and_is_registered_exactly_once()
      throws Exception {
    killWhileHolding("telegram_update", "Нет талонов к терапевту", "fetched, not yet kept");
    killWhileHolding("appeal", "Уже третий день", "kept, not yet registered");

    try (var product = start()) {
      var chats = new SandboxChats(product.sandboxUrl());
      String group = chats.groupOf("taganrog");
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(residentsMessages()).isEqualTo(2));
      chats.botSays(group, PATIENCE, text -> text.contains("принято"));
      // Whatever would come twice has had its time to come.
      await().during(Duration.ofSeconds(2)).until(() -> count("appeal") == 1);

      assertThat(count("telegram_update where state = 'DONE'")).isEqualTo(2);
      assertThat(chats.saidByBot(group)).filteredOn(text -> text.contains("принято")).hasSize(1);
      assertThat(product.terminate()).isLessThan(Duration.ofSeconds(5));
    }
  }

  /** Has the product stop where it wants to write to a table, and kills it there. */
  private void killWhileHolding(String table, String message, String moment) throws Exception {
    try (var product = start();
        var connection = connect()) {
      var chats = new SandboxChats(product.sandboxUrl());
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute("lock table " + table + " in access exclusive mode");
      }
      chats.write(chats.groupOf("taganrog"), RESIDENT, "Анна", message);
      await(moment).atMost(PATIENCE).until(() -> someoneWaitsFor(table));
      product.kill();
      connection.rollback();
    }
  }

  private RunningProduct start() throws IOException {
    return RunningProduct.start(
        Map.of(
            "spring.datasource.url",
            database,
            "spring.datasource.username",
            "postgres",
            "medchat.sandbox.data",
            folder.toString()),
        Path.of("target", "killed-product.log"));
  }

  private boolean someoneWaitsFor(String table) throws SQLException {
    return count(
            """
            pg_locks where not granted and relation = '%s'::regclass
            """
                .formatted(table))
        > 0;
  }

  private long residentsMessages() throws SQLException {
    return count("message where author = 'RESIDENT'");
  }

  private long count(String of) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select count(*) from " + of)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database, "postgres", "");
  }
}
