package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTests {

  private final Path folder;

  PostgresBinariesTests(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void of_two_products_that_unpack_at_once_the_slower_one_takes_what_is_there() throws IOException {
    Path home = unpacked("home");
    Path unfinished = unpacked("unpacking-2");

    PostgresBinaries.finish(unfinished, home);

    assertThat(home.resolve("bin")).exists();
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void what_can_not_be_moved_for_another_reason_is_an_error() throws IOException {
    Path home = Files.writeString(folder.resolve("home"), "a file");

    assertThatThrownBy(() -> PostgresBinaries.finish(unpacked("unpacking-1"), home))
        .isInstanceOf(FileSystemException.class);
  }

  private Path unpacked(String name) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    return home;
  }
}
