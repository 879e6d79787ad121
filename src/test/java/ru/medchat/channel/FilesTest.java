package ru.medchat.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.testing.TestDatabase;

@ChannelTest
class FilesTest {

  @Autowired Files files;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @BeforeEach
  void no_files() {
    jdbc.sql("truncate file cascade").update();
  }

  @Test
  void a_file_is_given_out_to_one_fetcher_and_kept_as_it_came() throws Exception {
    long id = expect("abc");

    Files.Fetch fetch = files.next("telegram").orElseThrow();
    assertThat(fetch)
        .isEqualTo(new Files.Fetch(id, Attachment.Kind.DOCUMENT, "abc", null, null, 1, 0));
    assertThat(files.next("telegram")).isEmpty();

    byte[] bytes = {1, 2, 3};
    files.stored(id, new ByteArrayInputStream(bytes), "application/pdf");

    Files.StoredFile stored = files.find(id).orElseThrow();
    assertThat(files.content(stored)).hasBinaryContent(bytes);
    assertThat(stored.mediaType()).isEqualTo("application/pdf");
    assertThat(expect("abc")).isEqualTo(id);
    assertThat(files.next("telegram")).isEmpty();
  }

  @Test
  void a_file_that_can_not_be_had_yet_is_tried_again_and_a_lost_one_is_not() {
    long id = expect("abc");
    files.next("telegram");
    files.retryLater(id, Duration.ZERO, "timeout");
    assertThat(files.next("telegram")).map(Files.Fetch::attempt).contains(2);

    files.lost(id, "gone");
    jdbc.sql("update file set next_attempt_at = now()").update();
    assertThat(files.next("telegram")).isEmpty();
  }

  @Test
  void a_lost_file_has_all_its_tries_again_when_a_person_or_its_resident_wants_so() {
    long id = expect("abc");
    for (boolean sentAgain : new boolean[] {true, false}) {
      files.next("telegram");
      files.refused(id, Duration.ZERO, "temporarily unavailable");
      assertThat(files.next("telegram")).map(Files.Fetch::refusals).contains(1);
      files.lost(id, "gone");

      if (sentAgain) {
        assertThat(expect("abc")).isEqualTo(id);
      } else {
        assertThat(files.tryAgain(id)).isTrue();
        assertThat(files.tryAgain(id)).as("no longer lost").isFalse();
      }

      assertThat(files.next("telegram"))
          .contains(new Files.Fetch(id, Attachment.Kind.DOCUMENT, "abc", null, null, 1, 0));
      files.retryLater(id, Duration.ZERO, "timeout");
    }
  }

  @Test
  void any_part_of_a_big_file_is_read_on_its_own() throws Exception {
    byte[] bytes = new byte[600_000];
    new Random(1).nextBytes(bytes);
    long id = expect("abc");
    files.stored(id, new ByteArrayInputStream(bytes), null);
    var stored = files.find(id).orElseThrow();

    try (var content = files.content(stored)) {
      assertThat(content.skip(262_143)).isEqualTo(262_143);
      assertThat(content.readNBytes(3)).isEqualTo(Arrays.copyOfRange(bytes, 262_143, 262_146));
      assertThat(content.skip(1_000_000)).isEqualTo(600_000 - 262_146);
      assertThat(content.read()).isEqualTo(-1);
    }
    assertThat(stored.size()).isEqualTo(600_000);
    assertThat(jdbc.sql("select count(*) from file_chunk").query(Long.class).single()).isEqualTo(3);
  }

  @Test
  void a_file_whose_content_breaks_off_is_not_kept_by_halves() throws Exception {
    long id = expect("abc");
    var broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[600_000]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("The disk is gone");
              }

              @Override
              public int read(byte[] target, int from, int length) throws IOException {
                return read();
              }
            });

    assertThatThrownBy(() -> files.stored(id, broken, null)).hasMessage("The disk is gone");

    assertThat(files.find(id).orElseThrow().state()).isEqualTo(Files.State.EXPECTED);
    assertThat(jdbc.sql("select count(*) from file_chunk").query(Long.class).single()).isZero();
    files.stored(id, new ByteArrayInputStream(new byte[] {1, 2}), null);
    assertThat(files.find(id).orElseThrow().size()).isEqualTo(2);
  }

  @Test
  void a_file_sent_again_under_another_id_is_the_same_file() {
    long id = expect("abc");

    Long again =
        transaction.execute(
            status ->
                files.expect(
                    "telegram",
                    new Attachment(Attachment.Kind.DOCUMENT, "new", "uabc", null, null, null)));

    assertThat(again).isEqualTo(id);
    assertThat(files.next("telegram")).map(Files.Fetch::fileId).contains("new");
  }

  @Test
  void sixteen_files_of_twenty_megabytes_pass_a_heap_of_64_at_once(@TempDir Path folder)
      throws Exception {
    var log = folder.resolve("log").toFile();
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ManyFiles.class.getName(),
                ((HikariDataSource) TestDatabase.dataSource()).getJdbcUrl(),
                "16",
                Integer.toString(20 * 1024 * 1024))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();

    assertThat(process.waitFor()).as(() -> contents(log.toPath())).isZero();
  }

  private static String contents(Path log) {
    try {
      return java.nio.file.Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private long expect(String fileId) {
    Long id =
        transaction.execute(
            status ->
                files.expect(
                    "telegram",
                    new Attachment(
                        Attachment.Kind.DOCUMENT, fileId, "u" + fileId, "a.pdf", null, null)));
    assertThat(id).isNotNull();
    return id;
  }
}
