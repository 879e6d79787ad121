package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.medchat.telegram.Scene.eventually;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TelegramTest
class RegistrationTest {

  @Autowired Scene scene;

  @BeforeEach
  void begin() {
    scene.begins();
  }

  @Test
  void the_order_of_each_chat_is_kept_by_several_workers() {
    for (int i = 0; i < 60; i++) {
      scene.writes(i % 3, "text" + i);
    }

    for (int chat = 0; chat < 3; chat++) {
      int first = chat;
      List<String> inOrder =
          IntStream.range(0, 20).mapToObj(n -> "text" + (first + 3 * n)).toList();
      eventually(() -> assertThat(scene.intake.taken("" + first)).isEqualTo(inOrder));
    }
  }

  @Test
  void a_failing_update_is_retried_then_put_aside_and_holds_up_its_own_chat_only() {
    scene.intake.failing.add("bad");
    int bad = scene.writes(1, "bad");
    scene.writes(1, "behind it");
    scene.writes(2, "elsewhere");

    eventually(() -> assertThat(scene.intake.taken("2")).containsExactly("elsewhere"));
    for (int attempt = 1; attempt < Inbox.ATTEMPTS; attempt++) {
      int failed = attempt;
      eventually(() -> assertThat(attempts(bad)).isEqualTo(failed));
      assertThat(scene.state(bad)).isEqualTo("NEW");
      assertThat(scene.intake.taken("1")).isEmpty();
      scene.timePasses();
    }

    eventually(() -> assertThat(scene.state(bad)).isEqualTo("QUARANTINED"));
    eventually(() -> assertThat(scene.intake.taken("1")).containsExactly("behind it"));
    assertThat(
            scene
                .jdbc
                .sql("select error from telegram_update where update_id = ?")
                .param(bad)
                .query(String.class)
                .single())
        .startsWith("java.lang.IllegalStateException: The intake can't take bad\n");
  }

  @Test
  void an_update_that_failed_by_chance_succeeds_later_with_one_effect() {
    scene.intake.failing.add("shaky");
    int shaky = scene.writes(1, "shaky");
    eventually(() -> assertThat(attempts(shaky)).isEqualTo(1));

    scene.intake.failing.clear();
    scene.timePasses();

    eventually(() -> assertThat(scene.state(shaky)).isEqualTo("DONE"));
    assertThat(scene.intake.taken("1")).containsExactly("shaky");
  }

  @Test
  void a_lost_connection_is_no_attempt() {
    scene
        .jdbc
        .sql(
            """
            create or replace function cut() returns trigger language plpgsql as $$
            begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$
            """)
        .update();
    scene
        .jdbc
        .sql("create trigger cut before insert on taken for each row execute function cut()")
        .update();
    int id = scene.writes(1, "cut off");
    eventually(() -> assertThat(scene.intake.messages).hasSizeGreaterThan(1));
    scene.jdbc.sql("drop trigger cut on taken").update();

    eventually(() -> assertThat(scene.state(id)).isEqualTo("DONE"));
    assertThat(attempts(id)).isZero();
    assertThat(scene.intake.taken("1")).containsExactly("cut off");
  }

  @Test
  void a_press_is_taken_and_answered_with_its_notice() {
    scene.intake.notice = Optional.of("Спасибо за оценку");

    presses("rate:5");

    eventually(() -> assertThat(scene.telegram.calls("answercallbackquery")).hasSize(1));
    assertThat(scene.intake.taken("1")).containsExactly("rate:5");
    var body = scene.telegram.calls("answercallbackquery").get(0).body();
    assertThat(body.path("callback_query_id").asText()).isEqualTo("q1");
    assertThat(body.path("text").asText()).isEqualTo("Спасибо за оценку");
  }

  @Test
  void a_press_is_answered_without_a_notice_and_a_refused_answer_harms_nothing() {
    scene.telegram.answers(
        "answercallbackquery",
        ScriptedTelegram.Answer.refusal(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
            ""));

    int first = presses("a");
    int second = presses("b");

    eventually(() -> assertThat(scene.telegram.calls("answercallbackquery")).hasSize(2));
    assertThat(scene.telegram.calls("answercallbackquery").get(0).body().has("text")).isFalse();
    assertThat(scene.state(first)).isEqualTo("DONE");
    assertThat(scene.state(second)).isEqualTo("DONE");
  }

  @Test
  void what_says_nothing_to_us_is_ignored_with_a_reason() {
    int joined = scene.arrives(Scene.message(1, "\"new_chat_members\":[]"));

    eventually(() -> assertThat(scene.state(joined)).isEqualTo("IGNORED"));
    assertThat(scene.jdbc.sql("select error from telegram_update").query(String.class).single())
        .isEqualTo("a service message");
  }

  @Test
  void an_edit_is_taken_after_what_it_changes() {
    scene.writes(1, "Нет талонов");
    int edited =
        scene.arrives(
            Scene.message(1, "\"text\":\"Нет талонов к терапевту\"")
                .replace("\"message\":", "\"edited_message\":"));

    eventually(() -> assertThat(scene.state(edited)).isEqualTo("DONE"));
    assertThat(scene.intake.taken("1"))
        .containsExactly("Нет талонов", "edit: Нет талонов к терапевту");
  }

  private int presses(String data) {
    return scene.arrives(
        """
        "callback_query":{"id":"q1","from":{"id":7,"is_bot":false,"first_name":"Анна"},
          "message":{"message_id":3,"date":1793000000,"chat":{"id":1,"type":"private"},"text":"?"},
          "chat_instance":"x","data":"%s"}
        """
            .formatted(data));
  }

  private int attempts(int updateId) {
    return scene
        .jdbc
        .sql("select attempts from telegram_update where update_id = ?")
        .param(updateId)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }
}
