package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Sender;

class TranslationTest {

  private static final Instant NOW = Instant.parse("2026-11-03T10:00:00Z");

  private static final String ANNA =
      """
      "from":{"id":7,"is_bot":false,"first_name":"Анна","last_name":"Ким"}
      """;
  private static final String GROUP =
      """
      "chat":{"id":-100,"type":"supergroup","title":"Таганрог"}
      """;

  private static final String ONE_MARK = "[{\"type\":\"emoji\",\"emoji\":\"✍\"}]";
  private static final ScriptedTelegram TELEGRAM = new ScriptedTelegram();

  private final TelegramSettings settings =
      new TelegramSettings(
          ScriptedTelegram.TOKEN,
          URI.create(TELEGRAM.url()),
          TelegramSettings.Updates.OFF,
          Duration.ofSeconds(15));

  private final Translation translation =
      new Translation(
          Clock.fixed(NOW, ZoneOffset.UTC), settings, new OurName(new BotApi(settings)));

  @Test
  void a_reaction_tells_who_has_put_which_emoji_anew() throws Exception {
    assertThat(
            reacted(
                "\"user\":{\"id\":7,\"is_bot\":false,\"first_name\":\"Анна\"}",
                "[{\"type\":\"emoji\",\"emoji\":\"👍\"}]",
                """
                [{"type":"emoji","emoji":"👍"},{"type":"emoji","emoji":"✍"},
                 {"type":"custom_emoji","custom_emoji_id":"5"},{"type":"paid"},{"type":"new"}]
                """))
        .isEqualTo(
            new Meaning.Reacted(
                new Incoming.Reaction(
                    new ChatRef("telegram", "-100"),
                    false,
                    new Sender("7", "Анна", Sender.Kind.PERSON),
                    Instant.ofEpochSecond(1793000000),
                    "5",
                    java.util.List.of("✍"))));
  }

  @Test
  void an_anonymous_administrator_reacts_in_the_name_of_the_chat() throws Exception {
    assertThat(reacted("\"actor_chat\":{\"id\":-100,\"type\":\"supergroup\"}", "[]", ONE_MARK))
        .extracting(meaning -> ((Meaning.Reacted) meaning).reaction().sender())
        .isEqualTo(new Sender("-100", "", Sender.Kind.CHAT));
    assertThat(reacted("\"actor_chat\":{\"id\":-5,\"type\":\"channel\"}", "[]", ONE_MARK))
        .extracting(meaning -> ((Meaning.Reacted) meaning).reaction().sender().kind())
        .isEqualTo(Sender.Kind.CHANNEL);
  }

  @Test
  void a_reaction_taken_away_or_put_by_nobody_means_nothing() throws Exception {
    String anna = "\"user\":{\"id\":7,\"is_bot\":false,\"first_name\":\"Анна\"}";
    assertThat(reacted(anna, ONE_MARK, "[]")).isInstanceOf(Meaning.Nothing.class);
    assertThat(reacted(anna, ONE_MARK, ONE_MARK)).isInstanceOf(Meaning.Nothing.class);
    assertThat(reacted("\"new_one\":1", "[]", ONE_MARK)).isInstanceOf(Meaning.Nothing.class);
  }

  @Test
  void in_a_topic_only_a_real_reply_is_one() throws Exception {
    String opening =
        """
        "text":"Нет талонов","message_thread_id":9,"is_topic_message":true,
        "reply_to_message":{"message_id":9,"date":1,"chat":{"id":-100,"type":"supergroup"},
          "from":{"id":8,"is_bot":false,"first_name":"Админ"},
          "forum_topic_created":{"name":"Талоны","icon_color":1}}
        """;
    assertThat(said(ANNA, opening).replyTo()).isNull();
  }

  @Test
  void a_message_in_a_group_with_all_that_belongs_to_it() throws Exception {
    assertThat(
            said(
                ANNA,
                """
                "text":"Нет талонов","message_thread_id":9,"is_topic_message":true,
                "reply_to_message":{"message_id":3,"date":1,"chat":{"id":-100,"type":"supergroup"}}
                """))
        .isEqualTo(
            new Incoming.Message(
                new ChatRef("telegram", "-100", "9"),
                false,
                new Sender("7", "Анна Ким", Sender.Kind.PERSON),
                Instant.ofEpochSecond(1793000000),
                "5",
                "Нет талонов",
                java.util.List.of(),
                new Incoming.Reply("3", new Sender("-100", "", Sender.Kind.CHANNEL)),
                false,
                null));
  }

  @Test
  void a_reply_to_the_bot_is_addressed_to_it() throws Exception {
    String reply =
        """
        "text":"а","reply_to_message":{"message_id":3,"date":1,
          "chat":{"id":-100,"type":"supergroup"},"from":{"id":%d,"is_bot":true,"first_name":"Б"}}
        """;

    assertThat(said(ANNA, reply.formatted(4242)).addressed()).isTrue();
    assertThat(said(ANNA, reply.formatted(99)).addressed()).isFalse();
  }

  @Test
  void a_thread_of_replies_in_an_ordinary_group_is_no_topic() throws Exception {
    assertThat(said(ANNA, "\"text\":\"а\",\"message_thread_id\":9").chat().thread()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'from':{'id':99,'is_bot':true,'first_name':'Other'}",
        "'from':{'id':1087968824,'is_bot':true,'first_name':'Group'}",
        "'from':{'id':136817688,'is_bot':true,'first_name':'Channel'}",
        "'from':{'id':777000,'is_bot':false,'first_name':'Telegram'},'is_automatic_forward':true",
        "'from':{'id':7,'is_bot':false,'first_name':'A'},'sender_chat':{'id':-9,'type':'channel','title':'B'}",
      })
  void what_no_person_wrote_says_so(String from) throws Exception {
    assertThat(said(from.replace('\'', '"'), "\"text\":\"а\"").sender().person()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'sticker':{'file_id':'f','file_unique_id':'u','type':'regular','width':1,'height':1,'emoji':'🙂'} | [стикер 🙂]",
        "'sticker':{'file_id':'f','file_unique_id':'u','type':'regular','width':1,'height':1} | [стикер]",
        "'location':{'latitude':47.2,'longitude':38.9} | [геопозиция: 47.200000, 38.900000]",
        "'venue':{'location':{'latitude':47.2,'longitude':38.9},'title':'Поликлиника','address':'Ленина, 5'},'location':{'latitude':47.2,'longitude':38.9} | [место: Поликлиника, Ленина, 5, 47.200000, 38.900000]",
        "'contact':{'phone_number':'+7','first_name':'Анна'} | [контакт: Анна +7]",
        "'poll':{'id':'1','question':'Кто за?','options':[{'text':'я'},{'text':'и я'}],'type':'a_new_type'} | [опрос: Кто за? («я», «и я»)]",
        "'checklist':{'title':'Взять','tasks':[{'id':1,'text':'паспорт'},{'id':2,'text':'полис'}]} | [список: Взять («паспорт», «полис»)]",
        "'dice':{'emoji':'🎲','value':4} | [🎲 4]",
        "'story':{'id':1,'chat':{'id':7,'type':'private'}} | [история]",
        "'game':{'title':'Змейка'} | [игра: Змейка]",
        "'invoice':{'title':'Анализы'} | [счёт: Анализы]",
        "'caption':'Смотрите','paid_media':{'star_count':1,'paid_media':[{'type':'a_new_type'}]} | Смотрите~[платные фото или видео]",
        "'giveaway':{'chats':[]} | [розыгрыш]",
        "'hologram':{'file_id':'f'} | [вложение, которое бот пока не умеет показать]",
        "'forward_origin':{'type':'a_new_type'},'text':'Нет талонов' | Нет талонов",
      })
  void what_is_not_text_is_named_in_brackets(String content, String text) throws Exception {
    assertThat(said(ANNA, content.replace('\'', '"')).text()).isEqualTo(text.replace('~', '\n'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'voice':{'duration':3,'mime_type':'audio/ogg',$} | VOICE | audio/ogg",
        "'audio':{'duration':3,'title':'Запись','performer':'Врач',$} | AUDIO | audio/mpeg",
        "'video':{'width':1,'height':1,'duration':3,'mime_type':'video/quicktime',$} | VIDEO | video/quicktime",
        "'video_note':{'length':240,'duration':3,$} | VIDEO | video/mp4",
        "'animation':{'width':1,'height':1,'duration':3,$},'document':{$} | VIDEO | video/mp4",
        "'live_photo':{'width':1,'height':1,'duration':3,$} | VIDEO | video/mp4",
        "'document':{$} | DOCUMENT | ",
        "'photo':[{'file_id':'s','file_unique_id':'t','width':9,'height':6},{'width':90,'height':60,$}] | PHOTO | ",
      })
  void whatever_has_a_file_is_attached_and_its_caption_is_the_text(
      String content, Attachment.Kind kind, String type) throws Exception {
    Incoming.Message message =
        said(
            ANNA,
            "\"caption\":\"Вот\","
                + content
                    .replace("$", "'file_id':'f','file_unique_id':'u','file_size':12")
                    .replace('\'', '"'));

    assertThat(message.text()).isEqualTo("Вот");
    assertThat(message.attachments())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.kind()).isEqualTo(kind);
              assertThat(file.fileId()).isEqualTo("f");
              assertThat(file.uniqueId()).isEqualTo("u");
              assertThat(file.mediaType()).isEqualTo(type);
              assertThat(file.size()).isEqualTo(12);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'new_chat_members':[{'id':8,'is_bot':false,'first_name':'Олег'}]",
        "'left_chat_member':{'id':8,'is_bot':false,'first_name':'Олег'}",
        "'new_chat_title':'Таганрог'",
        "'pinned_message':{'message_id':1,'date':1,'chat':{'id':-100,'type':'supergroup'}}",
        "'video_chat_started':{}",
        "'forum_topic_created':{'name':'Лекарства','icon_color':1}",
        "'boost_added':{'boost_count':1}",
      })
  void what_telegram_says_about_the_chat_is_nothing(String content) throws Exception {
    assertThat(meaning("message", ANNA, content.replace('\'', '"')))
        .isEqualTo(new Meaning.Nothing("a service message", null));
  }

  @Test
  void a_part_of_an_album_knows_its_album() throws Exception {
    var album = said(ANNA, "\"media_group_id\":\"m1\",\"text\":\"а\"").album();

    assertThat(album)
        .isEqualTo(
            new Incoming.Album(
                "m1", java.util.List.of(new Incoming.Part("5", "а", java.util.List.of()))));
  }

  @Test
  void an_edit_is_the_message_as_it_is_now_and_when_it_was_changed() throws Exception {
    var meaning = meaning("edited_message", ANNA, "\"text\":\"Нет\",\"edit_date\":1793000060");

    assertThat(meaning)
        .isInstanceOfSatisfying(
            Meaning.Edited.class,
            edited -> {
              assertThat(edited.edit().at()).isEqualTo(Instant.ofEpochSecond(1793000060));
              assertThat(edited.edit().message().at()).isEqualTo(Instant.ofEpochSecond(1793000000));
              assertThat(edited.edit().message().text()).isEqualTo("Нет");
              assertThat(edited.edit().message().messageId()).isEqualTo("5");
            });
  }

  @Test
  void a_live_location_that_moves_is_no_edit() throws Exception {
    assertThat(
            meaning("edited_message", ANNA, "\"location\":{\"latitude\":47.2,\"longitude\":38.9}"))
        .isEqualTo(new Meaning.Nothing("a live location that has moved", null));
  }

  @Test
  void a_document_is_attached_with_its_caption_as_text() throws Exception {
    Incoming.Message message =
        said(
            ANNA,
            """
            "caption":"Справка","document":{"file_id":"f","file_unique_id":"u",
              "file_name":"a.png","mime_type":"image/png","file_size":12}
            """);

    assertThat(message.text()).isEqualTo("Справка");
    assertThat(message.attachments())
        .containsExactly(
            new Attachment(Attachment.Kind.DOCUMENT, "f", "u", "a.png", "image/png", 12L));
  }

  @Test
  void a_press_under_a_message_too_old_to_be_shown() throws Exception {
    Meaning meaning =
        translation.of(
            """
            {"update_id":1,"callback_query":{"id":"q",%s,"chat_instance":"x","data":"rate:5",
              "message":{"message_id":3,"date":0,"chat":{"id":7,"type":"private"}}}}
            """
                .formatted(ANNA));

    assertThat(meaning)
        .isEqualTo(
            new Meaning.Pressed(
                new Incoming.Press(
                    new ChatRef("telegram", "7"),
                    true,
                    new Sender("7", "Анна Ким", Sender.Kind.PERSON),
                    NOW,
                    "3",
                    "rate:5"),
                "q"));
  }

  @Test
  void a_press_of_a_button_that_is_not_ours_is_nothing_but_gets_an_answer() throws Exception {
    assertThat(
            translation.of(
                """
                {"update_id":1,"callback_query":{"id":"q",%s,"chat_instance":"x",
                  "inline_message_id":"i","game_short_name":"g"}}
                """
                    .formatted(ANNA)))
        .isInstanceOfSatisfying(
            Meaning.Nothing.class, nothing -> assertThat(nothing.queryId()).isEqualTo("q"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | \"text\":\"Эй, @Medchat_Bot!\",\"entities\":[{\"type\":\"mention\",\"offset\":4,\"length\":12}]",
        "true  | \"caption\":\"@medchat_bot\",\"caption_entities\":[{\"type\":\"mention\",\"offset\":0,\"length\":12}],\"voice\":{\"file_id\":\"v\",\"file_unique_id\":\"v\",\"duration\":1}",
        "true  | \"text\":\"Бот, ты тут?\",\"entities\":[{\"type\":\"text_mention\",\"offset\":0,\"length\":3,\"user\":{\"id\":4242,\"is_bot\":true,\"first_name\":\"М\"}}]",
        "false | \"text\":\"@other_bot\",\"entities\":[{\"type\":\"mention\",\"offset\":0,\"length\":10}]",
        "false | \"text\":\"пишите на a@medchat_bot\""
      })
  void who_names_the_bot_addresses_it(boolean addressed, String content) throws Exception {
    assertThat(said(ANNA, content).addressed()).isEqualTo(addressed);
  }

  @Test
  void while_the_name_of_the_bot_is_not_known_nobody_names_it() throws Exception {
    var away =
        new TelegramSettings(
            "4242:T",
            URI.create("http://127.0.0.1:9"),
            TelegramSettings.Updates.OFF,
            Duration.ofSeconds(15));
    assertThat(new OurName(new BotApi(away)).is("medchat_bot")).isFalse();
    assertThat(new OurName(new BotApi(away)).isAnother("weather_bot")).isFalse();
  }

  @Test
  void what_stands_in_a_topic_is_no_reply_to_the_message_that_opened_it() throws Exception {
    Incoming.Message message =
        said(
            ANNA,
            """
            "text":"Нет талонов","message_thread_id":9,"is_topic_message":true,
            "reply_to_message":{"message_id":9,"date":1,"message_thread_id":9,
              "chat":{"id":-100,"type":"supergroup"},
              "from":{"id":4242,"is_bot":true,"first_name":"М"},
              "forum_topic_created":{"name":"Таганрог","icon_color":1}}
            """);
    assertThat(message.replyTo()).isNull();
    assertThat(message.addressed()).isFalse();
    assertThat(message.chat().thread()).isEqualTo("9");
  }

  private Incoming.Message said(String from, String content) throws JsonProcessingException {
    return ((Meaning.Said) meaning("message", from, content)).message();
  }

  private Meaning meaning(String what, String from, String content) throws JsonProcessingException {
    return translation.of(
        """
        {"update_id":1,"not_known_yet":true,
         "%s":{"message_id":5,"date":1793000000,"nor_this":{"a":1},%s,%s,%s}}
        """
            .formatted(what, from, GROUP, content));
  }

  private Meaning reacted(String who, String before, String after) throws JsonProcessingException {
    return translation.of(
        """
        {"update_id":1,"message_reaction":{%s,"message_id":5,%s,"date":1793000000,
         "old_reaction":%s,"new_reaction":%s}}
        """
            .formatted(GROUP, who, before, after));
  }
}
