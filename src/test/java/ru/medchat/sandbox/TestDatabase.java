package ru.medchat.sandbox;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One PostgreSQL for all tests of the sandbox; every test gets an empty database of its own. */
class TestDatabase implements BeforeAllCallback {

  static final Path FOLDER = Path.of("target", "sandbox-tests");
  static final Path BINARIES = Path.of("target", "postgres-binaries");

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private static EmbeddedDatabase server() {
    return Holder.SERVER;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    var unused =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .getOrComputeIfAbsent(
                TestDatabase.class,
                key -> (ExtensionContext.Store.CloseableResource) () -> server().close(),
                ExtensionContext.Store.CloseableResource.class);
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
    static final EmbeddedDatabase SERVER = EmbeddedDatabase.start(FOLDER, BINARIES);
  }
}
