package ru.medchat.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Place;
import ru.medchat.channel.Sender;
import ru.medchat.testing.CaseTest;

class PrivateChatTest extends CaseTest {

  private static int residents;

  private final ChatRef chat = new ChatRef("telegram", "private-" + ++residents);
  private int messages;

  @BeforeEach
  void it_is_monday_morning() {
    nowIs("2026-11-02T10:00:00+03:00");
  }

  @Test
  void a_deep_link_and_one_press_bring_a_question_in() {
    writes("/start taganrog");
    assertThat(said()).anyMatch(text -> text.contains("не вызывают"));
    assertThat(lastSaid()).startsWith("Таганрог.");

    writes("Нет талонов");
    assertThat(appeals()).isZero();
    assertThat(lastButtons()).containsExactly("consent:1:yes", "consent:1:no");

    presses("consent:1:yes");
    assertThat(lastSaid()).contains("принято: Таганрог");
  }

  @Test
  void two_presses_choose_one_of_fifty_five() {
    writes("/start");
    assertThat(lastButtons()).contains("letter:Т").hasSizeLessThan(30);

    presses("letter:Т");
    assertThat(lastButtons())
        .containsExactlyInAnyOrder("place:taganrog", "place:tarasovsky", "place:tatsinsky");

    assertThat(presses("place:taganrog")).isEqualTo("Таганрог");
    assertThat(said()).anyMatch(text -> text.startsWith("Таганрог."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"таганрог", "г. Таганрог", "Таганрог!", "я из города Таганрог"})
  void the_name_can_be_typed_as_one_says_it(String name) {
    writes("/start");
    writes(name);

    assertThat(lastSaid()).startsWith("Таганрог.");
  }

  @Test
  void a_name_in_another_case_is_confirmed_and_one_of_several_is_chosen() {
    writes("Неклиновского района");
    assertThat(lastSaid()).isEqualTo("Это Неклиновский район?");
    assertThat(lastButtons()).containsExactly("place:neklinovsky", "letters");

    writes("Каменск");
    assertThat(lastButtons())
        .containsExactly("place:kamensk-shakhtinsky", "place:kamensky", "letters");

    presses("place:kamensky");
    assertThat(said()).anyMatch(text -> text.startsWith("Каменский район."));
  }

  @Test
  void a_location_leads_to_the_nearest_municipality_which_the_resident_confirms() {
    writes("/start");
    assertThat(placeButtons()).containsExactly("Показать, где я");

    showsPlace(47.2357, 38.8969);
    assertThat(lastSaid()).isEqualTo("Это Таганрог?");
    assertThat(lastButtons()).containsExactly("place:taganrog", "letters");
    assertThat(appeals()).isZero();

    presses("place:taganrog");
    assertThat(lastSaid()).startsWith("Таганрог.");
    assertThat(lastTakesThePlaceButtonAway()).isTrue();
  }

  @Test
  void who_is_somewhere_else_is_told_so_and_can_choose() {
    showsPlace(55.75, 37.62);
    assertThat(lastSaid()).contains("нашего чата нет");
    assertThat(lastButtons()).contains("letter:Т");

    showsPlace(47.21, 38.93);
    presses("letters");
    assertThat(lastSaid()).contains("Напишите название");
  }

  @Test
  void a_location_in_an_open_appeal_is_part_of_the_conversation() {
    has("place:taganrog", "consent:1:yes");
    writes("Куда идти?");
    showsPlace(47.2357, 38.8969);

    assertThat(written()).containsExactly("Куда идти?", "[геопозиция]");
  }

  @Test
  void what_was_written_before_the_choice_becomes_one_appeal_after_it() {
    writes("Не дали инсулин");
    writes("Третий день");
    presses("place:azov");
    assertThat(appeals()).isZero();

    presses("consent:1:yes");

    assertThat(appeals()).isEqualTo(1);
    assertThat(written()).containsExactly("Не дали инсулин", "Третий день");
    assertThat(said()).anyMatch(text -> text.contains("принято: Азов"));
    assertThat(names()).containsOnly("Анна");
  }

  @Test
  void the_clock_starts_when_it_is_known_who_should_answer() {
    writes("Не дали инсулин");
    nowIs("2026-11-02T15:00:00+03:00");
    presses("place:azov");
    presses("consent:1:no");

    assertThat(said()).anyMatch(text -> text.contains("Ответим до 17:00"));
  }

  @Test
  void who_refuses_is_registered_without_a_name_and_asked_to_write_none() {
    has("place:taganrog");
    writes("Нет талонов");
    assertThat(presses("consent:1:no")).contains("без личных данных");

    assertThat(said()).anyMatch(text -> text.contains("не пишите имён, телефонов и адресов"));
    assertThat(lastSaid()).contains("принято: Таганрог");
    writes("И к хирургу тоже");
    assertThat(names()).containsOnly("Житель");
    assertThat(
            jdbc.sql("select resident_name from appeal where chat_id = ?")
                .param(chat.id())
                .query(String.class)
                .single())
        .isEqualTo("Житель");
  }

  @Test
  void nothing_kept_before_the_answer_holds_a_name() {
    has("place:taganrog");
    writes("Нет талонов");

    assertThat(
            jdbc.sql("select body::text from pending_message where chat_id = ?")
                .param(chat.id())
                .query(String.class)
                .single())
        .doesNotContain("Анна");
  }

  @Test
  void without_consent_a_photo_is_refused_politely_and_its_words_are_taken() {
    has("place:taganrog", "consent:1:no");
    sendsPhoto("");
    assertThat(lastSaid()).contains("Фото и файлы без согласия принять не можем");
    assertThat(appeals()).isZero();

    sendsPhoto("Вот направление");
    assertThat(written()).containsExactly("Вот направление");
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from message_file f join message m on m.id = f.message_id
                     where m.chat_id = ?
                    """)
                .param(chat.id())
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void every_answer_about_consent_is_recorded_and_privacy_shows_the_last_and_changes_it() {
    writes("/privacy");
    assertThat(lastSaid()).contains("редакция 1", "152-ФЗ", "вы ещё не выбрали");

    presses("consent:1:yes");
    assertThat(presses("consent:1:yes")).isEqualTo("Вы уже согласились");
    writes("/privacy");
    assertThat(lastSaid()).contains("Сейчас: вы согласны");

    presses("consent:1:no");
    writes("/privacy");
    assertThat(lastSaid()).contains("Сейчас: без личных данных");
    assertThat(
            jdbc.sql("select version || ':' || agreed from consent where user_id = ? order by id")
                .param(chat.id())
                .query(String.class)
                .list())
        .containsExactly("1:true", "1:false");
  }

  @Test
  void who_takes_the_consent_back_loses_the_name_from_what_was_written_in_private() {
    has("place:taganrog", "consent:1:yes");
    writes("Спасибо вам");
    writes("Нет талонов");
    assertThat(names()).containsOnly("Анна");
    assertThat(namesWithoutAppeal()).containsOnly("Анна");

    presses("consent:1:no");
    assertThat(names()).containsOnly("Житель");
    assertThat(namesWithoutAppeal()).containsOnly("Житель");
  }

  @Test
  void a_newer_text_is_asked_about_with_the_next_appeal_and_not_in_the_middle_of_one() {
    has("place:taganrog");
    jdbc.sql("insert into consent values (default, 'telegram', ?, 0, true, now())")
        .param(chat.id())
        .update();
    writes("Нет талонов");
    assertThat(lastButtons()).containsExactly("consent:1:yes", "consent:1:no");

    assertThat(presses("consent:0:yes")).contains("изменился");
    assertThat(appeals()).isZero();
    assertThat(lastButtons()).containsExactly("consent:1:yes", "consent:1:no");

    presses("consent:1:yes");
    assertThat(appeals()).isEqualTo(1);
    jdbc.sql("update consent set version = 0 where user_id = ?").param(chat.id()).update();
    writes("И к хирургу тоже");
    assertThat(written()).containsExactly("Нет талонов", "И к хирургу тоже");
  }

  @Test
  void a_button_takes_its_keyboard_away_and_a_stale_one_tells_how_things_stand() {
    has("place:taganrog", "consent:1:yes");
    assertThat(
            jdbc.sql(
                    "select body ->> 'changes' from outbox where chat_id = ? and body ->> 'changes' is not null")
                .param(chat.id())
                .query(String.class)
                .list())
        .containsExactly("1", "1");

    assertThat(presses("place:taganrog")).isEqualTo("Уже записано: Таганрог");
    assertThat(presses("place:atlantis")).contains("больше нет");
    assertThat(presses("solved:61-999999:yes")).contains("больше не работает");
    assertThat(presses("whatever")).contains("больше не работает");
  }

  @Test
  void starting_again_keeps_the_choice_and_offers_another() {
    has("place:taganrog");
    writes("/start");

    assertThat(lastSaid()).contains("Ваши вопросы получает Таганрог");
    assertThat(lastButtons()).containsExactly("letters");
  }

  @Test
  void thanks_open_no_appeal_and_are_answered_kindly() {
    has("place:taganrog", "consent:1:yes");
    writes("Спасибо большое!");

    assertThat(appeals()).isZero();
    assertThat(lastSaid()).contains("Всегда рады помочь");

    writes("Спасибо, но талонов так и нет");
    assertThat(appeals()).isEqualTo(1);
    writes("Спасибо");
    assertThat(lastSaid()).as("whoever waits is heard").contains("принято: Таганрог");
  }

  @Test
  void the_command_appeal_is_not_needed_but_understood() {
    has("place:taganrog", "consent:1:yes");
    writes("/appeal");
    assertThat(lastSaid()).contains("Напишите после /appeal");

    writes("/appeal Нет талонов");
    assertThat(appeals()).isEqualTo(1);
  }

  @Test
  void status_tells_where_the_appeal_stands() {
    writes("/status");
    assertThat(lastSaid()).contains("пока нет обращений");

    has("place:taganrog", "consent:1:yes");
    writes("Нет талонов");
    writes("Статус");
    assertThat(lastSaid()).contains("ждёт ответа", "до 12:00, понедельник, 2 ноября");

    timeReaches("2026-11-02T12:30:00+03:00");
    writes("/status");
    assertThat(lastSaid()).contains("задерживается");
  }

  @Test
  void my_appeals_are_listed_the_newest_first_with_a_button_to_each() {
    has("place:taganrog", "consent:1:yes");
    writes("Нет талонов к терапевту уже третий день, что делать?");
    var older = numbers().get(0);
    writes("/cancel");
    writes("Не пришёл врач");
    var newer = numbers().get(1);

    writes("Мои обращения");
    assertThat(lastButtons()).containsExactly("appeal:" + newer, "appeal:" + older);
    assertThat(lastSaid()).contains(newer + ": ждёт ответа", older + ": закрыто");

    assertThat(presses("appeal:" + newer)).contains(newer);
    assertThat(lastSaid())
        .contains(
            "Ответим до 12:00", "10:00, понедельник, 2 ноября", "«Не пришёл врач»", "Таганрог");
  }

  @Test
  void nobody_is_shown_the_appeals_of_others() {
    var theirs = resident("Азов").writes("Тайна", "2026-11-02T10:00:00+03:00");

    assertThat(presses("appeal:" + theirs)).contains("у вас нет");
    assertThat(said()).isEmpty();
  }

  @Test
  void an_unknown_command_gets_a_hint_in_private_and_nothing_in_a_group() {
    writes("/weather");
    assertThat(lastSaid()).contains("/help");
    assertThat(appeals()).isZero();

    var anna = resident("Азов");
    anna.commands("/weather");
    anna.commands("/my");
    assertThat(
            jdbc.sql("select body ->> 'text' from outbox where dedupe_key like ?")
                .param("reply:telegram:" + anna.chat().id() + ":%")
                .query(String.class)
                .list())
        .noneMatch(text -> text.contains("Такой команды нет"))
        .anyMatch(text -> text.contains("только вам"));
  }

  @Test
  void help_names_the_commands() {
    writes("помощь");
    assertThat(lastSaid()).contains("/status", "/my", "/privacy", "/cancel", "103");
  }

  @Test
  void what_is_no_appeal_yet_can_be_taken_back() {
    writes("Не дали инсулин");
    writes("/cancel");
    assertThat(lastSaid()).contains("никому не передаём");

    has("place:azov", "consent:1:yes");
    assertThat(appeals()).isZero();
  }

  @Test
  void who_writes_on_saturday_night_reads_mondays_time() {
    nowIs("2026-11-07T22:00:00+03:00");
    has("place:taganrog", "consent:1:yes");
    writes("Нет талонов");

    assertThat(lastSaid())
        .contains("закрыт", "в понедельник, 9 ноября, в 08:00", "до 10:00, понедельник, 9 ноября")
        .contains("103", "112", "122");
  }

  @Test
  void an_emergency_is_answered_before_anything_else_at_any_hour_and_the_operator_sees_a_mark() {
    nowIs("2026-11-08T03:00:00+03:00");
    writes("Маме плохо, она задыхается!");
    assertThat(said().get(0)).startsWith("Похоже, нужна срочная помощь. Позвоните 103 или 112");
    assertThat(said()).hasSize(3);

    has("place:taganrog", "consent:1:yes");
    assertThat(
            jdbc.sql("select state || ' ' || emergency from appeal where chat_id = ?")
                .param(chat.id())
                .query(String.class)
                .single())
        .isEqualTo("WAITING true");
  }

  @Test
  void a_bot_is_not_a_resident() {
    transaction.executeWithoutResult(
        tx ->
            intake.receive(
                new Incoming.Message(
                    chat,
                    true,
                    new Sender("9", "Бот", Sender.Kind.BOT),
                    clock.instant(),
                    "1",
                    "Реклама",
                    List.of(),
                    null,
                    true,
                    null)));
    assertThat(said()).isEmpty();
  }

  private void writes(String text) {
    sends(text, List.of(), null);
  }

  private void sendsPhoto(String caption) {
    sends(
        caption,
        List.of(new Attachment(Attachment.Kind.PHOTO, "photo", "photo-unique", null, null, null)),
        null);
  }

  private void showsPlace(double latitude, double longitude) {
    sends("[геопозиция]", List.of(), new Place(latitude, longitude));
  }

  private void sends(String text, List<Attachment> attachments, @Nullable Place place) {
    String id = Integer.toString(++messages);
    transaction.executeWithoutResult(
        tx ->
            intake.receive(
                new Incoming.Message(
                    chat,
                    true,
                    resident(),
                    clock.instant(),
                    id,
                    text,
                    attachments,
                    null,
                    true,
                    place)));
    timeReaches(clock.instant().toString());
  }

  /** Returns what the resident is told at once. */
  private String presses(String data) {
    var press = new Incoming.Press(chat, true, resident(), clock.instant(), "1", data);
    var notice = Objects.requireNonNull(transaction.execute(tx -> intake.receive(press)));
    timeReaches(clock.instant().toString());
    return notice.orElseThrow();
  }

  /** Has pressed these buttons before. */
  private void has(String... pressed) {
    for (String data : pressed) {
      presses(data);
    }
  }

  private List<String> written() {
    return jdbc.sql(
            "select text from message where chat_id = ? and author = 'RESIDENT' order by at, id")
        .param(chat.id())
        .query(String.class)
        .list();
  }

  private List<String> names() {
    return jdbc.sql("select author_name from message where chat_id = ? and author = 'RESIDENT'")
        .param(chat.id())
        .query(String.class)
        .list();
  }

  private List<String> namesWithoutAppeal() {
    return jdbc.sql("select body #>> '{sender,name}' from passed_message where chat_id = ?")
        .param(chat.id())
        .query(String.class)
        .list();
  }

  private List<String> numbers() {
    return jdbc.sql("select number from appeal where chat_id = ? order by number")
        .param(chat.id())
        .query(String.class)
        .list();
  }

  private Sender resident() {
    return new Sender(chat.id(), "Анна", Sender.Kind.PERSON);
  }

  private long appeals() {
    return jdbc.sql("select count(*) from appeal where chat_id = ?")
        .param(chat.id())
        .query(Long.class)
        .single();
  }

  private List<String> said() {
    return jdbc.sql(
            """
            select body ->> 'text' from outbox
             where chat_id = ? and body ->> 'changes' is null order by id
            """)
        .param(chat.id())
        .query(String.class)
        .list();
  }

  private String lastSaid() {
    return said().get(said().size() - 1);
  }

  private List<String> lastButtons() {
    return jdbc.sql(
            """
            select button ->> 'data'
              from (select body from outbox
                     where chat_id = ? and body ->> 'changes' is null
                     order by id desc limit 1) last,
                   jsonb_array_elements(last.body -> 'buttons') line,
                   jsonb_array_elements(line) button
            """)
        .param(chat.id())
        .query(String.class)
        .list();
  }

  /** The buttons that ask for a place. */
  private List<String> placeButtons() {
    return jdbc.sql(
            """
            select button ->> 'label'
              from outbox, jsonb_array_elements(body -> 'buttons') line,
                   jsonb_array_elements(line) button
             where chat_id = ? and button ->> 'data' is null
            """)
        .param(chat.id())
        .query(String.class)
        .list();
  }

  private boolean lastTakesThePlaceButtonAway() {
    return jdbc.sql(
            """
            select (body ->> 'placeKnown')::boolean from outbox
             where chat_id = ? and body ->> 'changes' is null order by id desc limit 1
            """)
        .param(chat.id())
        .query(Boolean.class)
        .single();
  }
}
