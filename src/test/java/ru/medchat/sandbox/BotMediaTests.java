package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotMediaTests extends DoubleTest {

  private static final long ANNA = 1001;

  @ParameterizedTest
  @CsvSource({
    "sendVoice, voice",
    "sendAudio, audio",
    "sendVideo, video",
    "sendAnimation, animation",
    "sendVideoNote, video_note",
    "sendSticker, sticker"
  })
  void a_file_is_sent_as_what_its_method_says_and_again_by_its_id(String method, String kind) {
    var sent = RunningDouble.body(upload(method, kind)).path("result");
    var id = sent.path(kind).path("file_id").asText();

    var again =
        telegram.bot(
            method, Json.object().put("chat_id", chat).put(kind, id).put("duration", 9).toString());

    assertThat(sent.path(kind).path("file_size").asInt()).isEqualTo(3);
    assertThat(again.path("result").path(kind).path("file_id").asText()).isEqualTo(id);
    assertThat(again.path("result").path("message_id").asInt()).isEqualTo(2);
  }

  @Test
  void places_contacts_and_polls_come_in_telegrams_shapes() {
    var place = send("sendLocation", "\"latitude\":47.2,\"longitude\":38.9").path("location");
    var contact =
        send("sendContact", "\"phone_number\":\"103\",\"first_name\":\"Скорая\"").path("contact");
    var poll =
        send("sendPoll", "\"question\":\"Решён?\",\"options\":[{\"text\":\"Да\"},\"Нет\"]")
            .path("poll");

    assertThat(place.path("latitude").asDouble()).isEqualTo(47.2);
    assertThat(contact.path("phone_number").asText()).isEqualTo("103");
    assertThat(poll.path("options").findValuesAsText("text")).containsExactly("Да", "Нет");
  }

  @Test
  void an_album_is_several_messages_with_one_id_or_none_at_all() {
    var id =
        RunningDouble.body(upload("sendDocument", "document"))
            .path("result")
            .path("document")
            .path("file_id")
            .asText();
    var known = "{\"type\":\"document\",\"media\":\"%s\",\"caption\":\"Памятка\"}".formatted(id);

    var album = send("sendMediaGroup", "\"media\":[%s,%s]".formatted(known, known));
    var refused =
        telegram.bot(
            "sendMediaGroup",
            "{\"chat_id\":%d,\"media\":[%s,{\"type\":\"document\",\"media\":\"no\"}]}"
                .formatted(chat, known));

    assertThat(album).hasSize(2);
    assertThat(album.path(0).path("media_group_id").asText())
        .isNotEmpty()
        .isEqualTo(album.path(1).path("media_group_id").asText());
    assertThat(album.path(0).path("caption").asText()).isEqualTo("Памятка");
    assertThat(refused.path("ok").asBoolean()).isFalse();
    assertThat(telegram.messages(chat)).hasSize(3);
  }

  @Test
  void a_caption_of_the_bot_is_changed_and_a_text_has_none() {
    upload("sendDocument", "document");
    send("sendMessage", "\"text\":\"Принято\"");

    var changed = send("editMessageCaption", "\"message_id\":1,\"caption\":\"Памятка\"");
    var again = call("editMessageCaption", "\"message_id\":1,\"caption\":\"Памятка\"");
    var text = call("editMessageCaption", "\"message_id\":2,\"caption\":\"Памятка\"");

    assertThat(changed.path("caption").asText()).isEqualTo("Памятка");
    assertThat(changed.path("document").path("file_size").asInt()).isEqualTo(3);
    assertThat(changed.has("edit_date")).isTrue();
    assertThat(again.path("description").asText())
        .startsWith("Bad Request: message is not modified");
    assertThat(text.path("description").asText())
        .isEqualTo("Bad Request: there is no caption in the message to edit");
  }

  @Test
  void a_file_of_the_bot_is_replaced_by_another() {
    upload("sendDocument", "document");
    var video = RunningDouble.body(upload("sendVideo", "video")).path("result").path("video");

    var changed =
        send(
            "editMessageMedia",
            "\"message_id\":1,\"media\":{\"type\":\"video\",\"media\":\"%s\",\"caption\":\"Вот\"}"
                .formatted(video.path("file_id").asText()));

    assertThat(changed.path("video").path("file_id")).isEqualTo(video.path("file_id"));
    assertThat(changed.path("caption").asText()).isEqualTo("Вот");
    assertThat(changed.has("document")).isFalse();
    assertThat(call("editMessageMedia", "\"message_id\":1").path("ok").asBoolean()).isFalse();
  }

  @Test
  void a_venue_stands_on_its_point_and_a_dice_falls() {
    var venue =
        send(
            "sendVenue",
            "\"latitude\":47.2,\"longitude\":38.9,\"title\":\"Поликлиника\",\"address\":\"Ленина, 5\"");

    assertThat(venue.path("venue").path("title").asText()).isEqualTo("Поликлиника");
    assertThat(venue.path("location")).isEqualTo(venue.path("venue").path("location"));
    assertThat(send("sendDice", "\"x\":1").path("dice").path("value").isInt()).isTrue();
    assertThat(call("sendVenue", "\"latitude\":47.2,\"longitude\":38.9").path("ok").asBoolean())
        .isFalse();
  }

  @Test
  void a_copy_is_the_bots_own_and_a_forward_names_its_origin() {
    telegram.writes(ANNA, telegram.azov(), "Нет талонов");
    var source = "\"from_chat_id\":%d,\"message_id\":1".formatted(telegram.azov());

    var copy = send("copyMessage", source);
    var forward = send("forwardMessage", source);

    assertThat(copy.properties()).hasSize(1);
    assertThat(copy.path("message_id").asInt()).isEqualTo(1);
    assertThat(forward.path("text").asText()).isEqualTo("Нет талонов");
    assertThat(forward.path("forward_origin").path("sender_user").path("id").asLong())
        .isEqualTo(ANNA);
  }

  @Test
  void a_message_can_be_deleted_for_48_hours() {
    telegram.writes(ANNA, chat, "раз");
    telegram.clock().advance(Duration.ofHours(47));
    telegram.writes(ANNA, chat, "два");
    telegram.clock().advance(Duration.ofHours(2));

    assertThat(delete(1).path("description").asText())
        .isEqualTo("Bad Request: message can't be deleted for everyone");
    assertThat(delete(2).path("ok").asBoolean()).isTrue();
  }

  @Test
  void a_group_has_its_creator_and_the_bot_for_administrators_and_a_private_chat_has_none() {
    telegram.writes(ANNA, ANNA, "/start");

    var administrators = send("getChatAdministrators", "\"x\":1");

    assertThat(administrators.findValuesAsText("status"))
        .containsExactly("creator", "administrator");
    assertThat(telegram.bot("getChatAdministrators", "{\"chat_id\":1001}").path("ok").asBoolean())
        .isFalse();
    assertThat(send("getChatMember", "\"user_id\":1001").path("status").asText())
        .isEqualTo("member");
  }

  private JsonNode delete(int messageId) {
    return telegram.bot(
        "deleteMessage", "{\"chat_id\":%d,\"message_id\":%d}".formatted(chat, messageId));
  }

  private JsonNode send(String method, String fields) {
    return call(method, fields).path("result");
  }

  private JsonNode call(String method, String fields) {
    return telegram.bot(method, "{\"chat_id\":%d,%s}".formatted(chat, fields));
  }

  private java.net.http.HttpResponse<String> upload(String method, String field) {
    return telegram.upload(
        "/bot" + Bot.TOKEN + "/" + method,
        field,
        "файл.bin",
        "application/octet-stream",
        new byte[] {1, 2, 3},
        "chat_id",
        Long.toString(chat));
  }
}
