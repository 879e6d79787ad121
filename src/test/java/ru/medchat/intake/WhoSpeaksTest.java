package ru.medchat.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Representatives, administrators and machines in a group. */
class WhoSpeaksTest extends GroupTest {

  private Person anna;
  private Person olga;

  @BeforeEach
  void a_resident_and_a_representative() {
    anna = someone("Анна");
    olga = representativeOf(HOSPITAL);
  }

  @Test
  void a_representatives_reply_to_the_resident_is_an_answer() {
    var said = anna.writes("Нет талонов");

    assertThat(olga.writesTo(said, "Талоны будут завтра").fate).isEqualTo(Fate.ADDED);

    assertThat(stateOf(said.number())).isEqualTo("ANSWERED");
    assertThat(someoneWaitsIn(said.number())).isFalse();
    assertThat(stepsOf(said.number())).isEmpty();
    assertThat(conversationOf(said.number())).anyMatch(line -> line.startsWith("STAFF: Талоны"));
  }

  @Test
  void it_withdraws_the_task_of_the_ministry_too() {
    var said = anna.writes("Нет талонов");
    timeIs("02T12:00");
    assertThat(stepsOf(said.number())).containsExactly("AnswerResident", "TakeUnderControl");

    olga.writesTo(said, "Талоны будут завтра");

    assertThat(stepsOf(said.number())).isEmpty();
    assertThat(stateOf(said.number())).isEqualTo("ANSWERED");
  }

  @Test
  void the_ministrys_own_reply_is_an_answer_too_while_the_hospital_owes_one() {
    var said = anna.writes("Нет талонов");
    timeIs("02T12:00");
    assertThat(stepsOf(said.number())).containsExactly("AnswerResident", "TakeUnderControl");

    representativeOf("ministry-61").writesTo(said, "Талоны будут завтра, проверим");

    assertThat(stepsOf(said.number())).isEmpty();
    assertThat(stateOf(said.number())).isEqualTo("ANSWERED");
    assertThat(someoneWaitsIn(said.number())).isFalse();
    assertThat(saidAbout(said.number())).anyMatch(line -> line.contains("решён?"));
  }

  /** The model offers the ministry no «Уже ответили в чате»: it decides by itself. */
  @Test
  void where_the_ministry_alone_decides_its_reply_is_kept_and_finishes_nothing() {
    var said = anna.writes("Нет талонов");
    olga.writesTo(said, "Талоны будут завтра");
    notSolved(said);

    representativeOf("ministry-61").writesTo(said, "Разбираемся с поликлиникой");

    assertThat(stepsOf(said.number())).containsExactly("TakeUnderControl");
    assertThat(someoneWaitsIn(said.number())).isTrue();
    assertThat(conversationOf(said.number())).contains("STAFF: Разбираемся с поликлиникой");
  }

  @Test
  void it_counts_even_when_it_comes_before_the_process_has_opened_a_task() {
    olga.answersAtOnce(anna, "Нет талонов", "Талоны будут завтра");

    var appeal = anna.writes("Спасибо, но когда же").number();
    assertThat(conversationOf(appeal)).anyMatch(line -> line.startsWith("STAFF: Талоны"));
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident");
    assertThat(saidAbout(appeal)).anyMatch(line -> line.contains("решён?"));
  }

  @Test
  void at_the_level_of_the_ministry_it_is_kept_and_the_ministry_decides() {
    var said = anna.writes("Нет талонов");
    olga.writesTo(said, "Талоны будут завтра");
    notSolved(said);
    assertThat(stepsOf(said.number())).containsExactly("TakeUnderControl");

    assertThat(olga.writesTo(said, "Уже есть").fate).isEqualTo(Fate.ADDED);

    assertThat(stepsOf(said.number())).containsExactly("TakeUnderControl");
    assertThat(conversationOf(said.number())).contains("STAFF: Уже есть");
    assertThat(someoneWaitsIn(said.number())).isTrue();
    assertThat(historyOf(said.number()))
        .filteredOn(line -> line.startsWith("Ответ дан"))
        .as("only the first one")
        .hasSize(1);
    timeIs("02T12:00");
    assertThat(stepsOf(said.number())).containsExactly("PublicControl", "TakeUnderControl");
  }

  @Test
  void it_is_kept_and_changes_nothing_when_nobody_waits_for_it() {
    var said = anna.writes("Нет талонов");
    decide(HOSPITAL, "AnswerResident", said.number(), "clarify", "К какому врачу?");
    assertThat(olga.writesTo(said, "К терапевту или к хирургу?").fate).isEqualTo(Fate.ADDED);
    assertThat(stateOf(said.number())).isEqualTo("ASKED");

    anna.writes("К терапевту");
    decide(HOSPITAL, "AnswerResident", said.number(), "answer", "Завтра в 9:00.");
    assertThat(olga.writesTo(said, "Кабинет 5").fate).isEqualTo(Fate.ADDED);
    assertThat(stateOf(said.number())).isEqualTo("ANSWERED");

    timeIs("06T12:00");
    assertThat(stateOf(said.number())).isEqualTo("CLOSED");
    assertThat(olga.writesTo(said, "Приходите ещё").fate).isEqualTo(Fate.ADDED);
    assertThat(stateOf(said.number())).isEqualTo("CLOSED");
    assertThat(conversationOf(said.number()))
        .contains("STAFF: К терапевту или к хирургу?", "STAFF: Кабинет 5", "STAFF: Приходите ещё");
  }

  @Test
  void an_anonymous_administrator_answers_in_the_name_of_the_chat() {
    var said = anna.writes("Нет талонов");

    anonymousAdministrator().writesTo(said, "Талоны будут завтра");

    assertThat(stateOf(said.number())).isEqualTo("ANSWERED");
    assertThat(
            jdbc.sql("select author_name from message where appeal_number = ? and author = 'STAFF'")
                .param(said.number().value())
                .query(String.class)
                .single())
        .isEqualTo("Медчат Таганрог");
  }

  @Test
  void what_staff_and_administrators_write_to_everybody_is_no_appeal() {
    assertThat(olga.writes("Завтра приём с 8:00").fate.kind()).isEqualTo(Fate.Kind.IGNORED);
    assertThat(anonymousAdministrator().writes("Правила чата").fate.kind())
        .isEqualTo(Fate.Kind.IGNORED);
    assertThat(withoutAppeal()).isEmpty();
    assertThat(saidInGroup()).isEmpty();
  }

  @Test
  void channels_and_other_bots_are_passed_over() {
    assertThat(linkedChannel().writes("Новости").fate)
        .isEqualTo(Fate.ignored("a post of a channel"));
    assertThat(otherBot().writes("+5, дождь").fate).isEqualTo(Fate.ignored("written by a bot"));
    assertThat(otherBot().writes("/appeal Нет талонов").appeal()).isEmpty();
    assertThat(withoutAppeal()).isEmpty();
  }

  @Test
  void staff_of_another_town_are_residents_here() {
    assertThat(representativeOf("org-azov").writes("Не могу записать сына").fate)
        .isEqualTo(Fate.REGISTERED);
  }

  @Test
  void the_organisation_an_appeal_was_passed_to_answers_it_in_the_chat() {
    var said = anna.writes("Нет талонов");
    complete(
        HOSPITAL,
        "AnswerResident",
        said.number(),
        Map.of("outcome", "redirect", "redirectTo", "org-azov"));

    assertThat(representativeOf("org-azov").writesTo(said, "Запишем у нас").fate)
        .isEqualTo(Fate.ADDED);

    assertThat(stateOf(said.number())).isEqualTo("ANSWERED");
  }

  private void notSolved(Said said) {
    anna.presses("solved:" + said.number() + ":no");
  }
}
