package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import org.assertj.core.api.AbstractObjectAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.CopyMessage;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChat;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatMember;
import org.telegram.telegrambots.meta.api.methods.reactions.SetMessageReaction;
import org.telegram.telegrambots.meta.api.methods.send.SendMediaGroup;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.media.InputMediaPhoto;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionTypeEmoji;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/** The double says what Telegram says, letter by letter and to the product's own client. */
class ConformanceTests extends DoubleTest {

  private static final long ANNA = 1001;
  private static final long IGOR = 1002;

  private TelegramClient client;

  @BeforeEach
  void aChatInWhichSomethingWasSaid() {
    client =
        new OkHttpTelegramClient(
            new OkHttpClient.Builder().retryOnConnectionFailure(false).build(),
            Bot.TOKEN,
            new TelegramUrl("http", "127.0.0.1", URI.create(telegram.url()).getPort(), false));
    telegram.writes(ANNA, chat, "Нет талонов");
    telegram.bot("sendMessage", "{\"chat_id\":%d,\"text\":\"Принято\"}".formatted(chat));
    telegram.bot("sendMessage", "{\"chat_id\":%d,\"text\":\"Лишнее\"}".formatted(chat));
    telegram.bot("deleteMessage", "{\"chat_id\":%d,\"message_id\":3}".formatted(chat));
    telegram.writes(IGOR, IGOR, "/start");
    telegram.post("/sandbox/people/" + IGOR, "{\"blocked\":true}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sendMessage         | 'chat_id':7,'text':'а'                          | 400 | Bad Request: chat not found
          sendMessage         | 'text':'а'                                      | 400 | Bad Request: chat_id is empty
          sendMessage         | 'chat_id':CHAT                                  | 400 | Bad Request: message text is empty
          sendMessage         | 'chat_id':CHAT,'text':' '                       | 400 | Bad Request: message text is empty
          sendMessage         | 'chat_id':CHAT,'text':'LONG'                    | 400 | Bad Request: message is too long
          sendMessage         | 'chat_id':CHAT,'text':'а','reply_to_message_id':3 | 400 | Bad Request: message to be replied not found
          sendMessage         | 'chat_id':CHAT,'text':'а','reply_parameters':{'message_id':77} | 400 | Bad Request: message to be replied not found
          sendMessage         | 'chat_id':1001,'text':'а'                       | 403 | Forbidden: bot can't initiate conversation with a user
          sendMessage         | 'chat_id':1002,'text':'а'                       | 403 | Forbidden: bot was blocked by the user
          editMessageText     | 'chat_id':CHAT,'message_id':77,'text':'а'       | 400 | Bad Request: message to edit not found
          editMessageText     | 'chat_id':CHAT,'message_id':3,'text':'а'        | 400 | Bad Request: message to edit not found
          editMessageText     | 'chat_id':CHAT,'message_id':1,'text':'а'        | 400 | Bad Request: message can't be edited
          deleteMessage       | 'chat_id':CHAT,'message_id':3                   | 400 | Bad Request: message to delete not found
          answerCallbackQuery | 'callback_query_id':'7'                         | 400 | Bad Request: query is too old and response timeout expired or query ID is invalid
          getChat             | 'chat_id':7                                     | 400 | Bad Request: chat not found
          getFile             | 'file_id':'7'                                   | 400 | Bad Request: wrong file_id or the file is temporarily unavailable
          sendPigeon          | 'chat_id':CHAT                                  | 404 | Not Found: method not found
          """,
      quoteCharacter = '`')
  void a_refusal_has_telegrams_status_and_body(
      String method, String fields, int status, String description) {
    var answer =
        telegram.post(
            "/bot" + Bot.TOKEN + "/" + method,
            "{%s}"
                .formatted(fields)
                .replace('\'', '"')
                .replace("CHAT", Long.toString(chat))
                .replace("LONG", "я".repeat(4097)));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body())
        .isEqualTo(
            Json.object()
                .put("ok", false)
                .put("error_code", status)
                .put("description", description)
                .toString());
  }

  @Test
  void a_press_can_be_answered_for_a_few_minutes_only() {
    telegram.post(
        "/sandbox/chats/" + chat + "/callbacks",
        "{\"userId\":1001,\"messageId\":2,\"data\":\"да\"}");
    String query =
        telegram.updates("{\"offset\":-1}").path(0).path("callback_query").path("id").asText();
    telegram.clock().advance(Duration.ofMinutes(15));

    assertRefused(() -> client.execute(new AnswerCallbackQuery(query)), 400)
        .extracting(TelegramApiRequestException::getApiResponse)
        .isEqualTo(
            "Bad Request: query is too old and response timeout expired or query ID is invalid");
  }

  @Test
  void an_update_is_kept_for_24_hours() {
    telegram.clock().advance(Duration.ofHours(24).minusMinutes(1));
    assertThat(telegram.updates("{}")).isNotEmpty();

    telegram.clock().advance(Duration.ofMinutes(2));
    assertThat(telegram.updates("{}")).isEmpty();
  }

  @Test
  void the_products_client_does_all_it_may_do() throws Exception {
    Message sent =
        client.execute(
            SendMessage.builder()
                .chatId(chat)
                .text("Ответ")
                .replyParameters(ReplyParameters.builder().messageId(1).build())
                .build());
    assertThat(sent.getMessageId()).isEqualTo(4);
    assertThat(sent.getReplyToMessage().getText()).isEqualTo("Нет талонов");
    assertThat(sent.getChat().isSuperGroupChat()).isTrue();
    client.execute(
        EditMessageText.builder().chatId(chat).messageId(4).text("Другой ответ").build());
    client.execute(
        SetMessageReaction.builder()
            .chatId(chat)
            .messageId(1)
            .reactionTypes(List.of(ReactionTypeEmoji.builder().emoji("👀").build()))
            .build());
    client.execute(CopyMessage.builder().chatId(chat).fromChatId(chat).messageId(4).build());
    client.execute(DeleteMessage.builder().chatId(chat).messageId(4).build());
    Message photo = client.execute(new SendPhoto(Long.toString(chat), picture("одно.png")));
    List<Message> album =
        client.execute(
            SendMediaGroup.builder()
                .chatId(chat)
                .medias(List.of(photo("первое.png"), photo("второе.png")))
                .build());
    assertThat(album).extracting(Message::getMediaGroupId).doesNotContainNull().hasSize(2);
    String file = photo.getPhoto().get(0).getFileId();
    assertThat(client.execute(new GetFile(file)).getFilePath()).isNotEmpty();
    client.execute(SetMyCommands.builder().command(new BotCommand("help", "Помощь")).build());

    assertThat(client.execute(new GetMe()).getUserName()).isEqualTo(Bot.USERNAME);
    assertThat(client.execute(new GetChat(Long.toString(chat))).getTitle()).contains("Таганрог");
    assertThat(client.execute(new GetChatMember(Long.toString(chat), ANNA)).getStatus())
        .isEqualTo("member");
    assertThat(telegram.messages(chat).findValuesAsText("text")).contains("Другой ответ");
    assertThat(telegram.messages(chat).findValuesAsText("photo")).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void the_products_client_understands_every_kind_of_update() throws Exception {
    telegram.updates(
        "{\"allowed_updates\":[\"message\",\"edited_message\",\"callback_query\","
            + "\"my_chat_member\",\"message_reaction\"]}");
    for (String kind :
        List.of("voice", "video", "video_note", "sticker", "document", "location", "contact")) {
      telegram.post(
          "/sandbox/chats/" + chat + "/messages",
          "{\"userId\":1001,\"kind\":\"%s\"}".formatted(kind));
    }
    telegram.post(
        "/sandbox/chats/" + chat + "/messages/1/edit", "{\"userId\":1001,\"text\":\"а\"}");
    telegram.post(
        "/sandbox/chats/" + chat + "/messages/1/reaction", "{\"userId\":1001,\"emoji\":\"👍\"}");
    telegram.post(
        "/sandbox/chats/" + chat + "/callbacks",
        "{\"userId\":1001,\"messageId\":2,\"data\":\"да\"}");
    telegram.post("/sandbox/chats/" + chat + "/migrate", "{}");

    List<Update> updates = client.execute(new GetUpdates());

    assertThat(updates).extracting(Update::getUpdateId).isSorted().doesNotHaveDuplicates();
    assertThat(updates).filteredOn(update -> update.getMyChatMember() != null).isNotEmpty();
    assertThat(updates).filteredOn(Update::hasEditedMessage).hasSize(1);
    assertThat(updates).filteredOn(Update::hasCallbackQuery).hasSize(1);
    assertThat(updates).filteredOn(update -> update.getMessageReaction() != null).hasSize(1);
    assertThat(updates)
        .filteredOn(update -> update.hasMessage() && update.getMessage().hasVideoNote())
        .hasSize(1);
    assertThat(updates)
        .filteredOn(
            update -> update.hasMessage() && update.getMessage().getMigrateToChatId() != null)
        .hasSize(1);
  }

  @Test
  void the_products_client_learns_why_it_is_refused() {
    telegram.post("/sandbox/faults", "{\"kind\":\"429\",\"retryAfter\":7}");
    assertRefused(this::send, 429)
        .extracting(refusal -> refusal.getParameters().getRetryAfter())
        .isEqualTo(7);

    telegram.post("/sandbox/faults", "{\"kind\":\"403\",\"description\":\"user is deactivated\"}");
    assertRefused(this::send, 403).extracting(TelegramApiRequestException::getParameters).isNull();

    telegram.post("/sandbox/faults", "{\"kind\":\"502\"}");
    assertThatThrownBy(this::send).isInstanceOf(TelegramApiException.class);
    telegram.post("/sandbox/faults", "{\"kind\":\"drop\"}");
    assertThatThrownBy(this::send).isInstanceOf(TelegramApiException.class);

    telegram.post("/sandbox/chats/" + chat + "/migrate", "{}");
    assertRefused(this::send, 400)
        .extracting(refusal -> refusal.getParameters().getMigrateToChatId())
        .isEqualTo(telegram.taganrog());
  }

  private void send() throws TelegramApiException {
    client.execute(new SendMessage(Long.toString(chat), "Ответ"));
  }

  private static InputFile picture(String name) throws IOException {
    return new InputFile(new ByteArrayInputStream(BotApiTests.picture(40, 30)), name);
  }

  private static InputMediaPhoto photo(String name) throws IOException {
    return InputMediaPhoto.builder()
        .media(new ByteArrayInputStream(BotApiTests.picture(40, 30)), name)
        .build();
  }

  private static AbstractObjectAssert<?, TelegramApiRequestException> assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, int code) {
    return assertThatThrownBy(call)
        .asInstanceOf(type(TelegramApiRequestException.class))
        .matches(refusal -> refusal.getErrorCode() == code);
  }
}
