package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.medchat.telegram.Scene.eventually;
import static ru.medchat.telegram.Scene.message;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.channel.Outages;
import ru.medchat.channel.Outages.Outage;
import ru.medchat.telegram.ScriptedTelegram.Answer;

@TelegramTest
@ExtendWith(OutputCaptureExtension.class)
class PollingTest {

  @Autowired Scene scene;
  @Autowired Poller poller;
  @Autowired PollState state;
  @Autowired TransactionTemplate transaction;
  @Autowired Outages outages;

  @BeforeEach
  void begin() {
    scene.begins();
  }

  @Test
  void an_update_is_kept_as_it_came_and_confirmed_by_the_next_poll() {
    String raw = message(5, "\"text\":\"Нет \\u0442алонов \\ud83d\"");
    int id = scene.arrives(raw);

    eventually(() -> assertThat(scene.telegram.offsets()).endsWith(id + 1));

    assertThat(
            scene
                .jdbc
                .sql("select bot_id || ' ' || chat_id || ' ' || raw from telegram_update")
                .query(String.class)
                .list())
        .containsExactly("4242 5 {\"update_id\":" + id + "," + raw + "}");
    assertThat(scene.telegram.calls("getupdates").get(0).body().path("allowed_updates"))
        .extracting(kind -> kind.asText())
        .containsExactly(
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
            "chat_member",
            "message_reaction");
  }

  @Test
  void nothing_is_confirmed_while_it_can_not_be_kept() throws Exception {
    int id = scene.writes(5, "before");
    eventually(() -> assertThat(scene.intake.taken("5")).containsExactly("before"));

    scene.jdbc.sql("alter table telegram_update rename to away").update();
    int next = id + 1;
    try {
      scene.writes(5, "after");
      eventually(() -> assertThat(state.health().getStatus().getCode()).isEqualTo("OUTAGE"));
      eventually(
          () ->
              assertThat(scene.telegram.offsets().stream().filter(o -> o == next).count())
                  .isGreaterThan(1));
      assertThat(scene.telegram.offsets()).allMatch(offset -> offset <= next);
    } finally {
      scene.jdbc.sql("alter table away rename to telegram_update").update();
    }

    eventually(() -> assertThat(scene.telegram.offsets()).endsWith(next + 1));
    eventually(() -> assertThat(scene.intake.taken("5")).containsExactly("before", "after"));
    assertThat(state.health().getStatus().getCode()).isEqualTo("UP");
  }

  @Test
  void an_outage_of_telegram_is_made_known_to_all_nodes_and_so_is_its_end() {
    var notice = new OutageNotice(state, outages, Duration.ZERO);
    eventually(() -> assertThat(state.isFine()).isTrue());
    Answer away = new Answer(502, "<html>Bad Gateway</html>");
    scene.telegram.answers("getupdates", away, away);
    scene.writes(5, "ends the poll under way");

    eventually(
        () -> {
          notice.tell();
          assertThat(outages.now()).extracting(Outage::channel).containsExactly("telegram");
        });
    eventually(
        () -> {
          notice.tell();
          assertThat(outages.now()).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>Доступ к ресурсу ограничен</body></html>",
        "{\"error\":\"blocked\"}",
        "{\"ok\":true,\"result\":[{\"update_id\":1,",
        "\"blocked\"",
        ""
      })
  void what_is_no_answer_of_telegram_is_an_outage_whatever_its_status(String page) {
    eventually(() -> assertThat(state.isFine()).isTrue());
    Answer blocked = new Answer(200, page);
    scene.telegram.answers("getupdates", blocked, blocked, blocked);
    scene.writes(5, "ends the poll under way");

    eventually(
        () -> {
          assertThat(state.health().getStatus().getCode()).isEqualTo("OUTAGE");
          assertThat(state.health().getDetails().get("trouble"))
              .asString()
              .contains("something else answers");
          assertThat(state.outFor()).isNotNull();
        });

    scene.writes(5, "afterwards");
    eventually(() -> assertThat(scene.intake.taken("5")).contains("afterwards"));
    eventually(() -> assertThat(state.health().getStatus().getCode()).isEqualTo("UP"));
  }

  @Test
  void a_page_that_answers_already_when_polling_begins_is_an_outage_too() {
    Answer blocked = new Answer(200, "<html>Доступ ограничен</html>");
    poller.stop();
    scene.telegram.answers("deletewebhook", blocked, blocked);
    poller.start();

    eventually(() -> assertThat(state.health().getStatus().getCode()).isEqualTo("OUTAGE"));
    scene.writes(5, "afterwards");
    eventually(() -> assertThat(scene.intake.taken("5")).contains("afterwards"));
  }

  @Test
  void a_pause_that_telegram_asks_for_is_no_sign_of_a_dead_session() {
    var asked = new PollState();
    asked.polling();
    asked.waitFor(Duration.ofMinutes(10));
    assertThat(Duration.ofMillis(asked.nextBackOffMillis())).isEqualTo(Duration.ofMinutes(10));

    assertThat(asked.silence()).isNegative().isLessThan(Duration.ofMinutes(-9));
  }

  @Test
  void a_webhook_set_behind_our_back_is_taken_away_again() {
    scene.telegram.answers(
        "getupdates",
        Answer.refusal(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to"
                + " delete the webhook first",
            ""));
    int before = scene.telegram.calls("deletewebhook").size();
    scene.writes(5, "ends the poll under way");

    eventually(() -> assertThat(scene.telegram.calls("deletewebhook")).hasSizeGreaterThan(before));
    scene.writes(5, "afterwards");
    eventually(() -> assertThat(scene.intake.taken("5")).contains("afterwards"));
  }

  @Test
  void the_confirmation_waits_for_the_commit() throws Exception {
    transaction.executeWithoutResult(
        status -> {
          scene.jdbc.sql("lock table telegram_update in access exclusive mode").update();
          int id = scene.writes(5, "slow");
          pause(400);
          assertThat(scene.telegram.offsets()).doesNotContain(id + 1);
        });

    eventually(() -> assertThat(scene.intake.taken("5")).containsExactly("slow"));
  }

  @Test
  void an_update_delivered_again_after_a_crash_has_one_effect() {
    int id = scene.writes(5, "once");
    eventually(() -> assertThat(scene.intake.taken("5")).containsExactly("once"));

    poller.stop();
    // The confirmation never reached Telegram.
    scene.telegram.arrives(id, message(5, "\"text\":\"once\""));
    poller.start();
    int other = scene.writes(5, "another");

    eventually(() -> assertThat(scene.state(other)).isEqualTo("DONE"));
    assertThat(scene.intake.taken("5")).containsExactly("once", "another");
  }

  @Test
  void an_update_nobody_understands_does_not_hold_up_the_others() {
    int poison = scene.nextUpdateId();
    int stranger = scene.nextUpdateId();
    int good = scene.nextUpdateId();
    scene.telegram.arrives(poison, "\"message\":{\"message_id\":{\"a\":1},\"chat\":{\"id\":6}}");
    scene.telegram.arrives(stranger, "\"something_new\":[1,2]");
    scene.telegram.arrives(good, message(6, "\"text\":\"good\""));

    eventually(() -> assertThat(scene.state(good)).isEqualTo("DONE"));
    assertThat(scene.state(poison)).isEqualTo("QUARANTINED");
    eventually(() -> assertThat(scene.state(stranger)).isEqualTo("IGNORED"));
  }

  @Test
  void numbers_that_begin_anew_after_a_quiet_week_are_new_updates() {
    int id = scene.writes(5, "before");
    eventually(() -> assertThat(scene.intake.taken("5")).containsExactly("before"));
    // A number by chance can be one that we have from long ago.
    scene
        .jdbc
        .sql("update telegram_update set update_id = 17, received_at = now() - interval '8 days'")
        .update();

    scene.telegram.arrives(17, message(5, "\"text\":\"after\""));

    eventually(() -> assertThat(scene.intake.taken("5")).containsExactly("before", "after"));
    eventually(() -> assertThat(scene.telegram.offsets()).endsWith(18));
    assertThat(id).isGreaterThan(17);
  }

  @Test
  void trouble_is_told_once_in_words_and_polling_goes_on(CapturedOutput output) {
    Answer conflict =
        Answer.refusal(409, "Conflict: terminated by other getUpdates request", "\"none\":0");
    scene.telegram.answers("getupdates", conflict, conflict, Answer.drop());
    // Ends the poll under way.
    scene.writes(5, "first");
    eventually(() -> assertThat(scene.intake.taken("5")).containsExactly("first"));
    scene.writes(5, "second");

    eventually(() -> assertThat(scene.intake.taken("5")).containsExactly("first", "second"));

    assertThat(output.getAll().split("somebody else polls with our token", -1)).hasSize(2);
    assertThat(output).contains("it can't be reached").doesNotContain("\tat ");
    eventually(() -> assertThat(output).contains("Updates from Telegram come again"));
    assertThat(output).doesNotContain(ScriptedTelegram.TOKEN);
  }

  @Test
  void polling_stops_at_once_during_a_long_poll() {
    int id = scene.writes(5, "hello");
    eventually(() -> assertThat(scene.telegram.offsets()).endsWith(id + 1));
    long begin = System.nanoTime();
    poller.stop();
    assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
    List<Integer> polls = scene.telegram.offsets();
    pause(700);
    assertThat(scene.telegram.offsets()).isEqualTo(polls);
    poller.start();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
