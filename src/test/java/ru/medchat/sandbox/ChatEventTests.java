package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatEventTests extends DoubleTest {

  private static final long ANNA = 1001;

  @Test
  void a_residents_edit_is_an_update_with_the_new_words_and_their_date() {
    telegram.writes(ANNA, chat, "Нет талонов");

    act("/messages/1/edit", "{\"userId\":1001,\"text\":\"Нет талонов к терапевту\"}");

    var edited = lastUpdate().path("edited_message");
    assertThat(edited.path("message_id").asInt()).isEqualTo(1);
    assertThat(edited.path("text").asText()).isEqualTo("Нет талонов к терапевту");
    assertThat(edited.has("edit_date")).isTrue();
    assertThat(act("/messages/1/edit", "{\"userId\":1002,\"text\":\"чужое\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void a_residents_reaction_is_an_update_only_for_a_bot_that_has_asked_for_it() {
    telegram.writes(ANNA, chat, "Нет талонов");
    act("/messages/1/reaction", "{\"userId\":1002,\"emoji\":\"👍\"}");
    assertThat(telegram.updates("{\"allowed_updates\":[\"message\",\"message_reaction\"]}"))
        .hasSize(1);

    act("/messages/1/reaction", "{\"userId\":1002,\"emoji\":\"❤\"}");

    var reaction = lastUpdate().path("message_reaction");
    assertThat(reaction.path("user").path("id").asLong()).isEqualTo(1002);
    assertThat(reaction.path("chat").path("id").asLong()).isEqualTo(chat);
    assertThat(reaction.path("old_reaction").findValuesAsText("emoji")).containsExactly("👍");
    assertThat(reaction.path("new_reaction").findValuesAsText("emoji")).containsExactly("❤");
    assertThat(telegram.messages(chat).path(0).path("reactions").path(0).asText()).isEqualTo("❤");
  }

  @Test
  void blocking_and_unblocking_are_changes_of_the_bots_membership() {
    telegram.writes(ANNA, ANNA, "/start");

    telegram.post("/sandbox/people/1001", "{\"blocked\":true}");
    var blocked = lastUpdate().path("my_chat_member");
    telegram.post("/sandbox/people/1001", "{\"blocked\":false}");
    var unblocked = lastUpdate().path("my_chat_member");

    assertThat(blocked.path("chat").path("type").asText()).isEqualTo("private");
    assertThat(blocked.path("old_chat_member").path("status").asText()).isEqualTo("member");
    assertThat(blocked.path("new_chat_member").path("status").asText()).isEqualTo("kicked");
    assertThat(unblocked.path("new_chat_member").path("status").asText()).isEqualTo("member");
    assertThat(unblocked.path("new_chat_member").path("user").path("id").asLong())
        .isEqualTo(Bot.ID);
  }

  @Test
  void a_group_that_becomes_a_supergroup_says_so_in_both_chats_and_counts_from_one_again() {
    telegram.writes(ANNA, chat, "Нет талонов");

    long supergroup = RunningDouble.body(act("/migrate", "{}")).path("to").asLong();

    var updates = telegram.updates("{}");
    assertThat(updates.path(1).path("message").path("migrate_to_chat_id").asLong())
        .isEqualTo(supergroup);
    assertThat(updates.path(1).path("message").path("chat").path("type").asText())
        .isEqualTo("group");
    assertThat(updates.path(2).path("message").path("migrate_from_chat_id").asLong())
        .isEqualTo(chat);
    assertThat(updates.path(2).path("message").path("chat").path("id").asLong())
        .isEqualTo(supergroup);
    assertThat(updates.path(2).path("message").path("message_id").asInt()).isEqualTo(1);
    var refused =
        telegram.bot("sendMessage", "{\"chat_id\":%d,\"text\":\"Принято\"}".formatted(chat));
    assertThat(refused.path("description").asText())
        .isEqualTo("Bad Request: group chat was upgraded to a supergroup chat");
    assertThat(refused.path("parameters").path("migrate_to_chat_id").asLong())
        .isEqualTo(supergroup);
    assertThat(telegram.taganrog()).isEqualTo(supergroup);
  }

  @Test
  void after_a_renumbering_ids_are_lower_and_an_old_offset_is_served_from_the_head() {
    telegram.writes(ANNA, chat, "до");
    long before = telegram.updates("{}").path(0).path("update_id").asLong();

    telegram.post("/sandbox/updates/renumber", "{}");
    telegram.writes(ANNA, chat, "после");

    var found = telegram.updates("{\"offset\":%d}".formatted(before + 1));
    assertThat(found.findValuesAsText("text")).containsExactly("после");
    assertThat(found.path(0).path("update_id").asLong()).isLessThan(before);
  }

  @Test
  void several_files_at_once_are_one_album_of_several_messages() throws IOException {
    telegram.album(
        "/sandbox/chats/" + chat + "/messages", BotApiTests.picture(40, 30), 3, ANNA, "Очередь");

    var messages = new ArrayList<JsonNode>();
    telegram.updates("{}").forEach(update -> messages.add(update.path("message")));
    assertThat(messages).hasSize(3);
    assertThat(messages)
        .extracting(message -> message.path("media_group_id").asText())
        .containsOnly(messages.get(0).path("media_group_id").asText())
        .doesNotContain("");
    assertThat(messages)
        .extracting(message -> message.path("caption").asText())
        .isEqualTo(List.of("Очередь", "", ""));
    assertThat(messages).allSatisfy(message -> assertThat(message.path("photo")).hasSize(2));
  }

  @ParameterizedTest
  @CsvSource({
    "voice, duration",
    "audio, file_name",
    "video, width",
    "animation, file_name",
    "video_note, length",
    "sticker, emoji",
    "venue, address",
    "dice, value",
    "location, latitude",
    "contact, phone_number"
  })
  void a_resident_sends_whatever_people_send(String kind, String field) {
    act("/messages", "{\"userId\":1001,\"kind\":\"%s\"}".formatted(kind));

    var message = lastUpdate().path("message");
    assertThat(message.path(kind).has(field)).isTrue();
    assertThat(message.has("text")).isFalse();
    assertThat(telegram.messages(chat).path(0).path("kind").asText()).isEqualTo(kind);
    if (message.path(kind).has("file_id")) {
      assertThat(getFile(message.path(kind)).path("result").has("file_path")).isTrue();
    }
  }

  @Test
  void a_caption_is_changed_and_may_become_empty_and_a_photo_is_replaced_in_its_album()
      throws IOException {
    telegram.album(
        "/sandbox/chats/" + chat + "/messages", BotApiTests.picture(40, 30), 2, ANNA, "Очередь");
    var before = telegram.updates("{}").path(0).path("message");

    act("/messages/1/edit", "{\"userId\":1001,\"text\":\"\"}");
    var captioned = lastUpdate().path("edited_message");
    telegram.upload(
        "/sandbox/chats/" + chat + "/messages/1/edit",
        "file",
        "талон.png",
        "image/png",
        BotApiTests.picture(64, 48),
        "userId",
        "1001",
        "text",
        "Талон");
    var replaced = lastUpdate().path("edited_message");

    assertThat(before.path("caption").asText()).isEqualTo("Очередь");
    assertThat(captioned.has("caption")).isFalse();
    assertThat(captioned.path("photo")).isEqualTo(before.path("photo"));
    assertThat(replaced.path("caption").asText()).isEqualTo("Талон");
    assertThat(replaced.path("photo").path(1).path("width").asInt()).isEqualTo(64);
    assertThat(replaced.path("media_group_id")).isEqualTo(before.path("media_group_id"));
    assertThat(act("/messages/1/edit", "{\"userId\":1002}").statusCode()).isEqualTo(400);
  }

  @Test
  void a_text_does_not_become_empty_and_gets_no_file() throws IOException {
    telegram.writes(ANNA, chat, "Нет талонов");

    assertThat(act("/messages/1/edit", "{\"userId\":1001}").statusCode()).isEqualTo(400);
    assertThat(
            telegram
                .upload(
                    "/sandbox/chats/" + chat + "/messages/1/edit",
                    "file",
                    "талон.png",
                    "image/png",
                    BotApiTests.picture(64, 48),
                    "userId",
                    "1001")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void a_resident_sends_what_telegram_may_have_tomorrow() {
    act("/messages", "{\"userId\":1001,\"kind\":\"other\",\"fields\":{\"hologram\":{\"a\":1}}}");

    assertThat(lastUpdate().path("message").path("hologram").path("a").asInt()).isEqualTo(1);
    assertThat(act("/messages", "{\"userId\":1001,\"kind\":\"other\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void a_resident_starts_a_poll() {
    act(
        "/messages",
        "{\"userId\":1001,\"kind\":\"poll\",\"question\":\"Кто за?\",\"options\":[\"я\",\"и я\"]}");

    var poll = lastUpdate().path("message").path("poll");
    assertThat(poll.path("question").asText()).isEqualTo("Кто за?");
    assertThat(poll.path("options").findValuesAsText("text")).containsExactly("я", "и я");
  }

  @Test
  void a_file_above_twenty_megabytes_is_announced_but_never_handed_out() {
    act("/messages", "{\"userId\":1001,\"kind\":\"video\",\"fileSize\":31457280,\"text\":\"Вот\"}");

    var message = lastUpdate().path("message");
    assertThat(message.path("caption").asText()).isEqualTo("Вот");
    assertThat(message.path("video").path("file_size").asLong()).isEqualTo(31_457_280);
    assertThat(getFile(message.path("video")).path("description").asText())
        .isEqualTo("Bad Request: file is too big");
  }

  private HttpResponse<String> act(String path, String body) {
    return telegram.post("/sandbox/chats/" + chat + path, body);
  }

  private static JsonNode getFile(JsonNode file) {
    return telegram.bot("getFile", "{\"file_id\":\"%s\"}".formatted(file.path("file_id").asText()));
  }

  private static JsonNode lastUpdate() {
    return telegram.updates("{\"offset\":-1}").path(0);
  }
}
