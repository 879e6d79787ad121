package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BotApiTests {

  private static final long ANNA = 1001;

  private static String database = "";
  private static RunningDouble telegram;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    telegram = new RunningDouble(database);
  }

  @AfterAll
  static void stop() {
    telegram.close();
  }

  @BeforeEach
  void startAfresh() {
    telegram.reset();
  }

  @Test
  void the_bot_introduces_itself_to_whoever_has_its_token() {
    var me = telegram.bot("getme", "{}").path("result");

    assertThat(me.path("id").asLong()).isEqualTo(61_000_001);
    assertThat(me.path("username").asText()).isEqualTo("medchat_demo_bot");
  }

  @Test
  void a_wrong_token_is_unauthorized() {
    var answer = telegram.get("/bot1:wrong/getMe");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .isEqualTo("{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
  }

  @Test
  void an_unknown_method_is_not_found() {
    var answer = telegram.get("/bot" + Bot.TOKEN + "/sendPigeon");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(refusal(RunningDouble.body(answer))).isEqualTo("Not Found: method not found");
  }

  @Test
  void a_message_arrives_whether_it_came_as_json_as_a_form_or_as_a_query() {
    long chat = telegram.taganrog();

    telegram.bot("sendMessage", "{\"chat_id\":%d,\"text\":\"раз\"}".formatted(chat));
    telegram.get(
        "/bot%s/SENDMESSAGE?chat_id=%d&text=%%D0%%B4%%D0%%B2%%D0%%B0".formatted(Bot.TOKEN, chat));
    telegram.post(
        "/bot" + Bot.TOKEN + "/sendMessage",
        "chat_id=" + chat + "&text=three&reply_parameters=%7B%22message_id%22%3A1%7D",
        "Content-Type",
        "application/x-www-form-urlencoded");

    assertThat(telegram.messages(chat).findValuesAsText("text"))
        .containsExactly("раз", "два", "three");
    assertThat(telegram.messages(chat).path(2).path("replyTo").asInt()).isEqualTo(1);
  }

  @Test
  void every_chat_counts_its_messages_by_itself() {
    telegram.writes(ANNA, telegram.taganrog(), "Добрый день");
    telegram.writes(ANNA, telegram.taganrog(), "Нет талонов");

    var elsewhere = telegram.writes(ANNA, telegram.azov(), "Здравствуйте");

    assertThat(elsewhere.path("messageId").asInt()).isEqualTo(1);
    assertThat(telegram.messages(telegram.taganrog()).path(1).path("messageId").asInt())
        .isEqualTo(2);
  }

  @Test
  void a_reply_shows_what_it_replies_to() {
    long chat = telegram.taganrog();
    telegram.writes(ANNA, chat, "Нет талонов");

    var sent =
        telegram
            .bot(
                "sendMessage",
                "{\"chat_id\":%d,\"text\":\"Приняли\",\"reply_parameters\":{\"message_id\":1}}"
                    .formatted(chat))
            .path("result");

    assertThat(sent.path("message_id").asInt()).isEqualTo(2);
    assertThat(sent.path("from").path("is_bot").asBoolean()).isTrue();
    assertThat(sent.path("chat").path("type").asText()).isEqualTo("supergroup");
    assertThat(sent.path("reply_to_message").path("text").asText()).isEqualTo("Нет талонов");
    assertThat(sent.path("reply_to_message").path("from").path("first_name").asText())
        .isEqualTo("Анна Петровна");
  }

  @Test
  void what_cannot_be_sent_is_refused_in_telegrams_words() {
    long chat = telegram.taganrog();

    assertThat(refusedMessage(1, "привет")).isEqualTo("Bad Request: chat not found");
    assertThat(refusedMessage(ANNA, "привет"))
        .isEqualTo("Forbidden: bot can't initiate conversation with a user");
    assertThat(refusedMessage(chat, "  ")).isEqualTo("Bad Request: message text is empty");
    assertThat(refusedMessage(chat, "я".repeat(4097)))
        .isEqualTo("Bad Request: message is too long");
    assertThat(
            refusal(
                telegram.bot(
                    "sendMessage",
                    "{\"chat_id\":%d,\"text\":\"а\",\"reply_to_message_id\":77}".formatted(chat))))
        .isEqualTo("Bad Request: message to be replied not found");
    assertThat(
            refusal(
                telegram.bot(
                    "editMessageText",
                    "{\"chat_id\":%d,\"message_id\":77,\"text\":\"а\"}".formatted(chat))))
        .isEqualTo("Bad Request: message to edit not found");
    assertThat(
            refusal(
                telegram.bot(
                    "deleteMessage", "{\"chat_id\":%d,\"message_id\":77}".formatted(chat))))
        .isEqualTo("Bad Request: message to delete not found");
    assertThat(refusal(telegram.bot("answerCallbackQuery", "{\"callback_query_id\":\"7\"}")))
        .isEqualTo(
            "Bad Request: query is too old and response timeout expired or query ID is invalid");
  }

  @Test
  void whoever_blocked_the_bot_cannot_be_reached() {
    telegram.writes(ANNA, ANNA, "/start");
    telegram.post("/sandbox/people/" + ANNA, "{\"blocked\":true}");

    assertThat(refusedMessage(ANNA, "привет")).isEqualTo("Forbidden: bot was blocked by the user");
  }

  @Test
  void a_pressed_button_reaches_the_bot_and_is_answered_once_known() {
    telegram.writes(ANNA, ANNA, "/start");
    telegram.bot(
        "sendMessage",
        """
        {"chat_id":1001,"text":"Ваш город?","reply_markup":{"inline_keyboard":
          [[{"text":"Таганрог","callback_data":"city:taganrog"}]]}}
        """);
    var button = telegram.messages(ANNA).path(1).path("buttons").path(0).path(0);

    telegram.post(
        "/sandbox/chats/1001/callbacks",
        "{\"userId\":1001,\"messageId\":2,\"data\":\"%s\"}"
            .formatted(button.path("data").asText()));

    var query = telegram.updates("{\"offset\":-1}").path(0).path("callback_query");
    assertThat(query.path("data").asText()).isEqualTo("city:taganrog");
    assertThat(query.path("from").path("id").asLong()).isEqualTo(ANNA);
    assertThat(query.path("message").path("message_id").asInt()).isEqualTo(2);
    assertThat(
            telegram
                .bot(
                    "answerCallbackQuery",
                    "{\"callback_query_id\":\"%s\",\"text\":\"Готово\"}"
                        .formatted(query.path("id").asText()))
                .path("result")
                .asBoolean())
        .isTrue();
  }

  @Test
  void an_edit_replaces_the_text_and_drops_the_keyboard_and_the_same_again_is_not_modified() {
    long chat = telegram.taganrog();
    telegram.bot(
        "sendMessage",
        """
        {"chat_id":%d,"text":"Оцените","reply_markup":{"inline_keyboard":
          [[{"text":"Хорошо","callback_data":"good"}]]}}
        """
            .formatted(chat));
    var edit = "{\"chat_id\":%d,\"message_id\":1,\"text\":\"Спасибо\"}".formatted(chat);

    var edited = telegram.bot("editMessageText", edit).path("result");

    assertThat(edited.path("text").asText()).isEqualTo("Спасибо");
    assertThat(edited.has("edit_date")).isTrue();
    assertThat(edited.has("reply_markup")).isFalse();
    assertThat(telegram.messages(chat).path(0).path("edited").asBoolean()).isTrue();
    assertThat(refusal(telegram.bot("editMessageText", edit)))
        .startsWith("Bad Request: message is not modified");
  }

  @Test
  void reactions_and_deletions_show_in_the_chat() {
    long chat = telegram.taganrog();
    telegram.writes(ANNA, chat, "Нет талонов");
    telegram.bot("sendMessage", "{\"chat_id\":%d,\"text\":\"Лишнее\"}".formatted(chat));

    telegram.bot(
        "setMessageReaction",
        "{\"chat_id\":%d,\"message_id\":1,\"reaction\":[{\"type\":\"emoji\",\"emoji\":\"👀\"}]}"
            .formatted(chat));
    telegram.bot("deleteMessage", "{\"chat_id\":%d,\"message_id\":2}".formatted(chat));

    assertThat(telegram.messages(chat).path(0).path("reactions").path(0).asText()).isEqualTo("👀");
    assertThat(telegram.messages(chat).path(1).path("deleted").asBoolean()).isTrue();
  }

  @Test
  void a_residents_photo_can_be_downloaded_by_the_bot() throws IOException {
    long chat = telegram.taganrog();

    telegram.upload(
        "/sandbox/chats/" + chat + "/messages",
        "file",
        "талон.png",
        "image/png",
        picture(900, 600),
        "userId",
        "1001",
        "text",
        "Вот талон");

    var message = telegram.updates("{}").path(0).path("message");
    assertThat(message.path("caption").asText()).isEqualTo("Вот талон");
    var largest = message.path("photo").path(1);
    assertThat(largest.path("width").asInt()).isEqualTo(900);
    assertThat(message.path("photo").path(0).path("width").asInt()).isEqualTo(320);
    assertThat(ImageIO.read(new ByteArrayInputStream(download(largest))).getHeight())
        .isEqualTo(600);
  }

  @Test
  void a_document_of_the_bot_can_be_uploaded_and_sent_again_by_its_id() {
    long chat = telegram.taganrog();
    var content = "Памятка".getBytes(StandardCharsets.UTF_8);

    var uploaded =
        RunningDouble.body(
            telegram.upload(
                "/bot" + Bot.TOKEN + "/sendDocument",
                "document",
                "памятка.txt",
                "text/plain",
                content,
                "chat_id",
                Long.toString(chat)));
    var document = uploaded.path("result").path("document");
    telegram.bot(
        "sendDocument",
        "{\"chat_id\":%d,\"document\":\"%s\"}".formatted(chat, document.path("file_id").asText()));

    assertThat(document.path("file_name").asText()).isEqualTo("памятка.txt");
    assertThat(download(document)).isEqualTo(content);
    assertThat(telegram.messages(chat).path(1).path("documentName").asText())
        .isEqualTo("памятка.txt");
  }

  @Test
  void everything_said_and_set_survives_a_restart() {
    long chat = telegram.taganrog();
    telegram.writes(ANNA, chat, "Нет талонов");
    telegram.bot(
        "setMyCommands",
        "{\"commands\":[{\"command\":\"status\",\"description\":\"Где обращение\"}]}");
    telegram.post("/sandbox/clock", "{\"advance\":\"PT48H\"}");
    telegram.close();

    telegram = new RunningDouble(database);

    assertThat(telegram.taganrog()).isEqualTo(chat);
    assertThat(telegram.messages(chat).findValuesAsText("text")).containsExactly("Нет талонов");
    assertThat(telegram.bot("getMyCommands", "{}").path("result").findValuesAsText("command"))
        .containsExactly("status");
    assertThat(RunningDouble.body(telegram.get("/sandbox/clock")).path("offset").asText())
        .isEqualTo("PT48H");
    assertThat(telegram.writes(ANNA, chat, "Ау").path("messageId").asInt()).isEqualTo(2);
  }

  private static byte[] download(JsonNode file) {
    var path =
        telegram
            .bot("getFile", "{\"file_id\":\"%s\"}".formatted(file.path("file_id").asText()))
            .path("result")
            .path("file_path")
            .asText();
    return telegram.bytes("/file/bot" + Bot.TOKEN + "/" + path);
  }

  private static String refusedMessage(long chat, String text) {
    var message = Json.object().put("chat_id", chat).put("text", text);
    return refusal(telegram.bot("sendMessage", message.toString()));
  }

  private static String refusal(JsonNode answer) {
    assertThat(answer.path("ok").asBoolean()).isFalse();
    return answer.path("description").asText();
  }

  static byte[] picture(int width, int height) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }
}
