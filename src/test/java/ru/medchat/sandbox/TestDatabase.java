package ru.medchat.sandbox;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * One PostgreSQL for all tests of the sandbox in a JVM; every test gets an empty database of its
 * own.
 */
final class TestDatabase {

  private static final Path FOLDER =
      Path.of("target", "sandbox-tests-" + System.getProperty("tests.fork", "1"));

  static final Path BINARIES = Path.of("target", "postgres-binaries");

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private TestDatabase() {}

  private static EmbeddedDatabase server() {
    return Holder.SERVER;
  }

  static String password() {
    return server().password();
  }

  /** The address of a new, empty database. */
  static String create() {
    var name = "test_" + COUNTER.incrementAndGet();
    var jdbc = jdbc(server().url());
    jdbc.sql("drop database if exists " + name + " with (force)").update();
    jdbc.sql("create database " + name).update();
    return server().url().replaceFirst("/postgres$", "/" + name);
  }

  static JdbcClient jdbc(String url) {
    return JdbcClient.create(
        new DriverManagerDataSource(url, EmbeddedDatabase.USER, server().password()));
  }

  private static class Holder {
    static final EmbeddedDatabase SERVER = start();

    private static EmbeddedDatabase start() {
      var server = EmbeddedDatabase.start(FOLDER, BINARIES);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return server;
    }
  }
}
