package ru.medchat.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.testing.CaseTest;

/** A region is a file, and nothing else. */
class SecondRegionTest extends CaseTest {

  private static final String REGION =
      """
      code: "97"
      name: Примерная область
      zone: Asia/Yekaterinburg
      ministry:
        name: Министерство здравоохранения Примерной области
        mail: ministry97@medchat.invalid
      chamber:
        name: Общественная палата Примерной области
      municipalities:
        - id: primersk
          name: Примерск
          kind: CITY
          responder:
            name: Городская больница, Примерск
            mail: primersk@medchat.invalid
            aliases: [горбольница]
        - id: zarechny
          name: Заречный район
          kind: DISTRICT
          responder:
            name: Районная больница, Заречный район
      """;

  @Autowired Entries entries;

  @BeforeEach
  void a_file_is_added_and_the_product_started(@TempDir Path folder) {
    new RegionFolder(folder, jdbc, entries, transaction).with("97.yaml", REGION).starts();
  }

  @AfterEach
  void the_others_tests_are_without_it() {
    jdbc.sql("update municipality set active = false where region_code = '97'").update();
  }

  @Test
  void its_appeals_rise_to_its_own_ministry_and_its_own_chamber() {
    var appeal = resident("Примерск").writes("Нет талонов", "2026-11-02T10:00:00+05:00");

    assertThat(appeal.value()).startsWith("97-");
    assertThat(whoAnswers(appeal)).isEqualTo("org-primersk");
    timeReaches("2026-11-02T12:00:00+05:00");
    assertThat(groupOf(task("TakeUnderControl", appeal))).isEqualTo("ministry-97");
    timeReaches("2026-11-02T14:00:00+05:00");
    assertThat(groupOf(task("PublicControl", appeal))).isEqualTo("chamber-97");
  }

  @Test
  void the_ministry_of_the_region_answers_when_the_hospital_no_longer_does() {
    jdbc.sql("update organisation set active = false where id = 'org-zarechny'").update();

    var appeal = resident("Заречный район").writes("Нет талонов", "2026-11-02T10:00:00+05:00");

    assertThat(whoAnswers(appeal)).isEqualTo("ministry-97");
    assertThat(groupOf(task("AnswerResident", appeal))).isEqualTo("ministry-97");
    assertThat(historyOf(appeal))
        .contains(
            "Таблица маршрутов не выбрала, кто отвечает: обращение у дежурных,"
                + " Министерство здравоохранения Примерной области");
    jdbc.sql("update organisation set active = true where id = 'org-zarechny'").update();
  }

  @Test
  void a_rule_of_another_region_does_not_touch_it() {
    var appeal = resident("Примерск").writes("Очередь на МРТ", "2026-11-02T10:00:00+05:00");

    assertThat(whoAnswers(appeal)).isEqualTo("org-primersk");
  }

  @Test
  void an_organisation_of_another_region_is_not_the_one_its_residents_name() {
    var appeal =
        resident("Заречный район").writes("Таганрогская ЦГБ молчит", "2026-11-02T10:00:00+05:00");
    assertThat(whoAnswers(appeal)).isEqualTo("org-zarechny");

    var other =
        resident("Заречный район")
            .writes("В горбольнице Примерска хамят", "2026-11-02T10:00:00+05:00");
    assertThat(whoAnswers(other)).isEqualTo("org-primersk");
  }

  private String whoAnswers(AppealNumber appeal) {
    return jdbc.sql("select organisation_id from appeal where number = ?")
        .param(appeal.value())
        .query(String.class)
        .single();
  }

  private String groupOf(Task task) {
    return tasks.getIdentityLinksForTask(task.getId()).get(0).getGroupId();
  }
}
