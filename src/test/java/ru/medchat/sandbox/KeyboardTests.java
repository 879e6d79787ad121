package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyboardTests extends DoubleTest {

  private static final long ANNA = 1001;

  @Test
  void a_keyboard_that_asks_for_a_place_is_shown_until_it_is_taken_away() {
    telegram.writes(ANNA, ANNA, "/start");
    var sent =
        telegram.bot(
            "sendMessage",
            """
            {"chat_id":1001,"text":"Где вы?","reply_markup":{"one_time_keyboard":true,
              "keyboard":[[{"text":"Показать","request_location":true}],["Написать"]]}}
            """);

    assertThat(sent.path("result").has("reply_markup")).isFalse();
    assertThat(keyboard().toString())
        .isEqualTo(
            "[[{\"text\":\"Показать\",\"place\":true}],[{\"text\":\"Написать\",\"place\":false}]]");

    telegram.bot("sendMessage", "{\"chat_id\":1001,\"text\":\"Спасибо\"}");
    assertThat(keyboard()).hasSize(2);

    telegram.bot(
        "sendMessage",
        "{\"chat_id\":1001,\"text\":\"Азов\",\"reply_markup\":{\"remove_keyboard\":true}}");
    assertThat(keyboard()).isEmpty();
  }

  @Test
  void a_place_can_be_asked_for_in_private_only() {
    assertThat(
            refusal(
                telegram.bot(
                    "sendMessage",
                    """
                    {"chat_id":%d,"text":"Где вы?","reply_markup":
                      {"keyboard":[[{"text":"Показать","request_location":true}]]}}
                    """
                        .formatted(chat))))
        .isEqualTo("Bad Request: location can be requested in private chats only");
  }

  @Test
  void buttons_under_a_message_are_changed_and_the_same_again_is_not_modified() {
    telegram.bot(
        "sendMessage",
        """
        {"chat_id":%d,"text":"Решён?","reply_markup":{"inline_keyboard":
          [[{"text":"Да","callback_data":"yes"}]]}}
        """
            .formatted(chat));

    var gone = "{\"chat_id\":%d,\"message_id\":1}".formatted(chat);
    assertThat(telegram.bot("editMessageReplyMarkup", gone).path("result").path("text").asText())
        .isEqualTo("Решён?");
    assertThat(telegram.messages(chat).path(0).path("buttons")).isEmpty();
    assertThat(refusal(telegram.bot("editMessageReplyMarkup", gone)))
        .startsWith("Bad Request: message is not modified");
    assertThat(
            refusal(
                telegram.bot(
                    "editMessageReplyMarkup",
                    "{\"chat_id\":%d,\"message_id\":77}".formatted(chat))))
        .isEqualTo("Bad Request: message to edit not found");
    assertThat(
            refusal(
                telegram.bot(
                    "editMessageReplyMarkup",
                    "{\"chat_id\":%d,\"message_id\":1,\"reply_markup\":{\"keyboard\":[[\"а\"]]}}"
                        .formatted(chat))))
        .isEqualTo("Bad Request: inline keyboard expected");
  }

  @Test
  void a_press_can_be_answered_for_some_minutes_only() {
    telegram.bot(
        "sendMessage",
        """
        {"chat_id":%d,"text":"Решён?","reply_markup":{"inline_keyboard":
          [[{"text":"Да","callback_data":"yes"}]]}}
        """
            .formatted(chat));
    telegram.post(
        "/sandbox/chats/" + chat + "/callbacks",
        "{\"userId\":1001,\"messageId\":1,\"data\":\"yes\"}");
    var id = telegram.updates("{\"offset\":-1}").path(0).path("callback_query").path("id").asText();

    telegram.post("/sandbox/clock", "{\"advance\":\"PT15M\"}");

    assertThat(
            refusal(
                telegram.bot(
                    "answerCallbackQuery", "{\"callback_query_id\":\"%s\"}".formatted(id))))
        .isEqualTo(
            "Bad Request: query is too old and response timeout expired or query ID is invalid");
  }

  @Test
  void every_scope_and_language_has_a_menu_of_its_own() {
    setMenu("{\"type\":\"all_private_chats\"}", "my");
    setMenu("{\"type\":\"all_group_chats\"}", "status");

    assertThat(menu("{\"scope\":{\"type\":\"all_private_chats\"}}")).containsExactly("my");
    assertThat(menu("{\"scope\":{\"type\":\"all_group_chats\"}}")).containsExactly("status");
    assertThat(menu("{}")).isEmpty();
    assertThat(menu("{\"scope\":{\"type\":\"all_private_chats\"},\"language_code\":\"en\"}"))
        .isEmpty();

    telegram.bot("deleteMyCommands", "{\"scope\":{\"type\":\"all_private_chats\"}}");
    assertThat(menu("{\"scope\":{\"type\":\"all_private_chats\"}}")).isEmpty();
    assertThat(
            refusal(
                telegram.bot(
                    "setMyCommands",
                    "{\"commands\":[{\"command\":\"Мои\",\"description\":\"а\"}]}")))
        .isEqualTo("Bad Request: BOT_COMMAND_INVALID");
  }

  private static void setMenu(String scope, String command) {
    telegram.bot(
        "setMyCommands",
        "{\"scope\":%s,\"commands\":[{\"command\":\"%s\",\"description\":\"Что это\"}]}"
            .formatted(scope, command));
  }

  private static List<String> menu(String which) {
    return telegram.bot("getMyCommands", which).path("result").findValuesAsText("command");
  }

  private static JsonNode keyboard() {
    for (var each : RunningDouble.body(telegram.get("/sandbox/chats"))) {
      if (each.path("id").asLong() == ANNA) {
        return each.path("replyKeyboard");
      }
    }
    throw new AssertionError("No private chat");
  }

  private static String refusal(JsonNode answer) {
    assertThat(answer.path("ok").asBoolean()).isFalse();
    return answer.path("description").asText();
  }
}
