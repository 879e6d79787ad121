package ru.medchat.sandbox;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL, unpacked once for this machine. */
class PostgresBinaries {

  private static final String OS = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);

  private final Path home;

  private PostgresBinaries(Path home) {
    this.home = home;
  }

  /** Unpacks the programs for this machine into the folder, unless they are already there. */
  static PostgresBinaries in(Path folder) throws IOException {
    byte[] packed = packed();
    var home = folder.toAbsolutePath().resolve("postgres-" + digest(packed));
    if (!Files.isDirectory(home)) {
      Files.createDirectories(folder);
      var unfinished = Files.createTempDirectory(folder, "unpacking-");
      unpack(packed, unfinished);
      finish(unfinished, home);
    }
    return new PostgresBinaries(home);
  }

  /** Moves what is unpacked to its place, unless another process has just unpacked the same. */
  static void finish(Path unfinished, Path home) throws IOException {
    try {
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException another) {
      // What it says of a folder that is not empty differs from system to system.
      FileSystemUtils.deleteRecursively(unfinished);
      if (!Files.isDirectory(home)) {
        throw another;
      }
    }
  }

  private static byte[] packed() throws IOException {
    try (var resource =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            system(), System.getProperty("os.arch"))) {
      return resource.readAllBytes();
    } catch (IllegalStateException missing) {
      // The jar for production comes without them.
      throw new SandboxFailed(
          "В этой сборке нет встроенной базы данных для %s. Задайте SPRING_DATASOURCE_URL."
              .formatted(system()),
          missing);
    }
  }

  /** Runs a program of PostgreSQL to its end, with what it prints going to the given file. */
  int run(Path output, String program, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    if (mustDropRoot()) {
      // PostgreSQL refuses to run as root; in a user namespace of its own it does not see root.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // To a file, not to a pipe: a server left running would hold the pipe open for ever.
    builder.redirectOutput(ProcessBuilder.Redirect.to(output.toFile()));
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    var process = builder.start();
    try {
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + program, interrupted);
    }
  }

  /** The major version of these programs, as a data folder's {@code PG_VERSION} names it. */
  String majorVersion(Path output) throws IOException {
    run(output, "pg_ctl", "--version");
    var words = Files.readString(output, StandardCharsets.UTF_8).strip();
    var version = words.substring(words.lastIndexOf(' ') + 1);
    return version.substring(0, Math.max(version.indexOf('.'), 0));
  }

  private static boolean mustDropRoot() {
    return OS.contains("linux")
        && "root".equals(System.getProperty("user.name"))
        && LinuxUtils.isUnshareAvailable();
  }

  private static String system() {
    if (OS.contains("windows")) {
      return "Windows";
    }
    return OS.contains("mac") ? "Darwin" : "Linux";
  }

  private static String digest(byte[] content) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void unpack(byte[] packed, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(
            new BufferedInputStream(new XZInputStream(new ByteArrayInputStream(packed))))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("an entry leaves its archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          File file = path.toFile();
          if ((entry.getMode() & 0100) != 0 && !file.setExecutable(true, false)) {
            throw new IOException("cannot be made executable: " + path);
          }
        }
      }
    }
  }
}
