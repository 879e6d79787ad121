package ru.medchat.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real PostgreSQL with our schema: one for the whole run of tests, started when first asked. */
public final class TestDatabase {

  private static final DataSource DATA_SOURCE = start();

  private TestDatabase() {}

  public static DataSource dataSource() {
    return DATA_SOURCE;
  }

  public static JdbcClient jdbc() {
    return JdbcClient.create(DATA_SOURCE);
  }

  private static DataSource start() {
    try {
      Path place = Files.createDirectories(Path.of("target", "postgres"));
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(place.toFile())
              .setDataDirectory(Files.createTempDirectory(place, "data-"))
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres)));
      HikariDataSource pool = new HikariDataSource();
      pool.setDataSource(postgres.getPostgresDatabase());
      pool.setMaximumPoolSize(16);
      Flyway.configure().dataSource(pool).load().migrate();
      return pool;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
