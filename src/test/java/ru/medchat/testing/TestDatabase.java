package ru.medchat.testing;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with our schema for tests of a single module: one for all of them. */
public final class TestDatabase {

  private static final DataSource DATA_SOURCE = create();

  private TestDatabase() {}

  public static DataSource dataSource() {
    return DATA_SOURCE;
  }

  public static JdbcClient jdbc() {
    return JdbcClient.create(DATA_SOURCE);
  }

  private static DataSource create() {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(TestPostgres.newDatabase());
    pool.setUsername("postgres");
    pool.setMaximumPoolSize(16);
    Flyway.configure().dataSource(pool).load().migrate();
    Runtime.getRuntime().addShutdownHook(new Thread(pool::close));
    return pool;
  }
}
