package ru.medchat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.channel.DeliveryFailed;
import ru.medchat.testing.CaseTest;

/** The rules of an appeal that hold whichever way it goes; the ways are in AppealPathsTest. */
class AppealProcessTest extends CaseTest {

  private static final String HOSPITAL = "org-taganrog";
  private static final String MINISTRY = "ministry-61";

  @Test
  void an_unanswered_appeal_reaches_the_ministry_exactly_two_working_hours_after_the_message() {
    var appeal =
        resident("Таганрог").writes("Нет талонов к терапевту", "2026-11-02T19:30:00+03:00");

    timeReaches("2026-11-03T09:29:59+03:00");
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident");

    timeReaches("2026-11-03T09:30:00+03:00");
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident", "TakeUnderControl");
    assertThat(breachesOf(appeal)).containsExactly("org-taganrog PT2H");
    assertThat(lettersAbout(appeal)).contains("ministry@medchat.invalid");
  }

  @Test
  void letters_do_not_repeat_the_residents_words() {
    var appeal = resident("Таганрог").writes("Тайна болезни", "2026-11-02T10:00:00+03:00");

    timeReaches("2026-11-02T12:00:00+03:00");

    assertThat(bodiesAbout(appeal)).hasSize(4).noneMatch(body -> body.contains("Тайна"));
  }

  @Test
  void an_appeal_the_ministry_leaves_alone_reaches_the_chamber_two_working_hours_later() {
    var appeal = resident("Таганрог").writes("Нет лекарства", "2026-11-02T17:00:00+03:00");

    timeReaches("2026-11-03T08:59:59+03:00");
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident", "TakeUnderControl");

    timeReaches("2026-11-03T09:00:00+03:00");
    assertThat(stepsOf(appeal))
        .containsExactly("AnswerResident", "PublicControl", "TakeUnderControl");
  }

  @Test
  void an_appeal_of_saturday_evening_falls_due_on_monday_morning() {
    var appeal = resident("Азов").writes("Очередь", "2026-11-07T19:00:00+03:00");

    assertThat(dueOf("AnswerResident", appeal)).isEqualTo(at("2026-11-09T09:00:00+03:00"));
  }

  @Test
  void the_limit_counts_from_the_residents_message_and_not_from_when_we_took_it_in() {
    var anna = resident("Таганрог");
    nowIs("2026-11-02T11:00:00+03:00");
    var appeal = anna.wroteAt("Нет талонов", "2026-11-02T10:00:00+03:00");

    assertThat(dueOf("AnswerResident", appeal)).isEqualTo(at("2026-11-02T12:00:00+03:00"));
    timeReaches("2026-11-02T12:00:00+03:00");
    assertThat(stepsOf(appeal)).contains("TakeUnderControl");
  }

  @Test
  void the_resident_is_told_the_number_and_the_promised_time_in_words() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-02T19:30:00+03:00");

    assertThat(saidAbout(appeal))
        .singleElement()
        .asString()
        .contains(appeal.value(), "до 09:30, вторник, 3 ноября");
  }

  @Test
  void outside_hours_the_resident_is_told_when_the_chat_opens_and_whom_to_call() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-01T12:00:00+03:00");

    assertThat(saidAbout(appeal))
        .singleElement()
        .asString()
        .contains(
            "откроется в понедельник, 2 ноября, в 08:00.",
            "до 10:00, понедельник, 2 ноября",
            "103",
            "122");
  }

  @Test
  void the_due_date_of_a_task_is_that_of_the_limit_it_stands_under() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-02T10:00:00+03:00");
    assertThat(dueOf("AnswerResident", appeal)).isEqualTo(at("2026-11-02T12:00:00+03:00"));

    timeReaches("2026-11-02T12:00:00+03:00");
    assertThat(dueOf("TakeUnderControl", appeal)).isEqualTo(at("2026-11-02T14:00:00+03:00"));
  }

  @Test
  void an_answer_reaches_the_resident_and_withdraws_whatever_was_open_but_not_the_breach() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-02T10:00:00+03:00");
    timeReaches("2026-11-02T14:00:00+03:00");
    assertThat(stepsOf(appeal)).hasSize(3);

    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Приходите завтра к 9:00.");

    assertThat(stepsOf(appeal)).isEmpty();
    assertThat(saidAbout(appeal)).anyMatch(text -> text.contains("Приходите завтра к 9:00."));
    assertThat(breachesOf(appeal)).hasSize(1);
    assertThat(stateOf(appeal)).isEqualTo("ANSWERED");
  }

  @Test
  void an_empty_answer_is_refused_and_the_task_stays() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-02T10:00:00+03:00");

    assertThatThrownBy(() -> decide(HOSPITAL, "AnswerResident", appeal, "answer", "  "))
        .hasMessageContaining("Напишите текст");

    assertThat(stepsOf(appeal)).containsExactly("AnswerResident");
  }

  @Test
  void an_outcome_the_model_does_not_offer_is_refused_and_the_draft_stays() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-02T10:00:00+03:00");

    assertThatThrownBy(() -> decide(HOSPITAL, "AnswerResident", appeal, "passToChamber", "Текст"))
        .hasMessageContaining("passToChamber");

    assertThat(stepsOf(appeal)).containsExactly("AnswerResident");
    assertThat(decisions.draftOf(appeal, operatorOf(HOSPITAL))).contains("Текст");
  }

  @Test
  void redirecting_gives_the_task_to_the_other_organisation_under_the_same_limit() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-02T10:00:00+03:00");
    timeReaches("2026-11-02T11:00:00+03:00");

    complete(
        HOSPITAL,
        "AnswerResident",
        appeal,
        Map.of("outcome", "redirect", "redirectTo", "org-neklinovsky"));

    assertThat(groupOf("AnswerResident", appeal)).isEqualTo("org-neklinovsky");
    assertThat(dueOf("AnswerResident", appeal)).isEqualTo(at("2026-11-02T12:00:00+03:00"));
    timeReaches("2026-11-02T12:00:00+03:00");
    assertThat(breachesOf(appeal)).containsExactly("org-neklinovsky PT2H");
    assertThat(lettersAbout(appeal))
        .containsExactly(
            "neklinovsky@medchat.invalid",
            "neklinovsky@medchat.invalid",
            "ministry@medchat.invalid");
  }

  @Test
  void redirecting_after_the_limit_brings_no_second_breach() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-02T10:00:00+03:00");
    timeReaches("2026-11-02T12:30:00+03:00");

    complete(
        HOSPITAL,
        "AnswerResident",
        appeal,
        Map.of("outcome", "redirect", "redirectTo", "org-neklinovsky"));
    timeReaches("2026-11-03T19:00:00+03:00");

    assertThat(dueOf("AnswerResident", appeal)).isEqualTo(at("2026-11-02T12:00:00+03:00"));
    assertThat(breachesOf(appeal)).hasSize(1);
    assertThat(stepsOf(appeal).stream().filter("TakeUnderControl"::equals)).hasSize(1);
  }

  @Test
  void an_appeal_cannot_be_redirected_to_the_ministry() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-02T10:00:00+03:00");

    assertThatThrownBy(
            () ->
                complete(
                    HOSPITAL,
                    "AnswerResident",
                    appeal,
                    Map.of("outcome", "redirect", "redirectTo", MINISTRY)))
        .hasMessageContaining(appeal.value());

    assertThat(groupOf("AnswerResident", appeal)).isEqualTo(HOSPITAL);
  }

  @Test
  void several_messages_of_one_resident_are_one_appeal() {
    var anna = resident("Таганрог");
    var first = anna.writes("Не могу записаться", "2026-11-02T10:00:00+03:00");
    var second = anna.writes("Нет талонов", "2026-11-02T10:01:00+03:00");

    assertThat(second).isEqualTo(first);
    assertThat(saidAbout(first)).hasSize(1);
    assertThat(dueOf("AnswerResident", first)).isEqualTo(at("2026-11-02T12:00:00+03:00"));
  }

  @Test
  void only_the_resident_of_an_appeal_can_rate_it_and_only_once() {
    var anna = resident("Таганрог");
    var appeal = anna.writes("Нет талонов", "2026-11-02T10:00:00+03:00");
    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Готово.");

    assertThat(resident("Таганрог").says(true, appeal)).contains("тот, кто писал");
    assertThat(anna.says(true, appeal)).contains("Спасибо");
    assertThat(anna.says(false, appeal)).contains("закрыто");
    assertThat(stateOf(appeal)).isEqualTo("CLOSED");
  }

  @Test
  void what_cannot_be_delivered_becomes_a_task_of_the_organisation() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-02T10:00:00+03:00");

    transaction.executeWithoutResult(
        tx ->
            events.publishEvent(
                new DeliveryFailed(appeal.value(), "answer:1", true, "bot was blocked")));

    assertThat(stepsOf(appeal)).containsExactly("AnswerResident", "ReachResident");
    assertThat(groupOf("ReachResident", appeal)).isEqualTo(HOSPITAL);
  }

  @Test
  void process_variables_hold_no_words_of_anybody() {
    var appeal = resident("Таганрог").writes("Тайна болезни", "2026-11-02T10:00:00+03:00");
    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Тайный ответ");

    assertThat(
            history
                .createHistoricVariableInstanceQuery()
                .processInstanceId(
                    history
                        .createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(appeal.value())
                        .singleResult()
                        .getId())
                .list())
        .isNotEmpty()
        .noneMatch(variable -> String.valueOf(variable.getValue()).contains("Тайн"));
  }

  @Test
  void a_model_can_name_only_the_beans_it_is_meant_to_name() {
    assertThatThrownBy(
            () ->
                deployAndStart(
                    """
                    <serviceTask id="Evil" camunda:expression="${dataSource.getConnection()}"/>
                    """))
        .hasMessageContaining("dataSource");
  }

  private void deployAndStart(String step) {
    var deployment =
        repository
            .createDeployment()
            .addString(
                "evil.bpmn",
                """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
                  <process id="evil" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="Start"/>
                    <sequenceFlow id="Flow" sourceRef="Start" targetRef="Evil"/>
                """
                    + step
                    + "</process></definitions>")
            .deploy();
    try {
      runtime.startProcessInstanceByKey("evil");
    } finally {
      repository.deleteDeployment(deployment.getId(), true);
    }
  }

  private static Instant at(String moment) {
    return OffsetDateTime.parse(moment).toInstant();
  }

  private Instant dueOf(String step, AppealNumber appeal) {
    return task(step, appeal).getDueDate().toInstant();
  }

  private String groupOf(String step, AppealNumber appeal) {
    return tasks.getIdentityLinksForTask(task(step, appeal).getId()).get(0).getGroupId();
  }

  private List<String> breachesOf(AppealNumber appeal) {
    return jdbc.sql(
            """
            select organisation_id || ' ' || working_limit from breach
             where appeal_number = ? order by recorded_at
            """)
        .param(appeal.value())
        .query(String.class)
        .list();
  }

  private List<String> lettersAbout(AppealNumber appeal) {
    return jdbc.sql(
            "select recipient from letter where subject like ? and state <> 'HELD' order by id")
        .param("%" + appeal + "%")
        .query(String.class)
        .list();
  }

  private List<String> bodiesAbout(AppealNumber appeal) {
    return jdbc.sql("select subject || body || html from letter where subject like ? order by id")
        .param("%" + appeal + "%")
        .query(String.class)
        .list();
  }
}
