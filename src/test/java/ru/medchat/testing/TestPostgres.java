package ru.medchat.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of a JVM, with an empty database for whoever asks. */
public final class TestPostgres {

  private static final AtomicInteger databases = new AtomicInteger();

  private TestPostgres() {}

  /** The JDBC address of a new, empty database. */
  public static String newDatabase() {
    String name = "test" + databases.incrementAndGet();
    try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Server.RUNNING.getJdbcUrl("postgres", name);
  }

  private static final class Server {

    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        var server = EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Contexts close in hooks of their own at the same time, and hang without their database. */
    private static void stop(EmbeddedPostgres server) {
      try (var connection = server.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        for (int tries = 0; tries < 100; tries++) {
          try (var others =
              statement.executeQuery(
                  "select 1 from pg_stat_activity where client_port is not null"
                      + " and pid <> pg_backend_pid()")) {
            if (!others.next()) {
              break;
            }
          }
          Thread.sleep(100);
        }
      } catch (SQLException | InterruptedException e) {
        System.err.println("The database of the tests is stopped as it is: " + e);
      }
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
