package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

class EmbeddedDatabaseTests {

  /** Copied for every test, because to initialise a database takes longer than most tests. */
  private static final Path INITIALISED = Path.of("target", "sandbox-initialised");

  private final Path folder;

  EmbeddedDatabaseTests(@TempDir Path folder) {
    this.folder = folder;
  }

  private final List<Process> products = new ArrayList<>();

  @BeforeAll
  static void initialise() {
    if (!Files.exists(INITIALISED.resolve("postgres"))) {
      EmbeddedDatabase.start(INITIALISED, TestDatabase.BINARIES).close();
    }
  }

  @BeforeEach
  void copyInitialised() throws IOException {
    FileSystemUtils.copyRecursively(INITIALISED, folder);
    var ownerOnly = PosixFilePermissions.fromString("rwx------");
    Files.setPosixFilePermissions(folder.resolve("postgres"), ownerOnly);
  }

  @AfterEach
  void endProducts() throws InterruptedException {
    for (var product : products) {
      product.destroy();
      product.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void what_was_committed_is_there_at_the_next_start() {
    try (var first = start()) {
      jdbc(first).sql("create table kept (word text)").update();
      jdbc(first).sql("insert into kept values ('да')").update();
    }

    try (var second = start()) {
      assertThat(jdbc(second).sql("select word from kept").query(String.class).single())
          .isEqualTo("да");
    }
  }

  @Test
  void a_commit_reaches_the_disk_before_it_is_answered() {
    try (var database = start()) {
      for (var setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
        assertThat(jdbc(database).sql("show " + setting).query(String.class).single())
            .as(setting)
            .isEqualTo("on");
      }
      assertThat(jdbc(database).sql("show listen_addresses").query(String.class).single())
          .isEqualTo("127.0.0.1");
    }
  }

  @Test
  void a_second_product_on_the_same_folder_is_refused_and_leaves_the_first_alone() {
    try (var first = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(SandboxFailed.class)
          .hasMessageContaining("уже занята другим запущенным Медчатом");

      assertThat(jdbc(first).sql("select 1").query(Integer.class).single()).isEqualTo(1);
    }
  }

  @Test
  void data_of_another_major_version_is_refused_in_one_line() throws IOException {
    start().close();
    Files.writeString(folder.resolve("postgres").resolve("PG_VERSION"), "16\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(SandboxFailed.class)
        .hasMessageContaining("записаны PostgreSQL 16")
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_stale_pid_file_whose_number_belongs_to_another_program_is_no_obstacle()
      throws IOException {
    start().close();
    Files.writeString(
        folder.resolve("postgres").resolve("postmaster.pid"),
        "%d\n%s\n".formatted(ProcessHandle.current().pid(), folder.resolve("postgres")));

    start().close();
  }

  @Test
  void a_server_left_running_by_a_killed_product_is_taken_over() throws Exception {
    var product = startProduct();
    var orphan = postmaster();
    product.destroyForcibly().waitFor();
    assertThat(isRunning(orphan)).as("the orphan").isTrue();

    try (var next = start()) {
      assertThat(isRunning(orphan)).isFalse();
      assertThat(
              jdbc(next)
                  .sql("select count(*) from sandbox.chat where type = 'supergroup'")
                  .query(Integer.class)
                  .single())
          .isEqualTo(12);
    }
  }

  @Test
  void a_server_that_was_killed_itself_recovers_what_was_committed() throws Exception {
    try (var killed = start()) {
      jdbc(killed).sql("create table kept (word text)").update();
      jdbc(killed).sql("insert into kept values ('да')").update();
      ProcessHandle.of(postmaster()).orElseThrow().destroyForcibly();
      // Its own processes notice by themselves, a moment later.
      Thread.sleep(500);
    }

    try (var next = start()) {
      assertThat(jdbc(next).sql("select word from kept").query(String.class).single())
          .isEqualTo("да");
    }
  }

  @Test
  void a_terminated_product_ends_with_its_database_in_less_than_five_seconds() throws Exception {
    var product = startProduct();
    var server = postmaster();
    long begin = System.nanoTime();

    product.destroy();

    assertThat(product.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(isRunning(server)).isFalse();
  }

  /** Whether a process lives; one that only waits to be buried by its parent has no command. */
  private static boolean isRunning(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
  }

  private EmbeddedDatabase start() {
    return EmbeddedDatabase.start(folder, TestDatabase.BINARIES);
  }

  private static JdbcClient jdbc(EmbeddedDatabase database) {
    return JdbcClient.create(
        new DriverManagerDataSource(database.url(), EmbeddedDatabase.USER, database.password()));
  }

  private long postmaster() throws IOException {
    var pidFile = folder.resolve("postgres").resolve("postmaster.pid");
    return Long.parseLong(Files.readAllLines(pidFile, StandardCharsets.UTF_8).get(0));
  }

  private Process startProduct() throws IOException {
    var product =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MiniProduct.class.getName(),
                "--medchat.sandbox.data=" + folder)
            .redirectErrorStream(true)
            .start();
    products.add(product);
    var output = new StringBuilder();
    BufferedReader lines = product.inputReader(StandardCharsets.UTF_8);
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("READY")) {
        return product;
      }
      output.append(line).append('\n');
    }
    throw new IllegalStateException("the product did not start:\n" + output);
  }
}
