package ru.medchat.appeal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Deliveries;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Sender;
import ru.medchat.testing.CaseTest;

/** An answer to a group message goes to the private chat, and the group learns nothing from it. */
class PrivateAnswerTest extends CaseTest {

  private static final String TOWN = "Гуково";
  private static final String HOSPITAL = "org-gukovo";
  private static final String NEUTRAL = "Мы ответили вам личным сообщением.";
  private static final String WAITS = "Ответ ждёт вас в личном чате с ботом.";
  private static final AtomicInteger messages = new AtomicInteger(500_000);

  @Autowired Deliveries deliveries;
  @Autowired PrivateTalk talk;
  @Autowired Conversation conversation;

  private final Set<String> unopened = new HashSet<>();

  @BeforeEach
  void it_is_monday_morning() {
    nowIs("2026-11-02T10:00:00+03:00");
  }

  @Test
  void the_answer_is_read_in_private_and_the_group_reads_a_neutral_line() {
    var anna = resident(TOWN);
    var appeal = writes(anna, "Нет талонов к терапевту");

    answers(appeal, "Вера Петровна, ваш рецепт готов.", true);
    assertThat(saidIn(anna.chat(), appeal)).doesNotContain(NEUTRAL);
    telegramTakes();

    assertThat(saidIn(privateOf(anna), appeal))
        .satisfiesExactly(
            answer -> assertThat(answer).contains("ваш рецепт готов"),
            rating -> assertThat(rating).contains("решён?"));
    assertThat(saidIn(anna.chat(), appeal)).endsWith(NEUTRAL).noneMatch(this::givesAway);
    assertThat(repliesTo(NEUTRAL, appeal)).as("threaded to the message").isNotEmpty();
    assertThat(historyOf(appeal)).contains("Ответ отправлен в личный чат");
  }

  @Test
  void the_rating_and_what_follows_it_stay_in_private() {
    var anna = resident(TOWN);
    var appeal = writes(anna, "Нет талонов");
    answers(appeal, "Талон есть.", true);
    telegramTakes();

    assertThat(anna.presses(buttonOf("решён?", appeal))).contains("Рады");

    assertThat(stateOf(appeal)).isEqualTo("CLOSED");
    assertThat(saidIn(privateOf(anna), appeal))
        .anyMatch(text -> text.contains("закрыто"))
        .anyMatch(text -> text.startsWith("Оцените"));
    assertThat(saidIn(anna.chat(), appeal)).endsWith(NEUTRAL);
  }

  @Test
  void who_wrote_personal_data_is_answered_in_private_unless_the_operator_says_otherwise() {
    var anna = resident(TOWN);
    var first = writes(anna, "Позвоните мне, 8 918 123-45-67, нет записи");
    decide(HOSPITAL, "AnswerResident", first, "answer", "Запись открыта.");
    assertThat(saidIn(privateOf(anna), first)).anyMatch(text -> text.contains("Запись открыта."));

    var ivan = resident(TOWN);
    var second = writes(ivan, "Позвоните мне, 8 918 123-45-67, нет записи");
    answers(second, "Запись открыта.", false);
    assertThat(saidIn(ivan.chat(), second)).anyMatch(text -> text.contains("Запись открыта."));
  }

  @Test
  void what_gives_somebody_away_is_not_said_in_the_group_whichever_way_the_task_is_finished() {
    var anna = resident(TOWN);
    var appeal = writes(anna, "Нет талонов");

    assertThatThrownBy(() -> answers(appeal, "Ольга, вы записаны на 10:00.", false))
        .hasMessageContaining("Ответьте в личный чат")
        .hasMessageContaining("видно, что человек здесь лечится")
        .hasMessageNotContaining("Ольга");
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident");
    assertThat(saidAbout(appeal)).noneMatch(text -> text.contains("Ольга"));

    answers(appeal, "Ольга, вы записаны на 10:00.", true);
    assertThat(saidIn(privateOf(anna), appeal)).anyMatch(text -> text.contains("Ольга"));
  }

  @Test
  void nobody_has_to_be_named_for_that_as_the_answer_stands_under_the_message() {
    var anna = resident(TOWN);
    var appeal = writes(anna, "Нет талонов");

    assertThatThrownBy(() -> answers(appeal, "Вы записаны к онкологу на 14:00.", false))
        .hasMessageContaining("видно, что автор сообщения здесь лечится или записан")
        .hasMessageNotContaining("онколог");
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident");

    answers(appeal, "Запишитесь к терапевту по телефону 8 (8634) 61-22-33.", false);
    assertThat(saidIn(anna.chat(), appeal)).anyMatch(text -> text.contains("Запишитесь"));
  }

  @Test
  void an_address_of_the_directory_may_be_repeated() {
    var anna = resident(TOWN);
    var appeal = writes(anna, "Пишу на gukovo@medchat.invalid, не отвечают");

    answers(appeal, "Пишите снова на gukovo@medchat.invalid, починили.", false);

    assertThat(stateOf(appeal)).isEqualTo("ANSWERED");
  }

  @Test
  void who_never_let_us_write_finds_the_answer_when_they_do_once_and_in_order() {
    var anna = resident(TOWN);
    unopened.add(anna.id());
    var appeal = writes(anna, "Нет талонов");
    answers(appeal, "Талон есть.", true);
    telegramTakes();
    telegramTakes();

    assertThat(saidIn(anna.chat(), appeal)).containsOnlyOnce(WAITS).doesNotContain(NEUTRAL);
    assertThat(arrivedAt(anna)).isEmpty();
    assertThat(stepsOf(appeal)).as("nobody is called yet").isEmpty();
    assertThat(deliveryOf("Талон есть.", appeal)).isEqualTo("WAITING");
    assertThat(historyOf(appeal)).anyMatch(line -> line.contains("пока житель откроет личный чат"));

    unopened.clear();
    writesInPrivate(anna, "/start answer");
    telegramTakes();
    writesInPrivate(anna, "/start answer");
    telegramTakes();

    assertThat(arrivedAt(anna))
        .satisfiesExactly(
            answer -> assertThat(answer).contains("Талон есть."),
            rating -> assertThat(rating).contains("решён?"),
            again -> assertThat(again).contains("Ответ уже здесь"));
    assertThat(historyOf(appeal)).contains("Житель открыл личный чат: сообщение доставлено");
  }

  @Test
  void a_second_answer_does_not_overtake_the_first_that_waits() {
    var anna = resident(TOWN);
    unopened.add(anna.id());
    var appeal = writes(anna, "Нет талонов");
    answers(appeal, "Первый ответ.", true);
    telegramTakes();
    assertThat(writes(anna, "А к окулисту?")).isEqualTo(appeal);
    answers(appeal, "Второй ответ.", true);
    unopened.clear();
    telegramTakes();

    assertThat(arrivedAt(anna))
        .filteredOn(text -> text.contains("ответ."))
        .satisfiesExactly(
            first -> assertThat(first).contains("Первый"),
            second -> assertThat(second).contains("Второй"));
  }

  @Test
  void after_a_day_somebody_looks_for_another_way_and_the_answer_still_waits() {
    var anna = resident(TOWN);
    unopened.add(anna.id());
    var appeal = writes(anna, "Нет талонов");
    answers(appeal, "Талон есть.", true);
    telegramTakes();
    timeReaches("2026-11-03T09:59:59+03:00");
    assertThat(talk.giveUpNext()).isFalse();

    timeReaches("2026-11-03T10:00:01+03:00");
    assertThat(talk.giveUpNext()).isTrue();
    assertThat(talk.giveUpNext()).isFalse();

    assertThat(stepsOf(appeal)).containsExactly("ReachResident");
    assertThat(historyOf(appeal)).anyMatch(line -> line.contains("свяжитесь с ним иначе"));
    unopened.clear();
    writesInPrivate(anna, "/start");
    telegramTakes();
    assertThat(arrivedAt(anna)).anyMatch(text -> text.contains("Талон есть."));
  }

  @Test
  void a_question_asked_in_private_is_answered_there_and_the_same_appeal_goes_on() {
    var anna = resident(TOWN);
    var appeal = writes(anna, "Нет талонов");
    decisions.saveDraft(appeal, operatorOf(HOSPITAL), "На какую фамилию запись?", true);
    complete(HOSPITAL, "AnswerResident", appeal, Map.of("outcome", "clarify"));
    telegramTakes();
    assertThat(stateOf(appeal)).isEqualTo("ASKED");
    assertThat(saidIn(anna.chat(), appeal)).anyMatch(text -> text.contains("личное сообщение"));

    writesInPrivate(anna, "Кузнецова Вера Петровна");

    assertThat(stateOf(appeal)).isEqualTo("WAITING");
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident");
    assertThat(appealsOf(anna)).containsExactly(appeal.value());
    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Талон на среду.");
    assertThat(saidIn(privateOf(anna), appeal)).anyMatch(text -> text.contains("Талон на среду."));
    assertThat(saidIn(anna.chat(), appeal)).noneMatch(this::givesAway);
  }

  private AppealNumber writes(Resident resident, String text) {
    return resident.writes(text, clock.instant().toString());
  }

  private void answers(AppealNumber appeal, String text, boolean inPrivate) {
    decisions.saveDraft(appeal, operatorOf(HOSPITAL), text, inPrivate);
    complete(HOSPITAL, "AnswerResident", appeal, Map.of("outcome", "answer"));
  }

  private void writesInPrivate(Resident resident, String text) {
    var message =
        new Incoming.Message(
            privateOf(resident),
            true,
            new Sender(resident.id(), "Житель " + resident.id(), Sender.Kind.PERSON),
            clock.instant(),
            Integer.toString(messages.incrementAndGet()),
            text,
            List.of(),
            null,
            true,
            null);
    transaction.executeWithoutResult(tx -> intake.receive(message));
    timeReaches(clock.instant().toString());
  }

  /** All that is owed goes out, except to people who have not let us write to them. */
  private void telegramTakes() {
    for (var next = deliveries.next("telegram");
        next.isPresent();
        next = deliveries.next("telegram")) {
      var delivery = next.get();
      if (unopened.contains(delivery.chat().id())) {
        deliveries.unreachable(delivery, "Forbidden: bot can't initiate conversation with a user");
      } else {
        deliveries.sent(delivery, Integer.toString(messages.incrementAndGet()));
      }
    }
  }

  private static ChatRef privateOf(Resident resident) {
    return new ChatRef("telegram", resident.id());
  }

  private boolean givesAway(String text) {
    return text.contains("рецепт") || text.contains("Кузнецова") || text.contains("Талон на");
  }

  private List<String> saidIn(ChatRef chat, AppealNumber appeal) {
    return jdbc.sql(
            """
            select body ->> 'text' from outbox
             where chat_id = ? and appeal_number = ? order by id
            """)
        .params(chat.id(), appeal.value())
        .query(String.class)
        .list();
  }

  /** What has arrived in the private chat, in the order in which it did. */
  private List<String> arrivedAt(Resident resident) {
    return jdbc.sql(
            """
            select body ->> 'text' from outbox
             where chat_id = ? and state = 'SENT' order by message_id::int
            """)
        .param(resident.id())
        .query(String.class)
        .list();
  }

  private List<String> repliesTo(String text, AppealNumber appeal) {
    return jdbc.sql(
            """
            select m.message_id from outbox o
              join message m on m.chat_id = o.chat_id and m.message_id = o.body ->> 'replyTo'
             where o.appeal_number = ? and o.body ->> 'text' = ? and m.author = 'RESIDENT'
            """)
        .params(appeal.value(), text)
        .query(String.class)
        .list();
  }

  private String buttonOf(String text, AppealNumber appeal) {
    return jdbc.sql(
            """
            select body -> 'buttons' -> 0 -> 0 ->> 'data' from outbox
             where appeal_number = ? and body ->> 'text' like '%' || ? order by id desc limit 1
            """)
        .params(appeal.value(), text)
        .query(String.class)
        .single();
  }

  private String deliveryOf(String text, AppealNumber appeal) {
    return conversation.of(appeal).stream()
        .filter(said -> said.text().equals(text))
        .map(Utterance::delivery)
        .findFirst()
        .orElseThrow();
  }

  private List<String> appealsOf(Resident resident) {
    return jdbc.sql("select number from appeal where resident_id = ?")
        .param(resident.id())
        .query(String.class)
        .list();
  }
}
