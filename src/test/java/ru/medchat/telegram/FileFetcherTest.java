package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.medchat.telegram.Scene.eventually;
import static ru.medchat.telegram.Scene.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.channel.Files;
import ru.medchat.telegram.ScriptedTelegram.Answer;

@TelegramTest
class FileFetcherTest {

  @Autowired Scene scene;
  @Autowired Files files;

  @BeforeEach
  void begin() {
    scene.begins();
  }

  @Test
  void the_largest_size_of_a_photo_is_fetched_and_kept() {
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    scene.telegram.has("documents/big", bytes);
    scene.arrives(
        message(
            1,
            """
            "caption":"Вот очередь","photo":[
              {"file_id":"small","file_unique_id":"s","width":90,"height":60,"file_size":100},
              {"file_id":"big","file_unique_id":"b","width":1280,"height":960,"file_size":300000}]
            """));

    eventually(() -> assertThat(fileState()).isEqualTo("STORED"));

    var stored = files.find(fileId()).orElseThrow();
    assertThat(files.content(stored)).hasBinaryContent(bytes);
    assertThat(stored.mediaType()).isEqualTo("image/jpeg");
    assertThat(scene.intake.taken("1")).containsExactly("Вот очередь");
  }

  @Test
  void a_broken_download_is_tried_again() {
    scene.telegram.has("documents/doc", new byte[] {1, 2, 3});
    scene.telegram.answers("getfile", Answer.drop());
    scene.arrives(message(1, document(3)));

    eventually(() -> assertThat(fileState()).isEqualTo("STORED"));
    assertThat(files.find(fileId()).orElseThrow().mediaType()).isEqualTo("application/pdf");
  }

  @Test
  void a_file_that_telegram_does_not_give_is_asked_for_during_hours_before_it_is_lost() {
    scene.arrives(message(1, document(3)));

    List<Long> pauses = new ArrayList<>();
    for (int refusals = 1; refusals < FileFetcher.REFUSALS; refusals++) {
      int refused = refusals;
      eventually(() -> assertThat(number("refusals")).isEqualTo(refused));
      pauses.add(number("extract(epoch from next_attempt_at - now())"));
      assertThat(fileState()).isEqualTo("EXPECTED");
      scene.timePasses();
    }

    eventually(() -> assertThat(fileState()).isEqualTo("LOST"));
    assertThat(error()).contains("404");
    assertThat(pauses).isSorted();
    assertThat(pauses.stream().mapToLong(Long::longValue).sum()).isBetween(4 * 3600L, 5 * 3600L);
    assertThat(number("extract(epoch from now() - lost_at)")).isBetween(0L, 60L);
  }

  @Test
  void an_outage_however_long_costs_a_file_none_of_its_tries() {
    scene.telegram.has("documents/doc", new byte[] {1, 2, 3});
    Answer drop = Answer.drop();
    Answer away = new Answer(502, "<html>Bad Gateway</html>");
    scene.telegram.answers("getfile", drop, away, drop, away, drop, away, drop, away, drop, away);
    // Time may pass once more than it takes to the refusal: it must not be the file that comes
    // next.
    scene.telegram.answers(
        "getfile",
        Answer.refusal(400, "Bad Request: file is temporarily unavailable", ""),
        away,
        away);
    scene.arrives(message(1, document(3)));

    eventually(
        () -> {
          scene.timePasses();
          assertThat(number("refusals")).isOne();
        });
    assertThat(number("attempts")).isGreaterThan(10);
    assertThat(fileState()).isEqualTo("EXPECTED");
    eventually(
        () -> {
          scene.timePasses();
          assertThat(fileState()).isEqualTo("STORED");
        });
  }

  @Test
  void the_page_of_a_gateway_is_not_taken_for_the_file() {
    byte[] content = {1, 2, 3};
    scene.telegram.has("documents/doc", content);
    scene.telegram.answers("file", new Answer(200, "<html>We'll be back soon</html>"));
    scene.arrives(message(1, document(3)));

    eventually(() -> assertThat(error()).contains("a page in place of the file"));
    assertThat(fileState()).isEqualTo("EXPECTED");
    assertThat(number("refusals")).isZero();
    eventually(
        () -> {
          scene.timePasses();
          assertThat(fileState()).isEqualTo("STORED");
        });
    assertThat(files.content(files.find(fileId()).orElseThrow())).hasBinaryContent(content);
  }

  @Test
  void a_page_that_the_resident_sent_is_the_file() {
    scene.telegram.answers("file", new Answer(200, "<html>Выписка</html>"));
    scene.arrives(message(1, document(20).replace("application/pdf", "text/html")));

    eventually(() -> assertThat(fileState()).isEqualTo("STORED"));
  }

  @Test
  void a_lost_file_that_is_sent_again_is_fetched() {
    scene.arrives(message(1, document(3)));
    eventually(() -> assertThat(number("refusals")).isOne());
    files.lost(fileId(), "gone");
    scene
        .jdbc
        .sql(
            """
            update file set set_aside_at = now(), set_aside_by = 'admin', set_aside_because = 'why'
            """)
        .update();
    scene.telegram.has("documents/doc", new byte[] {1, 2, 3});

    scene.arrives(message(1, document(3)));

    eventually(() -> assertThat(fileState()).isEqualTo("STORED"));
  }

  @Test
  void a_file_too_big_for_bots_is_never_asked_for() {
    scene.arrives(message(1, document(21_000_000)));

    eventually(() -> assertThat(fileState()).isEqualTo("TOO_BIG"));
    assertThat(error()).contains("20 MB");
    assertThat(scene.telegram.calls("getfile")).isEmpty();
  }

  @Test
  void a_file_of_unknown_size_that_telegram_finds_too_big_is_asked_for_once() {
    scene.telegram.answers("getfile", Answer.refusal(400, "Bad Request: file is too big", ""));
    scene.arrives(message(1, document(3).replace("\"file_size\":3", "\"x\":0")));

    eventually(() -> assertThat(fileState()).isEqualTo("TOO_BIG"));
    assertThat(scene.telegram.calls("getfile")).hasSize(1);
  }

  private static String document(int size) {
    return """
    "document":{"file_id":"doc","file_unique_id":"d","file_name":"Справка.pdf",
      "mime_type":"application/pdf","file_size":%d}
    """
        .formatted(size);
  }

  private String fileState() {
    return scene.jdbc.sql("select state from file").query(String.class).optional().orElse("none");
  }

  private long number(String column) {
    return scene
        .jdbc
        .sql("select (" + column + ")::bigint from file")
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private String error() {
    return scene
        .jdbc
        .sql("select coalesce(error, '') from file")
        .query(String.class)
        .optional()
        .orElse("");
  }

  private long fileId() {
    return scene.jdbc.sql("select id from file").query(Long.class).single();
  }
}
