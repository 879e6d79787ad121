package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.medchat.telegram.Scene.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.channel.Button;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Outgoing;
import ru.medchat.telegram.ScriptedTelegram.Answer;
import ru.medchat.telegram.ScriptedTelegram.Call;

@TelegramTest
class MessageSenderTest {

  @Autowired Scene scene;

  @BeforeEach
  void begin() {
    scene.begins();
  }

  @Test
  void a_message_is_sent_with_its_topic_reply_and_buttons() {
    scene.posts(
        new ChatRef("telegram", "-100", "12"),
        "Ваше обращение *61-000001* <b>",
        "55",
        List.of(List.of(new Button("Да", "yes"), new Button("Нет", "no"))));

    eventually(() -> assertThat(scene.sent("-100").state()).isEqualTo("SENT"));
    Call call = sends().get(0);
    assertThat(call.text()).isEqualTo("Ваше обращение *61-000001* <b>");
    assertThat(call.body().has("parse_mode")).isFalse();
    assertThat(call.body().path("message_thread_id").asInt()).isEqualTo(12);
    JsonNode reply = call.body().path("reply_parameters");
    assertThat(reply.path("message_id").asInt()).isEqualTo(55);
    assertThat(reply.path("allow_sending_without_reply").asBoolean()).isTrue();
    assertThat(call.body().path("reply_markup").path("inline_keyboard").toString())
        .isEqualTo(
            "[[{\"text\":\"Да\",\"callback_data\":\"yes\"},"
                + "{\"text\":\"Нет\",\"callback_data\":\"no\"}]]");
    assertThat(scene.sent("-100").messageId()).isNotNull();
  }

  @Test
  void the_messages_of_a_chat_arrive_in_order() {
    for (int i = 0; i < 12; i++) {
      scene.posts(String.valueOf(i % 3), "text" + i);
    }

    eventually(() -> assertThat(sends()).hasSize(12));
    for (int chat = 0; chat < 3; chat++) {
      String id = String.valueOf(chat);
      assertThat(sends().stream().filter(call -> call.chat().equals(id)).map(Call::text))
          .isSortedAccordingTo(
              (a, b) -> Integer.parseInt(a.substring(4)) - Integer.parseInt(b.substring(4)));
    }
  }

  @Test
  void too_many_requests_hold_up_that_chat_only_and_for_as_long_as_told() {
    scene.telegram.answers(
        "sendmessage 1",
        Answer.refusal(429, "Too Many Requests: retry after 1", "\"retry_after\":1"));
    scene.posts("1", "first");
    scene.posts("2", "elsewhere");

    eventually(() -> assertThat(scene.sent("2").state()).isEqualTo("SENT"));
    eventually(() -> assertThat(scene.sent("1").state()).isEqualTo("NEW"));

    eventually(() -> assertThat(scene.sent("1").state()).isEqualTo("SENT"));
    assertThat(scene.sent("1").possiblyTwice()).isFalse();
    List<Call> first = sends().stream().filter(call -> call.chat().equals("1")).toList();
    assertThat(first.get(1).at() - first.get(0).at()).isGreaterThan(1_000_000_000L);
  }

  @Test
  void a_person_who_blocked_us_is_unreachable_and_the_case_hears_of_it() {
    scene.telegram.answers(
        "sendmessage",
        new Answer(
            403,
            "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was blocked by the user\"}"));
    scene.posts("1", "first");

    eventually(() -> assertThat(scene.sent("1").state()).isEqualTo("UNREACHABLE"));
    assertThat(sends()).hasSize(1);
    assertThat(scene.failures)
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.appeal()).isEqualTo("61-000001");
              assertThat(failed.unreachable()).isTrue();
              assertThat(failed.reason()).isEqualTo("Forbidden: bot was blocked by the user");
            });
  }

  @Test
  void a_message_telegram_refuses_is_dead_and_the_next_one_goes_out() {
    scene.telegram.answers(
        "sendmessage", Answer.refusal(400, "Bad Request: message is too long", ""));
    scene.posts("1", "first");
    eventually(() -> assertThat(scene.sent("1").state()).isEqualTo("DEAD"));
    scene.posts("1", "second");

    eventually(() -> assertThat(sends()).extracting(Call::text).containsExactly("first", "second"));
  }

  @Test
  void a_connection_dropped_after_the_message_was_applied_makes_a_counted_double() {
    scene.telegram.answers("sendmessage", Answer.drop());
    scene.posts("1", "first");

    afterItsPause();

    assertThat(scene.sent("1").possiblyTwice()).isTrue();
    assertThat(scene.sent("1").attempts()).isEqualTo(2);
    assertThat(sends()).hasSize(2);
  }

  @Test
  void a_proxy_in_trouble_is_ambiguous_too() {
    scene.telegram.answers("sendmessage", new Answer(502, "<html>Bad Gateway</html>"));
    scene.posts("1", "first");

    afterItsPause();
    assertThat(scene.sent("1").possiblyTwice()).isTrue();
  }

  @Test
  void a_message_left_in_sending_by_a_crashed_node_is_sent_after_its_lease() {
    scene
        .jdbc
        .sql(
            """
            insert into outbox (channel, chat_id, dedupe_key, body, state, attempts, next_attempt_at)
            values ('telegram', '1', 'k', '{"text": "first", "buttons": []}', 'SENDING', 1,
                    now() + interval '700 milliseconds')
            """)
        .update();

    eventually(() -> assertThat(scene.sent("1").state()).isEqualTo("SENT"));
    assertThat(scene.sent("1").possiblyTwice()).isTrue();
    assertThat(sends()).hasSize(1);
  }

  @Test
  void a_group_that_became_a_supergroup_gets_its_message_there() {
    scene.telegram.answers(
        "sendmessage -1",
        Answer.refusal(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            "\"migrate_to_chat_id\":-1001"));
    scene.posts("-1", "first");

    eventually(() -> assertThat(sends()).extracting(Call::chat).containsExactly("-1", "-1001"));
    eventually(() -> assertThat(scene.sent("-1001").state()).isEqualTo("SENT"));
  }

  @Test
  void a_message_whose_topic_is_no_more_goes_to_the_group_as_such() {
    scene.telegram.answers(
        "sendmessage -100", Answer.refusal(400, "Bad Request: message thread not found", ""));
    scene.posts(new ChatRef("telegram", "-100", "12"), "first", null, List.of());

    eventually(() -> assertThat(scene.sent("-100").state()).isEqualTo("SENT"));
    assertThat(sends())
        .extracting(call -> call.body().has("message_thread_id"))
        .containsExactly(true, false);
    assertThat(scene.failures).isEmpty();
  }

  @Test
  void a_long_text_comes_in_parts_and_goes_on_where_it_broke_off() {
    String text = "слово ".repeat(1600).strip();
    scene.posts(
        new ChatRef("telegram", "1"), text, "55", List.of(List.of(new Button("Да", "yes"))));

    eventually(() -> assertThat(scene.sent("1").state()).isEqualTo("SENT"));
    assertThat(String.join(" ", sends().stream().map(Call::text).toList())).isEqualTo(text);
    assertThat(sends())
        .extracting(call -> call.body().has("reply_markup"))
        .containsExactly(false, false, true);
    assertThat(sends())
        .extracting(call -> call.body().has("reply_parameters"))
        .containsExactly(true, false, false);

    scene.begins();
    scene.telegram.answers(
        "sendmessage",
        new Answer(
            200,
            "{\"ok\":true,\"result\":{\"message_id\":1,\"date\":1,"
                + "\"chat\":{\"id\":1,\"type\":\"private\"}}}"),
        Answer.drop());
    scene.posts("1", text);

    afterItsPause();
    List<String> parts = sends().stream().map(Call::text).toList();
    assertThat(parts).hasSize(4);
    assertThat(parts.get(2)).isEqualTo(parts.get(1));
    assertThat(String.join(" ", parts.get(0), parts.get(1), parts.get(3))).isEqualTo(text);
  }

  @Test
  void a_button_for_a_place_is_a_keyboard_that_is_taken_away_when_the_place_is_known() {
    scene.posts(
        new ChatRef("telegram", "1"),
        "Где вы?",
        null,
        List.of(List.of(Button.askingForPlace("Показать"))));
    eventually(() -> assertThat(sends()).hasSize(1));
    JsonNode keyboard = sends().get(0).body().path("reply_markup");
    assertThat(keyboard.path("keyboard").path(0).path(0).path("text").asText())
        .isEqualTo("Показать");
    assertThat(keyboard.path("keyboard").path(0).path(0).path("request_location").asBoolean())
        .isTrue();
    assertThat(keyboard.path("resize_keyboard").asBoolean()).isTrue();

    scene.posts(
        new Outgoing(
            new ChatRef("telegram", "2"),
            "k",
            null,
            "Азов.",
            null,
            List.of(),
            true,
            Outgoing.Urgency.AWAITED));
    eventually(() -> assertThat(sends()).hasSize(2));
    assertThat(sends().get(1).body().path("reply_markup").path("remove_keyboard").asBoolean())
        .isTrue();
  }

  @Test
  void buttons_under_a_sent_message_are_changed_and_a_change_is_never_counted_as_twice() {
    scene.telegram.answers("editmessagereplymarkup", Answer.drop());
    scene.changesButtons("1", "55", List.of(List.of(new Button("✓ 5", "stars:5"))));

    afterItsPause();

    Call call = edits().get(1);
    assertThat(call.body().path("message_id").asInt()).isEqualTo(55);
    assertThat(call.body().path("reply_markup").path("inline_keyboard").toString())
        .isEqualTo("[[{\"text\":\"✓ 5\",\"callback_data\":\"stars:5\"}]]");
    assertThat(scene.sent("1").possiblyTwice()).isFalse();
    assertThat(sends()).isEmpty();
  }

  @Test
  void buttons_of_a_message_that_is_gone_need_no_change() {
    scene.telegram.answers(
        "editmessagereplymarkup",
        Answer.refusal(400, "Bad Request: message to edit not found", ""));
    scene.changesButtons("1", "55", List.of());

    eventually(() -> assertThat(scene.sent("1").state()).isEqualTo("SENT"));
  }

  private List<Call> edits() {
    return scene.telegram.calls("editmessagereplymarkup");
  }

  private void afterItsPause() {
    eventually(
        () -> {
          scene.timePasses();
          assertThat(scene.sent("1").state()).isEqualTo("SENT");
        });
  }

  private List<Call> sends() {
    return scene.telegram.calls("sendmessage");
  }
}
