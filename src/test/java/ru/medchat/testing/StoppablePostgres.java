package ru.medchat.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/** A durable PostgreSQL on a fixed port that can be stopped under its clients and started again. */
public final class StoppablePostgres implements AutoCloseable {

  private final Path folder;
  private final int port = RunningProduct.freePort();
  private EmbeddedPostgres server;

  /**
   * Starts it.
   *
   * @param folder for its data
   */
  public StoppablePostgres(Path folder) throws IOException {
    this.folder = folder;
    server = run();
  }

  public String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** All connections are cut, and refused from now on. */
  public void stop() throws IOException {
    server.close();
  }

  public void startAgain() throws IOException {
    server = run();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private EmbeddedPostgres run() throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }
}
