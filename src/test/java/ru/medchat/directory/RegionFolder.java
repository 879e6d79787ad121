package ru.medchat.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A folder of region files, and what the product does with it at a start. */
final class RegionFolder {

  private final Path folder;
  private final LoadingRegions loading;

  RegionFolder(Path folder, JdbcClient jdbc, Entries entries, TransactionTemplate transaction) {
    this.folder = folder;
    this.loading =
        new LoadingRegions(
            jdbc,
            entries,
            new LoadingBindings(jdbc, Clock.systemUTC()),
            transaction,
            new PathMatchingResourcePatternResolver(),
            folder.toUri().toString().replaceAll("/$", ""));
  }

  RegionFolder with(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void starts() {
    try {
      loading.afterPropertiesSet();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
