package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupTests extends DoubleTest {

  private static final long ANNA = 1001;

  @Test
  void a_bot_added_to_a_new_group_hears_of_its_place_and_of_each_change() {
    long group = newGroup();
    assertThat(telegram.updates("{}")).isEmpty();
    assertThat(sends(group, "Здравствуйте").path("description").asText())
        .isEqualTo("Forbidden: bot is not a member of the supergroup chat");

    place(group, "member");
    place(group, "administrator");
    place(group, "kicked");

    var updates = telegram.updates("{}");
    assertThat(updates.findValues("my_chat_member"))
        .extracting(
            change ->
                change.path("old_chat_member").path("status").asText()
                    + " to "
                    + change.path("new_chat_member").path("status").asText())
        .containsExactly("left to member", "member to administrator", "administrator to kicked");
    assertThat(updates.path(0).path("my_chat_member").path("from").path("id").asLong())
        .isEqualTo(2001);
    assertThat(updates.findValues("new_chat_members")).hasSize(1);
    assertThat(sends(group, "Здравствуйте").path("description").asText())
        .isEqualTo("Forbidden: bot was kicked from the supergroup chat");
    telegram.writes(ANNA, group, "Есть кто?");
    assertThat(telegram.updates("{}")).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Нет талонов | false",
        "/status | true",
        "/status@medchat_demo_bot | true",
        "/status@weather_bot | false",
        "Эй, @Medchat_Demo_Bot! | true"
      })
  void with_privacy_on_a_bot_that_is_no_administrator_hears_only_what_is_said_to_it(
      String text, boolean heard) {
    privacy(true);
    place(chat, "member");
    int before = telegram.updates("{}").size();

    telegram.writes(ANNA, chat, text);

    assertThat(telegram.updates("{}").size() > before).isEqualTo(heard);
  }

  @Test
  void privacy_lets_through_replies_to_the_bot_and_all_that_happens_to_the_group() {
    privacy(true);
    assertThat(telegram.bot("getMe", "{}").findValue("can_read_all_group_messages").asBoolean())
        .isFalse();
    place(chat, "member");
    sends(chat, "Чем помочь?");
    int before = telegram.updates("{}").size();

    telegram.post(
        "/sandbox/chats/" + chat + "/messages", "{\"userId\":1001,\"text\":\"Да\",\"replyTo\":1}");
    topic("Таганрог");
    assertThat(telegram.updates("{}")).hasSize(before + 2);

    place(chat, "administrator");
    telegram.writes(ANNA, chat, "Нет талонов");
    assertThat(telegram.updates("{}")).hasSize(before + 4);
  }

  @Test
  void what_stands_in_a_topic_names_it_and_seems_to_reply_to_its_first_message() {
    long thread = topic("Таганрог");

    inTopic(thread, "Нет талонов");

    var message = telegram.updates("{\"offset\":-1}").path(0).path("message");
    assertThat(message.path("message_thread_id").asLong()).isEqualTo(thread);
    assertThat(message.path("is_topic_message").asBoolean()).isTrue();
    assertThat(message.path("reply_to_message").path("forum_topic_created").path("name").asText())
        .isEqualTo("Таганрог");
  }

  @Test
  void a_bot_answers_in_a_topic_but_not_in_one_that_is_no_more() {
    long thread = topic("Таганрог");
    var send =
        "{\"chat_id\":%d,\"text\":\"Принято\",\"message_thread_id\":%d}".formatted(chat, thread);

    assertThat(telegram.bot("sendMessage", send).path("result").path("message_thread_id").asLong())
        .isEqualTo(thread);
    assertThat(telegram.messages(chat).path(1).path("threadId").asLong()).isEqualTo(thread);

    telegram.delete("/sandbox/chats/" + chat + "/topics/" + thread);
    assertThat(telegram.bot("sendMessage", send).path("description").asText())
        .isEqualTo("Bad Request: message thread not found");
  }

  @ParameterizedTest
  @CsvSource({
    "group, 1087968824, true, supergroup",
    "channel, 136817688, true, channel",
    "linkedChannel, 777000, false, channel",
    "bot, 5000000001, true, ''"
  })
  void not_only_people_write_in_groups(String as, long from, boolean bot, String senderChat) {
    telegram.post(
        "/sandbox/chats/" + chat + "/messages",
        "{\"userId\":1001,\"as\":\"%s\",\"text\":\"Объявление\"}".formatted(as));

    var message = telegram.updates("{\"offset\":-1}").path(0).path("message");
    assertThat(message.path("from").path("id").asLong()).isEqualTo(from);
    assertThat(message.path("from").path("is_bot").asBoolean()).isEqualTo(bot);
    assertThat(message.path("sender_chat").path("type").asText()).isEqualTo(senderChat);
    assertThat(message.path("is_automatic_forward").asBoolean())
        .isEqualTo(as.equals("linkedChannel"));
  }

  @Test
  void getChatMember_tells_the_creator_the_residents_and_the_bot_apart() {
    telegram.writes(ANNA, chat, "Нет талонов");
    place(chat, "member");

    assertThat(status(2001)).isEqualTo("creator");
    assertThat(status(ANNA)).isEqualTo("member");
    assertThat(status(Bot.ID)).isEqualTo("member");
  }

  private static long newGroup() {
    return RunningDouble.body(telegram.post("/sandbox/chats", "{\"title\":\"Новый чат\"}"))
        .path("id")
        .asLong();
  }

  private static void place(long group, String status) {
    assertThat(
            telegram
                .post("/sandbox/chats/" + group + "/bot", "{\"status\":\"" + status + "\"}")
                .statusCode())
        .isEqualTo(200);
  }

  private static void privacy(boolean on) {
    telegram.post("/sandbox/bot", "{\"privacy\":" + on + "}");
  }

  private long topic(String name) {
    return RunningDouble.body(
            telegram.post("/sandbox/chats/" + chat + "/topics", "{\"name\":\"" + name + "\"}"))
        .path("threadId")
        .asLong();
  }

  private void inTopic(long thread, String text) {
    telegram.post(
        "/sandbox/chats/" + chat + "/messages",
        "{\"userId\":1001,\"text\":\"%s\",\"threadId\":%d}".formatted(text, thread));
  }

  private static JsonNode sends(long chat, String text) {
    return telegram.bot("sendMessage", "{\"chat_id\":%d,\"text\":\"%s\"}".formatted(chat, text));
  }

  private String status(long user) {
    return telegram
        .bot("getChatMember", "{\"chat_id\":%d,\"user_id\":%d}".formatted(chat, user))
        .path("result")
        .path("status")
        .asText();
  }
}
