package ru.medchat.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL of the product's own: durable, kept between runs, reachable from this machine only.
 *
 * <p>Who runs is decided by a lock on a file of the folder that dies with its JVM. Whoever holds it
 * may stop a server that an earlier JVM, killed without warning, left running on the same data.
 */
class EmbeddedDatabase implements AutoCloseable {

  static final String USER = "medchat";

  /** Larger than any number an operating system gives to a process. */
  private static final String NOBODYS_PID = "999999999";

  private static final int ATTEMPTS = 3;

  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

  private final Path folder;
  private final Path data;
  private final Path output;
  private final PostgresBinaries binaries;
  private final FileChannel lock;
  private final String password;
  private int port;
  private boolean closed;

  private EmbeddedDatabase(Path folder, PostgresBinaries binaries, FileChannel lock)
      throws IOException {
    this.folder = folder;
    this.data = folder.resolve("postgres");
    this.output = folder.resolve("pg_ctl.log");
    this.binaries = binaries;
    this.lock = lock;
    this.password = password(folder.resolve("password"));
  }

  /** Starts the database of a folder, which is made when it is missing. */
  static EmbeddedDatabase start(Path folder, Path binaries) {
    var home = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(home);
      var lock = lock(home);
      try {
        var database = new EmbeddedDatabase(home, PostgresBinaries.in(binaries), lock);
        database.initialise();
        database.recover();
        database.startServer();
        return database;
      } catch (IOException | RuntimeException failure) {
        lock.close();
        throw failure;
      }
    } catch (IOException | IllegalStateException failure) {
      throw new SandboxFailed(
          "Встроенная база данных в папке %s не запускается: %s"
              .formatted(home, failure.getMessage()),
          failure);
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  String password() {
    return password;
  }

  /** Stops the server without waiting for its clients; what was committed stays. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    // The lock goes last: until then nobody else may touch the data.
    try (lock) {
      stop();
      log.info("The embedded PostgreSQL has stopped");
    } catch (IOException failure) {
      log.warn("The embedded PostgreSQL could not be stopped: {}", failure.getMessage());
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    var channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean ours = false;
    try {
      ours = channel.tryLock() != null;
    } catch (OverlappingFileLockException sameProcess) {
      ours = false;
    } finally {
      if (!ours) {
        channel.close();
      }
    }
    if (!ours) {
      throw new SandboxFailed(
          ("Папка %s уже занята другим запущенным Медчатом. Остановите его или укажите другую папку"
                  + " в medchat.sandbox.data.")
              .formatted(folder));
    }
    return channel;
  }

  private void initialise() throws IOException {
    if (Files.exists(data)) {
      var theirs = Files.readString(data.resolve("PG_VERSION"), StandardCharsets.UTF_8).strip();
      var ours = binaries.majorVersion(output);
      if (!theirs.equals(ours)) {
        throw new SandboxFailed(
            ("Данные в папке %s записаны PostgreSQL %s, а у этого Медчата PostgreSQL %s. Запустите"
                    + " прежнюю версию или начните с новой папкой в medchat.sandbox.data.")
                .formatted(folder, theirs, ours));
      }
      return;
    }
    // Beside its place and then moved there: a run that is cut short leaves no half of a database.
    var unfinished = folder.resolve("postgres.new");
    FileSystemUtils.deleteRecursively(unfinished);
    check(
        binaries.run(
            output,
            "initdb",
            "-D",
            unfinished.toString(),
            "-U",
            USER,
            "--auth=scram-sha-256",
            "--pwfile=" + folder.resolve("password"),
            "--encoding=UTF8",
            "--locale=C"));
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes the data back from a server whose JVM is gone. */
  private void recover() throws IOException {
    var pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    if (isServerRunning()) {
      log.info("Stopping the PostgreSQL that an earlier run left behind");
      stop();
      return;
    }
    // The number may meanwhile belong to another program, which would keep PostgreSQL from
    // starting. Only the number is taken out: from the other lines PostgreSQL itself finds out
    // whether a part of the old server is still at work on the data.
    var lines = new ArrayList<>(Files.readAllLines(pidFile, StandardCharsets.UTF_8));
    if (!lines.isEmpty()) {
      lines.set(0, NOBODYS_PID);
      Files.write(pidFile, lines, StandardCharsets.UTF_8);
    }
  }

  /** Whether the process named in the data's pid file lives and is a PostgreSQL on our data. */
  private boolean isServerRunning() throws IOException {
    var pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return false;
    }
    var lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
    if (lines.size() < 2) {
      return false;
    }
    var served = Path.of(lines.get(1));
    return Files.exists(served)
        && Files.isSameFile(served, data)
        && ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
            .flatMap(process -> process.info().command())
            .filter(command -> command.contains("postgres"))
            .isPresent();
  }

  private void startServer() throws IOException {
    for (int attempt = 1; !tryToStart(); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new IOException("подробности в файле " + serverLog());
      }
      // The last processes of a killed server need a moment to notice; a port may just be gone.
      pause();
    }
    log.info("The embedded PostgreSQL listens on port {}, its data is in {}", port, folder);
  }

  private boolean tryToStart() throws IOException {
    port = freePort();
    var options =
        List.of(
            "-p " + port,
            "-c listen_addresses=127.0.0.1",
            "-c unix_socket_directories=''",
            "-c fsync=on",
            "-c full_page_writes=on",
            "-c synchronous_commit=on",
            "-c timezone=UTC",
            "-c max_connections=100");
    var exitCode =
        binaries.run(
            output,
            "pg_ctl",
            "start",
            "-w",
            "-t",
            "60",
            "-D",
            data.toString(),
            "-l",
            serverLog().toString(),
            "-o",
            String.join(" ", options));
    return exitCode == 0;
  }

  private Path serverLog() {
    return folder.resolve("postgres.log");
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private void stop() throws IOException {
    if (isServerRunning() && pgCtlStop("fast") != 0) {
      check(pgCtlStop("immediate"));
    }
  }

  private int pgCtlStop(String mode) throws IOException {
    return binaries.run(
        output, "pg_ctl", "stop", "-D", data.toString(), "-m", mode, "-w", "-t", "4");
  }

  private void check(int exitCode) throws IOException {
    if (exitCode != 0) {
      throw new IOException("подробности в файле " + output);
    }
  }

  private static String password(Path file) throws IOException {
    if (!Files.exists(file)) {
      var bytes = new byte[16];
      new SecureRandom().nextBytes(bytes);
      var unfinished = Files.createTempFile(file.toAbsolutePath().getParent(), "password", "");
      Files.writeString(unfinished, HexFormat.of().formatHex(bytes));
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
