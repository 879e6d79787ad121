package ru.medchat.telegram;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A PostgreSQL as durable as in production, and what it counts. */
public final class Server implements AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final SingleConnectionDataSource connection;
  private final JdbcClient jdbc;

  private Server(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    this.connection = open("postgres");
    this.jdbc = JdbcClient.create(connection);
    jdbc.sql("create extension pg_stat_statements").update();
  }

  public static Server start() throws IOException {
    return new Server(
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("timezone", "UTC")
            .setServerConfig("shared_preload_libraries", "pg_stat_statements")
            // As docker/compose.yaml has it: less would write out pages as soon as they change.
            .setServerConfig("shared_buffers", "1GB")
            // No checkpoint falls into a round: each begins with one of its own.
            .setServerConfig("checkpoint_timeout", "1h")
            .setServerConfig("max_wal_size", "16GB")
            .start());
  }

  String newDatabase(String name) {
    jdbc.sql("create database " + name).update();
    return url(name);
  }

  /** A connection outside of every pool, whose commits are its caller's to subtract. */
  SingleConnectionDataSource open(String database) {
    try {
      Connection own = DriverManager.getConnection(url(database));
      return new SingleConnectionDataSource(own, true);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String url(String database) {
    return postgres.getJdbcUrl("postgres", database);
  }

  void checkpoint() {
    jdbc.sql("checkpoint").update();
  }

  /** Bytes of WAL ever written. */
  long wal() {
    return jdbc.sql("select pg_current_wal_lsn() - '0/0'").query(Long.class).single();
  }

  /** Commits in a database, those that only read included; complete once its sessions are gone. */
  long commits(String database) {
    jdbc.sql("select pg_stat_clear_snapshot()").query().singleRow();
    return jdbc.sql("select xact_commit from pg_stat_database where datname = ?")
        .param(database)
        .query(Long.class)
        .single();
  }

  /** Statements executed in a database since they were forgotten; begin and commit left out. */
  long statements(String database) {
    return jdbc.sql(
            """
            select coalesce(sum(calls), 0)
              from pg_stat_statements s join pg_database d on d.oid = s.dbid
             where d.datname = ? and query !~* '^(begin|commit|rollback)'
            """)
        .param(database)
        .query(Long.class)
        .single();
  }

  /** Pages the statements of a database looked at since they were forgotten. */
  long pages(String database) {
    return jdbc.sql(
            """
            select coalesce(sum(shared_blks_hit + shared_blks_read), 0)::bigint
              from pg_stat_statements s join pg_database d on d.oid = s.dbid
             where d.datname = ?
            """)
        .param(database)
        .query(Long.class)
        .single();
  }

  /** The processor time that this JVM and the server have taken, but its sessions that ended. */
  Duration processorTime() {
    var session =
        ProcessHandle.of(jdbc.sql("select pg_backend_pid()").query(Long.class).single())
            .orElseThrow();
    return Stream.concat(
            Stream.of(ProcessHandle.current()), session.parent().orElseThrow().descendants())
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  public void forgetStatements() {
    jdbc.sql("select pg_stat_statements_reset()").query().singleRow();
  }

  /** What the statements of a database cost, the dearest first. */
  public List<String> dearest(String database) {
    return jdbc.sql(
            """
            select format('%8s calls %9s ms %8s blocks %9s wal  %s', calls,
                          round(total_exec_time), shared_blks_hit, wal_bytes,
                          left(regexp_replace(query, '\\s+', ' ', 'g'), 150))
              from pg_stat_statements s join pg_database d on d.oid = s.dbid
             where d.datname = ? order by total_exec_time desc limit 70
            """)
        .param(database)
        .query(String.class)
        .list();
  }

  @Override
  public void close() throws IOException {
    connection.destroy();
    try {
      postgres.close();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
