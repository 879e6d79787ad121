package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

class ScriptsTests extends DoubleTest {

  @Test
  void the_chats_of_all_municipalities_are_listed() {
    var listed = RunningDouble.body(telegram.get("/sandbox/chats")).path(0);

    assertThat(listed.path("id").asLong()).isEqualTo(chat);
    assertThat(listed.path("type").asText()).isEqualTo("supergroup");
    assertThat(listed.path("municipality").asText()).isEqualTo("taganrog");
  }

  @Test
  void a_stranger_is_made_up_on_the_spot_and_their_private_chat_comes_with_the_first_message() {
    var message =
        RunningDouble.body(
            telegram.post(
                "/sandbox/chats/4711/messages",
                "{\"userId\":4711,\"firstName\":\"Семён\",\"text\":\"/start taganrog\"}"));

    assertThat(message.path("fromName").asText()).isEqualTo("Семён");
    assertThat(message.path("bot").asBoolean()).isFalse();
    var update = telegram.updates("{}").path(0).path("message");
    assertThat(update.path("chat").path("type").asText()).isEqualTo("private");
    assertThat(update.path("entities").path(0).path("type").asText()).isEqualTo("bot_command");
  }

  @Test
  void what_makes_no_sense_is_refused_with_a_reason() {
    var noSuchChat = "/sandbox/chats/-5/messages";

    assertThat(telegram.post(noSuchChat, "{\"userId\":1001,\"text\":\"а\"}").body())
        .isEqualTo("{\"error\":\"There is no chat -5\"}");
    for (var body :
        List.of("", "[]", "{", "{\"text\":\"а\"}", "{\"userId\":\"x\"}", "{\"userId\":1001}")) {
      assertThat(telegram.post("/sandbox/chats/" + chat + "/messages", body).statusCode())
          .as(body)
          .isEqualTo(400);
    }
    assertThat(telegram.post("/sandbox/clock", "{\"advance\":\"завтра\"}").statusCode())
        .isEqualTo(400);
    assertThat(telegram.post("/sandbox/clock", "{\"at\":\"9999-01-01T00:00:00Z\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void the_clock_moves_to_a_time_and_back_and_messages_carry_its_time() {
    telegram.post("/sandbox/clock", "{\"at\":\"2026-11-03T18:00:00+03:00\"}");

    var message = telegram.writes(1001, chat, "Добрый вечер");

    assertThat(Instant.parse(message.path("date").asText()))
        .isBetween(Instant.parse("2026-11-03T15:00:00Z"), Instant.parse("2026-11-03T15:00:05Z"));
    var clock = RunningDouble.body(telegram.post("/sandbox/clock", "{\"real\":true}"));
    assertThat(clock.path("real").asBoolean()).isTrue();
    assertThat(Instant.parse(clock.path("now").asText()))
        .isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
    assertThat(telegram.clock().offset()).isEqualTo(Duration.ZERO);
  }

  @Test
  void other_web_sites_are_kept_out() {
    var body = "{\"userId\":1001,\"text\":\"а\"}";
    var path = "/sandbox/chats/" + chat + "/messages";

    assertThat(telegram.post(path, body, "Origin", "https://example.org").statusCode())
        .isEqualTo(403);
    assertThat(telegram.post(path, body, "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(telegram.post(path, body, "Origin", telegram.url()).statusCode()).isEqualTo(200);
  }

  @Test
  void the_products_own_client_understands_every_word() throws Exception {
    var address = URI.create(telegram.url());
    var url = new TelegramUrl("http", address.getHost(), address.getPort(), false);
    var client = new OkHttpTelegramClient(Bot.TOKEN, url);
    telegram.upload(
        "/sandbox/chats/" + chat + "/messages",
        "file",
        "талон.png",
        "image/png",
        BotApiTests.picture(64, 48),
        "userId",
        "1001");

    assertThat(client.execute(new GetMe()).getUserName()).isEqualTo("medchat_demo_bot");
    var message = client.execute(GetUpdates.builder().timeout(0).build()).get(0).getMessage();
    assertThat(message.getChat().isSuperGroupChat()).isTrue();
    var photo = message.getPhoto().get(1);
    assertThat(client.execute(new GetFile(photo.getFileId())).getFilePath()).endsWith(".jpg");

    var sent =
        client.execute(
            SendMessage.builder()
                .chatId(chat)
                .text("Где вы живёте?")
                .replyToMessageId(message.getMessageId())
                .replyMarkup(
                    new InlineKeyboardMarkup(
                        List.of(
                            new InlineKeyboardRow(
                                InlineKeyboardButton.builder()
                                    .text("Таганрог")
                                    .callbackData("city:taganrog")
                                    .build()))))
                .build());
    assertThat(sent.getReplyToMessage().getMessageId()).isEqualTo(message.getMessageId());
    assertThat(sent.getReplyMarkup().getKeyboard().get(0).get(0).getText()).isEqualTo("Таганрог");

    var document =
        new InputFile(new java.io.ByteArrayInputStream(new byte[] {1, 2}), "памятка.txt");
    var withDocument =
        client.execute(
            SendDocument.builder().chatId(chat).document(document).caption("Памятка").build());
    assertThat(withDocument.getDocument().getFileName()).isEqualTo("памятка.txt");
    assertThat(withDocument.getCaption()).isEqualTo("Памятка");
  }
}
