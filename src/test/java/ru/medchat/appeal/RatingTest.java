package ru.medchat.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ru.medchat.testing.CaseTest;

class RatingTest extends CaseTest {

  private static final String HOSPITAL = "org-taganrog";

  private Resident anna;

  @BeforeEach
  void anna_is_a_resident() {
    anna = resident("Таганрог");
  }

  @Test
  void who_says_yes_is_asked_for_stars_once_and_may_change_them_within_a_day() {
    var appeal = answered();
    anna.presses(buttonsAbout(appeal).get(0));
    assertThat(lastSaidAbout(appeal)).contains("Оцените", appeal.value());
    assertThat(buttonsAbout(appeal)).hasSize(5);

    assertThat(anna.presses("stars:" + appeal + ":3")).isEqualTo("Спасибо! Ваша оценка: 3.");
    assertThat(lastButtons()).containsExactly("1", "2", "✓ 3", "4", "5");

    timeReaches("2026-11-03T09:59:00+03:00");
    assertThat(anna.presses("stars:" + appeal + ":5")).contains("оценка: 5");
    assertThat(anna.presses("stars:" + appeal + ":5")).contains("оценка: 5");

    timeReaches("2026-11-03T10:01:00+03:00");
    assertThat(anna.presses("stars:" + appeal + ":1")).contains("уже записана: 5");
    assertThat(lastButtons()).isEmpty();
    assertThat(starsOf(appeal)).containsExactly(5);
  }

  @Test
  void who_says_nothing_is_asked_for_stars_when_the_appeal_closes_and_can_give_them_weeks_later() {
    var appeal = answered();
    timeReaches("2026-11-06T10:00:00+03:00");
    assertThat(stateOf(appeal)).isEqualTo("CLOSED");
    assertThat(saidAbout(appeal)).filteredOn(text -> text.contains("Оцените")).hasSize(1);

    nowIs("2026-12-01T12:00:00+03:00");
    assertThat(anna.presses("stars:" + appeal + ":4")).contains("оценка: 4");
    assertThat(stateOf(appeal)).isEqualTo("CLOSED");
  }

  @Test
  void who_says_yes_weeks_later_is_thanked_and_it_is_noted_once() {
    var appeal = closedInSilence();

    assertThat(anna.says(true, appeal)).contains("Рады");
    assertThat(anna.says(true, appeal)).contains("Рады");

    assertThat(stateOf(appeal)).isEqualTo("CLOSED");
    assertThat(solvedOf(appeal)).containsExactly(true);
    assertThat(historyOf(appeal)).endsWith("Житель отметил: вопрос решён");
  }

  @Test
  void who_says_no_weeks_later_is_heard_at_the_next_level() {
    var appeal = closedInSilence();

    assertThat(anna.says(false, appeal)).contains("выше");
    assertThat(anna.says(false, appeal)).contains("выше");

    assertThat(stateOf(appeal)).isEqualTo("WAITING");
    assertThat(stepsOf(appeal)).containsExactly("TakeUnderControl");
    assertThat(solvedOf(appeal)).containsExactly(false);
    assertThat(historyOf(appeal))
        .containsSubsequence(
            "Житель отметил: вопрос не решён",
            "Житель не согласен с ответом: поднято в министерство");
    timeReaches("2026-12-01T14:00:00+03:00");
    assertThat(stepsOf(appeal)).containsExactly("PublicControl", "TakeUnderControl");

    decide("ministry-61", "TakeUnderControl", appeal, "returnToOrganisation", "Ответить сегодня.");
    assertThat(task("AnswerResident", appeal)).isNotNull();
    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Теперь готово.");
    assertThat(saidAbout(appeal)).filteredOn(text -> text.contains("решён?")).hasSize(2);
  }

  @Test
  void who_says_no_weeks_after_the_ministrys_answer_is_heard_by_the_chamber() {
    var appeal = answered();
    anna.says(false, appeal);
    decide("ministry-61", "TakeUnderControl", appeal, "answer", "Разобрались.");
    timeReaches("2026-11-06T10:00:00+03:00");
    assertThat(stateOf(appeal)).isEqualTo("CLOSED");

    anna.says(false, appeal);

    assertThat(stepsOf(appeal)).containsExactly("PublicControl");
  }

  @Test
  void who_says_no_weeks_later_is_heard_even_if_the_model_has_no_such_step_by_now() {
    var appeal = closedInSilence();
    var model = newestModel();
    model.<FlowNode>getModelElementById("Rated").setId("SaidWhetherItHelped");
    var redesigned = repository.createDeployment().addModelInstance("appeal.bpmn", model).deploy();
    try {
      assertThat(anna.says(false, appeal)).contains("выше");

      timeReaches("2026-12-01T12:00:00+03:00");
      assertThat(stateOf(appeal)).isEqualTo("WAITING");
      assertThat(stepsOf(appeal)).containsExactly("TakeUnderControl");
    } finally {
      repository.deleteDeployment(redesigned.getId(), true);
    }
  }

  @Test
  void who_says_no_weeks_later_with_another_appeal_open_is_told_to_write_there() {
    var closed = closedInSilence();
    var open = anna.writes("Не пришёл врач", "2026-12-01T12:05:00+03:00");
    assertThat(open).isNotEqualTo(closed);

    assertThat(anna.says(false, closed)).contains("№ " + open, "напишите");

    assertThat(stateOf(closed)).isEqualTo("CLOSED");
    assertThat(historyOf(closed)).endsWith("Житель отметил: вопрос не решён");
  }

  @Test
  void who_took_the_appeal_back_is_told_how_it_stands() {
    var appeal = answered();
    anna.commands("/cancel");

    assertThat(anna.says(false, appeal)).contains("закрыто", "просто напишите");
    assertThat(stateOf(appeal)).isEqualTo("CLOSED");
  }

  @Test
  void what_follows_the_answer_replies_to_the_residents_last_words_as_the_answer_does() {
    var appeal = anna.writes("Нет талонов", "2026-11-02T10:00:00+03:00");
    anna.writes("К терапевту", "2026-11-02T10:05:00+03:00");
    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Готово.");
    anna.says(true, appeal);

    assertThat(
            jdbc.sql(
                    """
                    select m.text || ': ' || split_part(o.body ->> 'text', ' ', 1)
                      from outbox o join message m
                        on m.chat_id = o.chat_id and m.message_id = o.body ->> 'replyTo'
                     where o.appeal_number = ? order by o.id offset 2
                    """)
                .param(appeal.value())
                .query(String.class)
                .list())
        .containsExactly("К терапевту: Вопрос", "К терапевту: Обращение", "К терапевту: Оцените,");
  }

  @Test
  void stars_of_somebody_else_are_refused_politely() {
    var appeal = answered();
    anna.says(true, appeal);

    assertThat(resident("Таганрог").presses("stars:" + appeal + ":1"))
        .contains("только тот, кто писал");
    assertThat(starsOf(appeal)).isEmpty();
  }

  @Test
  void a_double_press_is_harmless_and_takes_the_buttons_away() {
    var appeal = answered();
    String no = buttonsAbout(appeal).get(1);

    assertThat(anna.presses(no)).contains("выше");
    assertThat(anna.presses(no)).contains("выше");

    assertThat(stepsOf(appeal)).containsExactly("TakeUnderControl");
    assertThat(lastButtons()).isEmpty();
    assertThat(solvedOf(appeal)).containsExactly(false);
  }

  @Test
  void a_press_under_an_earlier_answer_is_told_that_there_is_a_newer_one() {
    var appeal = answered();
    String yesToTheFirst = buttonsAbout(appeal).get(0);
    anna.writes("Талона всё ещё нет", "2026-11-02T11:00:00+03:00");
    assertThat(anna.presses(yesToTheFirst)).contains("ждёт ответа").doesNotContain("12:00");

    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Теперь есть.");
    assertThat(anna.presses(yesToTheFirst)).contains("новый ответ");
    assertThat(stateOf(appeal)).isEqualTo("ANSWERED");

    anna.presses(buttonsAbout(appeal).get(0));
    assertThat(stateOf(appeal)).isEqualTo("CLOSED");
  }

  @Test
  void who_needs_a_doctor_and_got_no_answer_is_not_asked_for_stars() {
    var appeal = anna.writes("Что пить от кашля?", "2026-11-02T10:00:00+03:00");
    complete(HOSPITAL, "AnswerResident", appeal, Map.of("outcome", "medicalAdvice"));
    timeReaches("2026-11-06T10:00:00+03:00");

    assertThat(stateOf(appeal)).isEqualTo("CLOSED");
    assertThat(saidAbout(appeal))
        .noneMatch(text -> text.contains("Оцените") || text.contains("решён?"));
  }

  @Test
  void an_emergency_in_a_group_is_answered_at_once_and_shows_in_the_history() {
    var appeal = anna.writes("Человек без сознания у входа!", "2026-11-02T10:00:00+03:00");

    assertThat(
            jdbc.sql(
                    "select body ->> 'text' from outbox where dedupe_key like ? order by id limit 1")
                .param("reply:telegram:" + anna.chat().id() + ":%:emergency")
                .query(String.class)
                .single())
        .contains("103 или 112 прямо сейчас");
    assertThat(
            jdbc.sql("select line from history where appeal_number = ?")
                .param(appeal.value())
                .query(String.class)
                .list())
        .anyMatch(line -> line.contains("срочная помощь"));
  }

  private AppealNumber answered() {
    var appeal = anna.writes("Нет талонов", "2026-11-02T10:00:00+03:00");
    decide(HOSPITAL, "AnswerResident", appeal, "answer", "Готово.");
    return appeal;
  }

  private AppealNumber closedInSilence() {
    var appeal = answered();
    timeReaches("2026-12-01T12:00:00+03:00");
    assertThat(stateOf(appeal)).isEqualTo("CLOSED");
    return appeal;
  }

  private String lastSaidAbout(AppealNumber appeal) {
    var said = saidAbout(appeal);
    return said.get(said.size() - 1);
  }

  private List<Integer> starsOf(AppealNumber appeal) {
    return jdbc.sql("select stars from rating where appeal_number = ? and stars is not null")
        .param(appeal.value())
        .query(Integer.class)
        .list();
  }

  private List<Boolean> solvedOf(AppealNumber appeal) {
    return jdbc.sql("select solved from rating where appeal_number = ?")
        .param(appeal.value())
        .query(Boolean.class)
        .list();
  }

  /** What the buttons say that were changed last. */
  private List<String> lastButtons() {
    return jdbc.sql(
            """
            select button ->> 'label'
              from (select body from outbox where chat_id = ? and body ->> 'changes' is not null
                     order by id desc limit 1) last,
                   jsonb_array_elements(last.body -> 'buttons') line,
                   jsonb_array_elements(line) button
            """)
        .param(anna.chat().id())
        .query(String.class)
        .list();
  }
}
