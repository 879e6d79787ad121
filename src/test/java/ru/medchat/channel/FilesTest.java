package ru.medchat.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

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
    assertThat(fetch).isEqualTo(new Files.Fetch(id, Attachment.Kind.DOCUMENT, "abc", null, 1));
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

    files.lost(id, "too big");
    jdbc.sql("update file set next_attempt_at = now()").update();
    assertThat(files.next("telegram")).isEmpty();
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
