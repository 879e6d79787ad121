package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ru.medchat.channel.Deliveries;
import ru.medchat.directory.OneTimeCodes;
import ru.medchat.directory.OneTimeCodes.Purpose;
import ru.medchat.telegram.ScriptedTelegram.Answer;
import ru.medchat.testing.CaseTest;

/** Groups as they come and go, from the update to the case, with Telegram's answers over HTTP. */
class GroupsTest extends CaseTest {

  private static final ScriptedTelegram TELEGRAM = new ScriptedTelegram();
  private static final AtomicLong IDS = new AtomicLong(50_000);

  @Autowired Inbox inbox;
  @Autowired Registration registration;
  @Autowired Deliveries deliveries;
  @Autowired OneTimeCodes codes;
  @Autowired Rates rates;

  /** A group nobody has seen before. */
  private final long group = -IDS.incrementAndGet();

  private final long person = IDS.incrementAndGet();

  @DynamicPropertySource
  static void telegram(DynamicPropertyRegistry properties) {
    properties.add("medchat.telegram.api-url", TELEGRAM::url);
  }

  @BeforeEach
  void it_is_monday_morning() {
    TELEGRAM.reset();
    nowIs("2026-11-02T10:00:00+03:00");
  }

  @Test
  void an_administrator_binds_a_group_with_a_code_and_the_bot_says_what_it_does() {
    TELEGRAM.answers("getchatmember", member("creator"), member("administrator"));
    TELEGRAM.answers("getchat", chat("Чат Таганрога"));

    writes(
        group,
        "/bind "
            + codes.make(Purpose.BIND, "taganrog", "admin").toLowerCase(java.util.Locale.ROOT));

    assertThat(directory.findGroupChat("telegram", "" + group))
        .hasValueSatisfying(
            bound -> {
              assertThat(bound.title()).isEqualTo("Чат Таганрога");
              assertThat(bound.municipalityId()).isEqualTo("taganrog");
            });
    assertThat(said(group))
        .singleElement()
        .asString()
        .contains("Я бот", "Таганрог", "двух рабочих часов", "103", "112")
        .doesNotContain("не вижу");
    writes(group, "Нет талонов");
    assertThat(said(group)).last().asString().contains("принято: Таганрог");
  }

  @Test
  void a_bot_that_does_not_hear_residents_says_so_when_the_group_is_bound() {
    TELEGRAM.answers("getchatmember", member("administrator"), member("member"));
    TELEGRAM.answers("getchat", chat("Чат Азова"));

    writes(group, "/bind " + codes.make(Purpose.BIND, "azov", "admin"));

    assertThat(said(group)).last().asString().contains("Азов", "Сейчас я не вижу сообщений");
  }

  @Test
  void who_is_no_administrator_binds_nothing_and_the_code_stays_good() {
    String code = codes.make(Purpose.BIND, "azov", "admin");
    TELEGRAM.answers("getchatmember", member("member"));

    writes(group, "/bind " + code);
    assertThat(said(group)).last().asString().contains("только администратор");
    assertThat(directory.findGroupChat("telegram", "" + group)).isEmpty();

    bind(group, code);
    assertThat(directory.municipalityOfChat("telegram", "" + group)).isPresent();
  }

  @Test
  void an_administrator_without_a_name_is_not_asked_about() {
    TELEGRAM.answers("getchat", chat("Чат Азова"));
    TELEGRAM.answers("getchatmember", member("administrator"));

    arrives(
        group,
        message(
            group,
            "\"text\":\"/bind %s\",\"sender_chat\":{\"id\":%d,\"type\":\"supergroup\",\"title\":\"Азов\"}"
                .formatted(codes.make(Purpose.BIND, "azov", "admin"), group)));

    assertThat(directory.municipalityOfChat("telegram", "" + group)).isPresent();
    assertThat(TELEGRAM.calls("getchatmember"))
        .extracting(call -> call.body().path("user_id").asLong())
        .containsExactly(1L);
  }

  @Test
  void while_telegram_is_away_binding_waits_and_then_happens() {
    String code = codes.make(Purpose.BIND, "azov", "admin");
    TELEGRAM.answers("getchatmember", Answer.drop());

    long update = writes(group, "/bind " + code);
    assertThat(state(update)).isEqualTo("NEW");
    assertThat(said(group)).isEmpty();

    TELEGRAM.answers("getchatmember", member("creator"), member("administrator"));
    TELEGRAM.answers("getchat", chat("Чат Азова"));
    jdbc.sql("update telegram_update set next_attempt_at = now() where state = 'NEW'").update();
    work();
    assertThat(state(update)).isEqualTo("DONE");
    assertThat(directory.municipalityOfChat("telegram", "" + group)).isPresent();
  }

  @Test
  void a_code_works_once_and_for_three_days_and_for_its_purpose_only() {
    String used = codes.make(Purpose.BIND, "azov", "admin");
    bind(group, used);
    String old = codes.make(Purpose.BIND, "taganrog", "admin");
    String other = codes.make(Purpose.LINK, "org-taganrog", "admin");
    clock.standAt("2026-11-05T10:00:01+03:00");

    for (String unfit : List.of(used, old, other, "ABCD-EFGH")) {
      writes(group, "/bind " + unfit);
      assertThat(said(group)).last().asString().startsWith("Этот код не подходит");
    }
    assertThat(directory.municipalityOfChat("telegram", "" + group).orElseThrow().id())
        .isEqualTo("azov");
    assertThat(
            jdbc.sql("select used_by from one_time_code where used_in = ?")
                .param("" + group)
                .query(String.class)
                .list())
        .containsExactly("Анна Ким (" + person + ")");
    assertThat(
            jdbc.sql("select count(*) from one_time_code where hash like '%' || ? || '%'")
                .param(used)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void who_guesses_has_to_wait_an_hour_even_with_the_right_code() {
    for (int guess = 0; guess < 5; guess++) {
      writes(person, "/link AAAA-" + guess);
    }
    String code = codes.make(Purpose.LINK, "org-taganrog", "admin");
    writes(person, "/link " + code);
    assertThat(said(person)).last().asString().startsWith("Слишком много");
    assertThat(speaksFor(person)).isEmpty();

    clock.standAt("2026-11-02T11:00:01+03:00");
    writes(person, "/link " + code);
    assertThat(speaksFor(person)).isEqualTo("org-taganrog");
  }

  @Test
  void a_representative_is_linked_by_command_or_by_a_deep_link() {
    writes(person, "/link " + codes.make(Purpose.LINK, "org-taganrog", "admin"));
    assertThat(said(person)).last().asString().contains("Готово", "от имени организации");
    assertThat(speaksFor(person)).isEqualTo("org-taganrog");

    writes(person, "/start link-" + codes.make(Purpose.LINK, "org-azov", "admin"));
    assertThat(speaksFor(person)).isEqualTo("org-azov");
  }

  @Test
  void a_code_for_a_person_that_a_whole_group_has_read_is_worth_nothing() {
    String code = codes.make(Purpose.LINK, "org-taganrog", "admin");
    writes(group, "/link " + code);
    assertThat(said(group)).last().asString().contains("увидели все");

    writes(person, "/link " + code);
    assertThat(speaksFor(person)).isEmpty();
  }

  @Test
  void added_to_a_group_of_nobody_the_bot_says_how_to_bind_it() {
    TELEGRAM.answers("getchatmember", member("member"));
    place(group, "left", "member");

    assertThat(said(group))
        .singleElement()
        .asString()
        .contains("/bind", "администратором группы", "Сейчас я не вижу");

    place(group, "member", "administrator");
    place(group, "administrator", "administrator");
    assertThat(said(group)).hasSize(2).last().asString().startsWith("Спасибо");
  }

  @Test
  void a_bound_group_without_its_bot_is_visible_until_the_bot_is_back() {
    bind(group, codes.make(Purpose.BIND, "azov", "admin"));
    int before = said(group).size();

    place(group, "administrator", "kicked");
    assertThat(directory.findGroupChat("telegram", "" + group).orElseThrow().goneAt())
        .isEqualTo(clock.instant());

    place(group, "kicked", "administrator");
    assertThat(directory.findGroupChat("telegram", "" + group).orElseThrow().goneAt()).isNull();
    assertThat(said(group)).hasSize(before);
  }

  @Test
  void a_command_for_another_bot_is_not_for_us() {
    bind(group, codes.make(Purpose.BIND, "azov", "admin"));
    int before = said(group).size();

    String other = "/status@weather_bot";
    arrives(
        group,
        message(
            group,
            "\"text\":\"%s\",\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":%d}]"
                .formatted(other, other.length())));

    assertThat(said(group)).hasSize(before);
  }

  @Test
  void a_group_that_became_a_supergroup_goes_on_as_before() {
    long supergroup = -1_000_000_000_000L + group;
    bind(group, codes.make(Purpose.BIND, "azov", "admin"));
    writes(group, "Нет талонов");
    String appeal =
        said(group).get(said(group).size() - 1).replaceAll("\\D*(61-\\d+)[\\s\\S]*", "$1");
    jdbc.sql(
            """
            insert into calendar_change (level, place, date, hours, reason, changed_by, changed_at)
            values ('CHAT', 'telegram/' || ?, '2027-03-01', null, 'как обычно', 'admin', now())
            """)
        .param("" + group)
        .update();

    // Written before, fetched before, understood after; and told twice, from both chats.
    saysItMoved(group, "migrate_to_chat_id", supergroup);
    saysItMoved(supergroup, "migrate_from_chat_id", group);
    writes(group, "И ещё: врач не пришёл");
    writes(supergroup, "Третий день так");

    assertThat(directory.findGroupChat("telegram", "" + supergroup)).isPresent();
    assertThat(
            jdbc.sql("select chat_id from appeal where number = ?")
                .param(appeal)
                .query(String.class)
                .single())
        .isEqualTo("" + supergroup);
    assertThat(
            jdbc.sql(
                    "select text from message where appeal_number = ? and author = 'RESIDENT' order by id")
                .param(appeal)
                .query(String.class)
                .list())
        .containsExactly("Нет талонов", "И ещё: врач не пришёл", "Третий день так");
    assertThat(
            jdbc.sql("select count(*) from calendar_change where place = 'telegram/' || ?")
                .param("" + supergroup)
                .query(Long.class)
                .single())
        .isOne();
    assertThat(
            runtime
                .createVariableInstanceQuery()
                .variableValueEquals("chat", "telegram/" + supergroup)
                .count())
        .isOne();
    assertThat(repliesIn(supergroup)).isZero();
  }

  @Test
  void what_the_old_group_has_got_in_a_minute_counts_for_the_supergroup() {
    long supergroup = -1_000_000_000_000L + group;
    bind(group, codes.make(Purpose.BIND, "azov", "admin"));
    jdbc.sql("delete from telegram_rate where id like '%chat ' || ? || ' %'")
        .param("" + group)
        .update();
    // Its bucket for mass messages is empty then, and one is missing in the other.
    do {
      jdbc.sql("delete from telegram_pause where chat_id = ?").param("" + group).update();
    } while (rates.take("" + group, true).isZero());
    Map<String, String> before = bucketsOf(group);
    assertThat(before).hasSize(2);
    jdbc.sql("update telegram_pause set until = now() + interval '1 hour' where chat_id = ?")
        .param("" + group)
        .update();

    saysItMoved(group, "migrate_to_chat_id", supergroup);

    assertThat(bucketsOf(group)).isEmpty();
    assertThat(bucketsOf(supergroup)).isEqualTo(before);
    assertThat(
            jdbc.sql("delete from telegram_pause where chat_id = ? and until > now()")
                .param("" + supergroup)
                .update())
        .as("so does its pause")
        .isOne();
    assertThat(rates.take("" + supergroup, true)).isPositive();
  }

  /** The buckets of a chat with what they hold, by what else their ids say. */
  private Map<String, String> bucketsOf(long chat) {
    Map<String, String> buckets = new TreeMap<>();
    jdbc.sql(
            """
            select replace(id, ' ' || :chat || ' ', ' ') as id, encode(state, 'hex') as state
              from telegram_rate where id like '%chat ' || :chat || ' %'
            """)
        .param("chat", "" + chat)
        .query(
            (RowCallbackHandler) row -> buckets.put(row.getString("id"), row.getString("state")));
    return buckets;
  }

  @Test
  void an_answer_after_the_move_replies_to_nothing_that_stands_in_the_old_group() {
    long supergroup = -1_000_000_000_000L + group;
    bind(group, codes.make(Purpose.BIND, "azov", "admin"));
    writes(group, "Нет талонов");
    var appeal =
        ru.medchat.appeal.AppealNumber.of(
            jdbc.sql("select number from appeal where chat_id = ?")
                .param("" + group)
                .query(String.class)
                .single());
    saysItMoved(group, "migrate_to_chat_id", supergroup);

    decide("org-azov", "AnswerResident", appeal, "answer", "Талоны есть");

    assertThat(said(supergroup)).anyMatch(text -> text.contains("Талоны есть"));
    assertThat(repliesIn(supergroup)).isZero();
  }

  @Test
  void a_refused_message_tells_of_the_move_before_telegram_says_so_and_a_reply_still_finds_it() {
    long supergroup = -1_000_000_000_000L + group;
    bind(group, codes.make(Purpose.BIND, "azov", "admin"));
    long first = writes(group, "Нет талонов");
    jdbc.sql(
            "update outbox set state = 'SENT', settled_at = now() where chat_id <> ? and settled_at is null")
        .param("" + group)
        .update();

    var refused = deliveries.next("telegram").orElseThrow();
    deliveries.moved(refused, "" + supergroup);
    saysItMoved(group, "migrate_to_chat_id", supergroup);
    saysItMoved(supergroup, "migrate_from_chat_id", group);

    assertThat(said(group)).isEmpty();
    assertThat(said(supergroup)).hasSize(2);
    writes(person + 500_000, "/link " + codes.make(Purpose.LINK, "org-azov", "admin"));
    arrives(
        group,
        """
        "message":{"message_id":%d,"date":%d,
          "from":{"id":%d,"is_bot":false,"first_name":"Ольга"},
          "chat":{"id":%d,"type":"group"},"text":"Талоны есть",
          "reply_to_message":{"message_id":%d,"date":1,"chat":{"id":%d,"type":"group"}}}
        """
            .formatted(
                IDS.incrementAndGet(),
                clock.instant().getEpochSecond(),
                person + 500_000,
                group,
                messageOf(first),
                group));
    assertThat(
            jdbc.sql("select author from message where text = 'Талоны есть' and chat_id = ?")
                .param("" + group)
                .query(String.class)
                .list())
        .containsExactly("STAFF");
  }

  @Test
  void what_is_written_in_the_new_group_before_we_know_it_is_not_lost() {
    long supergroup = -1_000_000_000_000L + group;
    bind(group, codes.make(Purpose.BIND, "azov", "admin"));

    long early = writes(supergroup, "Нет талонов");
    assertThat(state(early)).isEqualTo("IGNORED");

    saysItMoved(supergroup, "migrate_from_chat_id", group);
    assertThat(state(early)).isEqualTo("DONE");
    assertThat(said(supergroup)).last().asString().contains("принято: Азов");
  }

  @Test
  void an_acknowledgement_goes_to_the_topic_and_follows_the_resident_to_another() {
    bind(group, codes.make(Purpose.BIND, "azov", "admin"));
    inTopic(7, "Нет талонов");
    assertThat(topicOfLast()).isEqualTo("7");

    inTopic(9, "Врач не пришёл");
    assertThat(
            jdbc.sql("select thread_id from appeal where chat_id = ?")
                .param("" + group)
                .query(String.class)
                .single())
        .isEqualTo("9");
  }

  private void bind(long chat, String code) {
    TELEGRAM.answers("getchatmember", member("creator"), member("administrator"));
    TELEGRAM.answers("getchat", chat("Чат"));
    writes(chat, "/bind " + code);
    assertThat(directory.municipalityOfChat("telegram", "" + chat)).isPresent();
  }

  private long writes(long chat, String text) {
    return arrives(chat, message(chat, "\"text\":\"" + text + "\""));
  }

  private void inTopic(int topic, String text) {
    arrives(
        group,
        message(
            group,
            "\"text\":\"%s\",\"message_thread_id\":%d,\"is_topic_message\":true"
                .formatted(text, topic)));
  }

  private void saysItMoved(long chat, String what, long other) {
    arrives(chat, message(chat, "\"" + what + "\":" + other));
  }

  private void place(long chat, String before, String after) {
    arrives(
        chat,
        """
        "my_chat_member":{"chat":{"id":%d,"type":"supergroup","title":"Чат"},
          "from":{"id":2001,"is_bot":false,"first_name":"Ольга"},"date":%d,
          "old_chat_member":{"status":"%s","user":%s},"new_chat_member":{"status":"%s","user":%s}}
        """
            .formatted(chat, clock.instant().getEpochSecond(), before, US, after, US));
  }

  private String message(long chat, String content) {
    return """
    "message":{"message_id":%d,"date":%d,
      "from":{"id":%d,"is_bot":false,"first_name":"Анна","last_name":"Ким"},
      "chat":{"id":%d,"type":"%s"},%s}
    """
        .formatted(
            IDS.incrementAndGet(),
            clock.instant().getEpochSecond(),
            chat > 0 ? chat : person,
            chat,
            chat > 0 ? "private" : "supergroup",
            content);
  }

  private long arrives(long chat, String update) {
    long id = IDS.incrementAndGet();
    inbox.persist(
        List.of(new Inbox.Raw(id, "" + chat, null, "{\"update_id\":" + id + "," + update + "}")));
    work();
    return id;
  }

  private void work() {
    while (registration.takeNext()) {
      timeReaches(clock.instant().toString());
    }
  }

  private long repliesIn(long chat) {
    return jdbc.sql(
            "select count(*) from outbox where chat_id = ? and body ->> 'replyTo' is not null")
        .param("" + chat)
        .query(Long.class)
        .single();
  }

  private List<String> said(long chat) {
    return jdbc.sql("select body ->> 'text' from outbox where chat_id = ? order by id")
        .param("" + chat)
        .query(String.class)
        .list();
  }

  private String topicOfLast() {
    return jdbc.sql(
            "select body ->> 'thread' from outbox where chat_id = ? order by id desc limit 1")
        .param("" + group)
        .query(String.class)
        .single();
  }

  private String speaksFor(long user) {
    return directory.organisationOfStaff("telegram", "" + user).map(found -> found.id()).orElse("");
  }

  private String state(long update) {
    return jdbc.sql("select state from telegram_update where update_id = ?")
        .param(update)
        .query(String.class)
        .single();
  }

  private long messageOf(long update) {
    return jdbc.sql(
            "select (raw::json -> 'message' ->> 'message_id')::bigint from telegram_update where update_id = ?")
        .param(update)
        .query(Long.class)
        .single();
  }

  private static final String US = "{\"id\":1,\"is_bot\":true,\"first_name\":\"Медчат\"}";

  private static Answer member(String status) {
    return new Answer(
        200, "{\"ok\":true,\"result\":{\"status\":\"%s\",\"user\":%s}}".formatted(status, US));
  }

  private static Answer chat(String title) {
    return new Answer(
        200,
        """
        {"ok":true,"result":{"id":-1,"type":"supergroup","title":"%s",
         "accent_color_id":0,"max_reaction_count":1}}
        """
            .formatted(title));
  }
}
