package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UpdateQueueTests extends DoubleTest {

  private static final long ANNA = 1001;

  @Test
  void updates_come_again_until_a_higher_offset_confirms_them() {
    says("раз", "два", "три");

    var first = telegram.updates("{}");
    assertThat(texts(first)).containsExactly("раз", "два", "три");
    assertThat(texts(telegram.updates("{}"))).containsExactly("раз", "два", "три");

    long second = first.path(1).path("update_id").asLong();
    assertThat(texts(telegram.updates("{\"offset\":%d}".formatted(second))))
        .containsExactly("два", "три");
    assertThat(texts(telegram.updates("{\"offset\":0}"))).containsExactly("два", "три");
  }

  @Test
  void a_limit_cuts_the_batch() {
    says("раз", "два", "три");

    assertThat(texts(telegram.updates("{\"limit\":2}"))).containsExactly("раз", "два");
  }

  @Test
  void a_negative_offset_keeps_only_the_last_ones() {
    says("раз", "два", "три");

    assertThat(texts(telegram.updates("{\"offset\":-2}"))).containsExactly("два", "три");
    assertThat(texts(telegram.updates("{}"))).containsExactly("два", "три");
  }

  @Test
  void an_offset_just_past_the_tail_confirms_all_and_one_far_past_it_starts_over_at_the_head() {
    says("раз", "два");
    long last = telegram.updates("{}").path(1).path("update_id").asLong();

    assertThat(texts(telegram.updates("{\"offset\":%d}".formatted(last + 1_000_000))))
        .containsExactly("раз", "два");
    assertThat(texts(telegram.updates("{\"offset\":%d}".formatted(last + 1)))).isEmpty();
    assertThat(texts(telegram.updates("{}"))).isEmpty();
  }

  @Test
  void a_long_poll_returns_as_soon_as_somebody_writes() {
    var poll = telegram.botLater("getUpdates", "{\"timeout\":30}");

    says("Нет талонов");

    assertThat(poll)
        .succeedsWithin(Duration.ofSeconds(20))
        .satisfies(answer -> assertThat(texts(answer.path("result"))).contains("Нет талонов"));
  }

  @Test
  void a_long_poll_without_news_ends_empty_when_its_time_is_over() {
    long begin = System.nanoTime();

    assertThat(telegram.updates("{\"timeout\":1}")).isEmpty();
    assertThat(System.nanoTime() - begin).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
  }

  @Test
  void a_newer_poll_ends_the_older_with_a_conflict() {
    var older = telegram.botLater("getUpdates", "{\"timeout\":30}");

    // One of these comes when the older one waits already.
    await()
        .until(
            () -> {
              telegram.updates("{\"timeout\":0}");
              return older.isDone();
            });

    assertThat(older)
        .succeedsWithin(Duration.ofSeconds(20))
        .satisfies(
            answer -> {
              assertThat(answer.path("error_code").asInt()).isEqualTo(409);
              assertThat(answer.path("description").asText())
                  .isEqualTo(
                      "Conflict: terminated by other getUpdates request; make sure that only one"
                          + " bot instance is running");
            });
  }

  @Test
  void allowed_updates_stay_as_they_were_last_asked_for() {
    telegram.updates("{\"allowed_updates\":[\"callback_query\"]}");
    says("не видно");
    assertThat(telegram.updates("{}")).isEmpty();

    telegram.updates("{\"allowed_updates\":[]}");
    says("видно");
    assertThat(texts(telegram.updates("{}"))).containsExactly("видно");
  }

  @Test
  void updates_are_kept_for_a_day_of_the_sandboxs_time() {
    says("вчера");
    telegram.clock().advance(Duration.ofHours(25));
    says("сегодня");

    assertThat(texts(telegram.updates("{}"))).containsExactly("сегодня");
  }

  @Test
  void nobody_sees_a_higher_id_before_a_lower_one() {
    var writers = new ArrayList<CompletableFuture<Void>>();
    for (int writer = 0; writer < 4; writer++) {
      long user = 3000L + writer;
      writers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 15; i++) {
                  telegram.writes(user, user, "сообщение");
                }
              }));
    }
    var seen = new ArrayList<Long>();
    while (seen.size() < 60) {
      long next = seen.isEmpty() ? 0 : seen.get(seen.size() - 1) + 1;
      telegram
          .updates("{\"offset\":%d,\"timeout\":5}".formatted(next))
          .forEach(update -> seen.add(update.path("update_id").asLong()));
    }

    assertThat(writers)
        .allSatisfy(writer -> assertThat(writer).succeedsWithin(Duration.ofSeconds(20)));
    assertThat(seen).doesNotHaveDuplicates().isSorted();
    assertThat(seen.get(59) - seen.get(0)).isEqualTo(59);
  }

  @Test
  void a_waiting_poll_does_not_hold_up_the_end() {
    var closing = new RunningDouble(TestDatabase.create());
    var poll = closing.botLater("getUpdates", "{\"timeout\":50}");
    long begin = System.nanoTime();

    closing.close();

    assertThat(poll.handle((answer, failure) -> true)).succeedsWithin(Duration.ofSeconds(20));
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(20));
  }

  private void says(String... texts) {
    for (var text : texts) {
      telegram.writes(ANNA, chat, text);
    }
  }

  private static List<String> texts(JsonNode updates) {
    return updates.findValuesAsText("text");
  }
}
