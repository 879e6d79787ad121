package ru.medchat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.channel.Deliveries;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Sender;
import ru.medchat.testing.CaseTest;
import ru.medchat.testing.ModelCoverage;

/**
 * Every way an appeal can go: when each step comes, to the second, and what the resident is told.
 * On a working Monday unless said otherwise; the chats are open from 8 to 20, Moscow time.
 */
@ExtendWith(ModelCoverage.class)
class AppealPathsTest extends CaseTest {

  private static final String HOSPITAL = "org-taganrog";
  private static final String OTHER_HOSPITAL = "org-neklinovsky";
  private static final String MINISTRY = "ministry-61";
  private static final String CHAMBER = "chamber-61";

  private static final String PROMISE = "Ответим до 12:00, понедельник, 2 ноября.";
  private static final String IS_IT_SOLVED = "решён?";
  private static final String CLOSED = "закрыто. Если понадобится помощь, напишите снова.";
  private static final String STARS = "Оцените, пожалуйста, ответ";

  private static int sent;

  @Autowired private Deliveries deliveries;

  private Resident anna;
  private AppealNumber appeal = AppealNumber.of("61-000000");

  @BeforeEach
  void somebodyNew() {
    anna = resident("Таганрог");
    // What other tests have said is none of this one's trouble.
    whatWeSaid(this::arrives);
  }

  @Test
  void answered_in_time_and_solved() {
    annaWritesAt("10:00:00");
    timeIs("11:59:59");
    tasksAre("AnswerResident");

    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Талоны будут завтра.");

    annaWasTold(PROMISE, "Центральная городская больница, Таганрог отвечает", IS_IT_SOLVED);
    stateIs("ANSWERED");
    anna.says(true, appeal);
    isOver();
    annaWasTold(PROMISE, "Талоны будут завтра.", IS_IT_SOLVED, CLOSED, STARS);
    timeIs("18:00:00");
    assertThat(lateness()).isEmpty();
    assertThat(historyOf(appeal))
        .containsExactly(
            "Житель написал: 10:00, понедельник, 2 ноября",
            "Жителю обещан ответ до 12:00, понедельник, 2 ноября",
            "Поручено: Центральная городская больница, Таганрог. Задача «Ответить жителю»",
            "Напомнить организации: письмо отправлено, Центральная городская больница, Таганрог",
            "operator-of-org-taganrog: «Ответить жителю», решение «Ответить»",
            "Житель отметил: вопрос решён",
            "Закрыто");
  }

  @Test
  void answered_and_then_silence_for_three_working_days() {
    annaWritesAt("10:00:00");
    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Готово.");

    // 4 November is a holiday.
    timeReaches("2026-11-06T09:59:59+03:00");
    stateIs("ANSWERED");
    annaWasTold(PROMISE, "Готово.", IS_IT_SOLVED);

    timeReaches("2026-11-06T10:00:00+03:00");
    isOver();
    annaWasTold(PROMISE, "Готово.", IS_IT_SOLVED, CLOSED, STARS);
  }

  @Test
  void the_organisation_is_reminded_and_then_answers_in_time() {
    annaWritesAt("10:00:00");
    timeIs("11:29:59");
    assertThat(letters()).isEmpty();

    timeIs("11:30:00");
    assertThat(letters()).containsExactly("taganrog@medchat.invalid");

    timeIs("11:59:59");
    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Готово.");
    timeIs("19:00:00");
    assertThat(lateness()).isEmpty();
    assertThat(letters()).hasSize(1);
    annaWasTold(PROMISE, "Готово.", IS_IT_SOLVED);
  }

  @Test
  void answered_late_by_the_organisation_while_the_ministry_looks_on() {
    annaWritesAt("10:00:00");
    timeIs("11:59:59");
    tasksAre("AnswerResident");

    timeIs("12:00:00");
    tasksAre("AnswerResident", "TakeUnderControl");
    assertThat(letters())
        .containsExactly(
            "taganrog@medchat.invalid", "taganrog@medchat.invalid", "ministry@medchat.invalid");
    assertThat(lateness()).containsExactly("PT2H org-taganrog null");
    annaWasTold(PROMISE);

    timeIs("12:34:01");
    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Простите за задержку.");

    tasksAre();
    assertThat(lateness()).containsExactly("PT2H org-taganrog 35");
    annaWasTold(PROMISE, "Простите за задержку.", IS_IT_SOLVED);
    assertThat(historyOf(appeal))
        .endsWith(
            "Срок ответа нарушен. Как он считался: пн 2 ноября 10:00-12:00 (2 ч)",
            "Письмо о нарушении: письмо отправлено, Центральная городская больница, Таганрог",
            "Поручено: Министерство здравоохранения Ростовской области."
                + " Задача «Взять на контроль»",
            "operator-of-org-taganrog: «Ответить жителю», решение «Ответить»",
            "Ответ дан с опозданием на 35 мин рабочего времени:"
                + " срок был до 12:00, понедельник, 2 ноября");
  }

  @Test
  void nights_and_holidays_do_not_make_an_answer_later() {
    appeal = anna.writes("Нет талонов", "2026-11-03T17:00:00+03:00");
    timeReaches("2026-11-05T08:30:00+03:00");

    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Готово.");

    assertThat(lateness()).containsExactly("PT2H org-taganrog 90");
    assertThat(historyOf(appeal)).anyMatch(line -> line.contains("на 1 ч 30 мин рабочего"));
  }

  @Test
  void answered_by_the_ministry_itself() {
    annaWritesAt("10:00:00");
    timeIs("13:00:00");

    decide(MINISTRY, "TakeUnderControl", appeal, "answer", "Врач приедет сегодня.");

    tasksAre();
    assertThat(lateness()).containsExactly("PT2H org-taganrog 60");
    annaWasTold(PROMISE, "Министерство здравоохранения Ростовской области отвечает", IS_IT_SOLVED);
    anna.says(true, appeal);
    isOver();
  }

  @Test
  void returned_by_the_ministry_with_an_instruction_and_a_new_limit() {
    annaWritesAt("10:00:00");
    timeIs("13:00:00");

    decide(MINISTRY, "TakeUnderControl", appeal, "returnToOrganisation", "Ответить сегодня.");

    tasksAre("AnswerResident");
    timeIs("14:59:59");
    tasksAre("AnswerResident");
    timeIs("15:00:00");
    tasksAre("AnswerResident", "TakeUnderControl");
    timeIs("15:10:00");
    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Готово.");
    assertThat(lateness()).containsExactly("PT2H org-taganrog 190", "PT2H org-taganrog 10");
    annaWasTold(PROMISE, "Готово.", IS_IT_SOLVED);
    assertThat(historyOf(appeal))
        .containsSubsequence(
            "operator-of-ministry-61: «Взять на контроль», решение «Вернуть с поручением»",
            "Поручение министерства: Ответить сегодня.",
            "Поручено: Центральная городская больница, Таганрог. Задача «Ответить жителю»");
  }

  @Test
  void passed_to_the_chamber_by_the_ministry() {
    annaWritesAt("10:00:00");
    timeIs("13:00:00");
    tasksAre("AnswerResident", "TakeUnderControl");

    complete(MINISTRY, "TakeUnderControl", appeal, Map.of("outcome", "passToChamber"));

    tasksAre("AnswerResident", "PublicControl");
    timeIs("14:00:00");
    tasksAre("AnswerResident", "PublicControl");
    decide(CHAMBER, "PublicControl", appeal, "answer", "Вопрос на контроле.");
    tasksAre();
    assertThat(lateness()).containsExactly("PT2H org-taganrog 120");
    annaWasTold(PROMISE, "Общественная палата Ростовской области отвечает", IS_IT_SOLVED);
  }

  @Test
  void left_alone_by_the_ministry_and_returned_by_the_chamber() {
    annaWritesAt("10:00:00");
    timeIs("13:59:59");
    tasksAre("AnswerResident", "TakeUnderControl");

    timeIs("14:00:00");
    tasksAre("AnswerResident", "PublicControl", "TakeUnderControl");

    decide(CHAMBER, "PublicControl", appeal, "returnToOrganisation", "Ответить до вечера.");
    tasksAre("AnswerResident");
    timeIs("15:59:59");
    tasksAre("AnswerResident");
    timeIs("16:00:00");
    tasksAre("AnswerResident", "TakeUnderControl");
    annaWasTold(PROMISE);
    assertThat(historyOf(appeal)).contains("Поручение общественной палаты: Ответить до вечера.");
  }

  @Test
  void passed_to_a_chamber_that_has_it_already() {
    annaWritesAt("10:00:00");
    timeIs("14:00:00");

    complete(MINISTRY, "TakeUnderControl", appeal, Map.of("outcome", "passToChamber"));

    tasksAre("AnswerResident", "PublicControl");
    annaWasTold(PROMISE);
  }

  @Test
  void redirected_under_the_same_limit() {
    annaWritesAt("10:00:00");
    timeIs("11:00:00");

    complete(
        HOSPITAL,
        "AnswerResident",
        appeal,
        Map.of("outcome", "redirect", "redirectTo", OTHER_HOSPITAL));

    timeIs("11:59:59");
    tasksAre("AnswerResident");
    timeIs("12:00:00");
    tasksAre("AnswerResident", "TakeUnderControl");
    decide(OTHER_HOSPITAL, "AnswerResident", appeal, "answer", "Готово.");
    assertThat(lateness()).containsExactly("PT2H org-neklinovsky 0");
    annaWasTold(PROMISE, "Неклиновский район отвечает", IS_IT_SOLVED);
    assertThat(historyOf(appeal))
        .containsSubsequence(
            "operator-of-org-taganrog: «Ответить жителю», решение «Передать другой организации»",
            "Передано: Центральная районная больница, Неклиновский район");
  }

  @Test
  void asked_back_and_replied() {
    annaWritesAt("10:00:00");
    timeIs("11:00:00");
    decide(HOSPITAL, "AnswerResident", appeal, "clarify", "Какое лекарство?");
    stateIs("ASKED");
    tasksAre("AwaitReply");
    annaWasTold(PROMISE, "спрашивает вас");

    timeIs("15:00:00");
    assertThat(lateness()).isEmpty();
    assertThat(letters()).as("nobody is late, and nobody is reminded").isEmpty();
    anna.writes("Инсулин", "2026-11-02T15:30:00+03:00");

    tasksAre("AnswerResident");
    timeIs("17:29:59");
    tasksAre("AnswerResident");
    timeIs("17:30:00");
    tasksAre("AnswerResident", "TakeUnderControl");
    annaWasTold(PROMISE, "Какое лекарство?");
    assertThat(historyOf(appeal)).contains("Житель ответил на уточнение");
  }

  @Test
  void asked_back_and_never_replied() {
    appeal = anna.writes("Не дали лекарство", "2026-11-06T10:00:00+03:00");
    decide(HOSPITAL, "AnswerResident", appeal, "clarify", "Какое именно?");

    timeReaches("2026-11-10T09:59:59+03:00");
    stateIs("ASKED");
    tasksAre("AwaitReply");
    annaWasTold("Ответим до 12:00", "Какое именно?");

    timeReaches("2026-11-10T10:00:00+03:00");
    isOver();
    annaWasTold("Ответим до 12:00", "Какое именно?", "Мы не дождались вашего ответа");
  }

  @Test
  void asked_back_and_answered_when_the_organisation_learnt_it_otherwise() {
    annaWritesAt("10:00:00");
    decide(HOSPITAL, "AnswerResident", appeal, "clarify", "Какое лекарство?");
    timeIs("15:00:00");

    decide(HOSPITAL, "AwaitReply", appeal, "answer", "По рецепту видно, какое. Оно есть.");

    stateIs("ANSWERED");
    tasksAre();
    annaWasTold(PROMISE, "Какое лекарство?", "Оно есть.", IS_IT_SOLVED);
    timeReaches("2026-11-06T14:59:59+03:00");
    stateIs("ANSWERED");
    timeReaches("2026-11-06T15:00:00+03:00");
    isOver();
    assertThat(lateness()).isEmpty();
    assertThat(letters()).isEmpty();
    assertThat(historyOf(appeal))
        .contains("operator-of-org-taganrog: «Ждём ответа жителя», решение «Ответить»");
  }

  @Test
  void asked_once_more_the_resident_has_three_working_days_again() {
    appeal = anna.writes("Не дали лекарство", "2026-11-06T10:00:00+03:00");
    decide(HOSPITAL, "AnswerResident", appeal, "clarify", "Какое именно?");
    timeReaches("2026-11-09T10:00:00+03:00");

    decide(HOSPITAL, "AwaitReply", appeal, "clarify", "Простите, и в какой аптеке?");

    tasksAre("AwaitReply");
    timeReaches("2026-11-12T09:59:59+03:00");
    stateIs("ASKED");
    annaWasTold("Ответим до 12:00", "Какое именно?", "в какой аптеке?");
    timeReaches("2026-11-12T10:00:00+03:00");
    isOver();
  }

  @Test
  void a_question_after_the_limit_is_late_as_well() {
    annaWritesAt("10:00:00");
    timeIs("12:20:00");

    decide(HOSPITAL, "AnswerResident", appeal, "clarify", "Какое лекарство?");

    assertThat(lateness()).containsExactly("PT2H org-taganrog 20");
    annaWasTold(PROMISE, "Какое лекарство?");
  }

  @Test
  void a_question_for_a_doctor() {
    annaWritesAt("10:00:00");
    timeIs("10:30:00");

    complete(HOSPITAL, "AnswerResident", appeal, Map.of("outcome", "medicalAdvice"));

    stateIs("ANSWERED");
    tasksAre();
    timeReaches("2026-11-06T10:29:59+03:00");
    stateIs("ANSWERED");
    assertThat(lateness()).isEmpty();
    annaWasTold(PROMISE, "Записаться можно через Госуслуги");

    timeReaches("2026-11-06T10:30:00+03:00");
    isOver();
    annaWasTold(PROMISE, "Записаться можно через Госуслуги", CLOSED);
  }

  @Test
  void a_question_for_a_doctor_whom_the_resident_can_not_get_to() {
    annaWritesAt("10:00:00");
    complete(HOSPITAL, "AnswerResident", appeal, Map.of("outcome", "medicalAdvice"));

    anna.writes("К врачу не записывают", monday("11:00:00"));

    stateIs("WAITING");
    tasksAre("AnswerResident");
    timeIs("13:00:00");
    tasksAre("AnswerResident", "TakeUnderControl");
  }

  @Test
  void a_refusal_that_can_not_be_delivered_is_said_another_way() {
    annaWritesAt("10:00:00");
    whatWeSaid(this::arrives);
    complete(HOSPITAL, "AnswerResident", appeal, Map.of("outcome", "medicalAdvice"));

    whatWeSaid(this::isRefused);

    tasksAre("ReachResident");
    timeReaches("2026-11-06T10:00:00+03:00");
    stateIs("CLOSED");
    tasksAre("ReachResident");
    complete(HOSPITAL, "ReachResident", appeal, Map.of());
    isOver();
  }

  @Test
  void no_appeal_at_all() {
    annaWritesAt("10:00:00");
    timeIs("10:30:00");

    complete(HOSPITAL, "AnswerResident", appeal, Map.of("outcome", "notAnAppeal"));

    isOver();
    annaWasTold(PROMISE);
    assertThat(historyOf(appeal)).endsWith("Закрыто: не обращение");
  }

  @Test
  void answered_in_the_chat_itself_though_late() {
    annaWritesAt("10:00:00");
    timeIs("12:15:00");

    representativeRepliesInTheChat("Талоны появятся завтра");

    tasksAre();
    stateIs("ANSWERED");
    assertThat(lateness()).containsExactly("PT2H org-taganrog 15");
    annaWasTold(PROMISE, IS_IT_SOLVED);
    assertThat(historyOf(appeal)).contains("Ответ дан в самом чате: Представитель");
  }

  @Test
  void withdrawn_by_the_resident() {
    annaWritesAt("10:00:00");
    timeIs("12:30:00");
    tasksAre("AnswerResident", "TakeUnderControl");

    anna.commands("/cancel");

    isOver();
    annaWasTold(PROMISE, "отозвано, как вы просили");
    assertThat(lateness()).containsExactly("PT2H org-taganrog null");
    assertThat(historyOf(appeal)).endsWith("Закрыто: житель отозвал обращение");
  }

  @Test
  void what_can_not_be_delivered_is_said_another_way() {
    annaWritesAt("10:00:00");
    whatWeSaid(this::arrives);
    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Готово.");

    // Neither the answer nor the question whether it helped: one trouble, one task.
    whatWeSaid(this::isRefused);

    tasksAre("ReachResident");
    complete(HOSPITAL, "ReachResident", appeal, Map.of());
    tasksAre();
    stateIs("ANSWERED");
    assertThat(historyOf(appeal))
        .endsWith(
            "Сообщение жителю не доставлено: бот заблокирован",
            "Поручено: Центральная городская больница, Таганрог."
                + " Задача «Связаться с жителем иначе»",
            "Сообщение жителю не доставлено: бот заблокирован",
            "operator-of-org-taganrog: «Связаться с жителем иначе», решение «сделано»");
  }

  @Test
  void what_can_not_be_delivered_later_is_a_new_task() {
    annaWritesAt("10:00:00");
    whatWeSaid(this::isRefused);
    tasksAre("AnswerResident", "ReachResident");
    complete(HOSPITAL, "ReachResident", appeal, Map.of());
    tasksAre("AnswerResident");

    decide(HOSPITAL, "AnswerResident", appeal, "clarify", "Какое лекарство?");
    whatWeSaid(this::isRefused);

    tasksAre("AwaitReply", "ReachResident");
  }

  @Test
  void not_solved_at_the_organisation_nor_at_the_ministry() {
    annaWritesAt("10:00:00");
    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Ждите.");
    timeIs("13:00:00");

    anna.says(false, appeal);
    tasksAre("TakeUnderControl");
    timeIs("14:59:59");
    tasksAre("TakeUnderControl");
    timeIs("15:00:00");
    tasksAre("PublicControl", "TakeUnderControl");

    decide(MINISTRY, "TakeUnderControl", appeal, "answer", "Разбираемся.");
    tasksAre();
    anna.says(false, appeal);
    tasksAre("PublicControl");

    decide(CHAMBER, "PublicControl", appeal, "answer", "Талон выдан.");
    annaWasTold(
        PROMISE,
        "Ждите.",
        IS_IT_SOLVED,
        "Министерство здравоохранения Ростовской области отвечает",
        IS_IT_SOLVED,
        "Общественная палата Ростовской области отвечает",
        IS_IT_SOLVED);
    anna.says(true, appeal);
    isOver();
    assertThat(historyOf(appeal))
        .containsSubsequence(
            "Житель отметил: вопрос не решён",
            "Житель не согласен с ответом: поднято в министерство",
            "Житель отметил: вопрос не решён",
            "Житель не согласен с ответом: поднято в общественную палату",
            "Житель отметил: вопрос решён");
  }

  @Test
  void written_again_after_the_answer() {
    annaWritesAt("10:00:00");
    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Готово.");

    anna.writes("Талона всё ещё нет", "2026-11-02T15:00:00+03:00");

    stateIs("WAITING");
    tasksAre("AnswerResident");
    timeIs("16:59:59");
    tasksAre("AnswerResident");
    timeIs("17:00:00");
    tasksAre("AnswerResident", "TakeUnderControl");
    annaWasTold(PROMISE, "Готово.", IS_IT_SOLVED);
    assertThat(historyOf(appeal)).contains("Житель написал снова: обращение опять в работе");
  }

  private void annaWritesAt(String time) {
    appeal = anna.writes("Нет талонов к терапевту", monday(time));
  }

  private void timeIs(String time) {
    timeReaches(monday(time));
  }

  private static String monday(String time) {
    return "2026-11-02T" + time + "+03:00";
  }

  private void tasksAre(String... steps) {
    assertThat(stepsOf(appeal)).containsExactly(steps);
  }

  private void stateIs(String state) {
    assertThat(stateOf(appeal)).isEqualTo(state);
  }

  private void isOver() {
    stateIs("CLOSED");
    tasksAre();
    assertThat(
            runtime.createProcessInstanceQuery().processInstanceBusinessKey(appeal.value()).count())
        .isZero();
  }

  /** Each message we sent, in order, by a part of it. */
  private void annaWasTold(String... parts) {
    var said = saidAbout(appeal);
    assertThat(said).hasSameSizeAs(parts);
    for (int i = 0; i < parts.length; i++) {
      assertThat(said.get(i)).contains(parts[i]);
    }
  }

  private void representativeRepliesInTheChat(String text) {
    jdbc.sql(
            """
            insert into staff (channel, user_id, organisation_id, name)
            values ('telegram', '77', 'org-taganrog', 'Представитель') on conflict do nothing
            """)
        .update();
    String asked =
        jdbc.sql("select message_id from message where appeal_number = ? and author = 'RESIDENT'")
            .param(appeal.value())
            .query(String.class)
            .single();
    transaction.executeWithoutResult(
        tx ->
            intake.receive(
                new Incoming.Message(
                    anna.chat(),
                    false,
                    new Sender("77", "Представитель", Sender.Kind.PERSON),
                    clock.instant(),
                    "reply-" + appeal,
                    text,
                    List.of(),
                    new Incoming.Reply(asked, new Sender("7", "", Sender.Kind.PERSON)),
                    false,
                    null)));
    timeReaches(clock.instant().toString());
  }

  /** Everything on its way goes the same way. */
  private void whatWeSaid(Consumer<Deliveries.Delivery> goesOut) {
    for (var next = deliveries.next("telegram");
        next.isPresent();
        next = deliveries.next("telegram")) {
      goesOut.accept(next.get());
    }
  }

  private void arrives(Deliveries.Delivery delivery) {
    deliveries.sent(delivery, "sent-" + ++sent);
  }

  private void isRefused(Deliveries.Delivery delivery) {
    deliveries.unreachable(delivery, "бот заблокирован");
  }

  /** The breaches, the earliest first: limit, organisation and minutes late. */
  private List<String> lateness() {
    return jdbc.sql(
            """
            select working_limit || ' ' || organisation_id || ' '
                   || coalesce(minutes_late::text, 'null')
              from breach where appeal_number = ? order by due_at
            """)
        .param(appeal.value())
        .query(String.class)
        .list();
  }

  private List<String> letters() {
    return jdbc.sql(
            "select recipient from letter where subject like ? and state <> 'HELD' order by id")
        .param("%" + appeal + "%")
        .query(String.class)
        .list();
  }
}
