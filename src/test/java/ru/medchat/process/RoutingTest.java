package ru.medchat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.testing.CaseTest;

/** Who answers: what {@code routing.dmn} says, and what happens when it says nothing of use. */
class RoutingTest extends CaseTest {

  private static final String MONDAY = "2026-11-02T10:00:00+03:00";
  private static final String OWN = "<text>ownOrganisation</text>";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Таганрог | Нет талонов к терапевту                 | org-taganrog",
        "Зверево  | Нет талонов к терапевту                 | org-zverevo",
        "Зверево  | Очередь на МРТ два месяца               | rostov-diagnostics",
        "Зверево  | Диагностический центр не берёт трубку   | rostov-diagnostics",
        "Таганрог | В поликлинике №3 нет талонов            | polyclinic-taganrog",
        "Таганрог | В ПОЛИКЛИНИКЕ N3 нет мест на УЗИ        | polyclinic-taganrog",
        "Таганрог | третьей поликлиникой не доволен         | polyclinic-taganrog",
        "Таганрог | МРТ в поликлинике номер 3 не делают     | polyclinic-taganrog",
        "Таганрог | В поликлинике №30 нет талонов           | org-taganrog",
        "Зверево  | В поликлинике №3 нет талонов            | org-zverevo",
        "Зверево  | В поликлинике № 3 Таганрога нет талонов | polyclinic-taganrog",
        "Зверево  | В Таганрогской ЦГБ не дозвониться       | org-taganrog"
      })
  void the_organisation_the_resident_names_then_a_rule_for_the_category_then_the_towns_own(
      String municipality, String words, String organisation) {
    var appeal = resident(municipality).writes(words, MONDAY);

    assertThat(whoAnswers(appeal)).isEqualTo(organisation);
    assertThat(groupOfTask(appeal)).isEqualTo(organisation);
    assertThat(historyOf(appeal)).noneMatch(line -> line.contains("дежурных"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<text>null</text>                | Таблица маршрутов не выбрала, кто отвечает",
        "<text>\"org-atlantis\"</text>    | организацию «org-atlantis», которой нет в справочнике",
        "<text>\"org-retired\"</text>     | «org-retired» из таблицы маршрутов больше не работает",
        "<text>\"org-abroad\"</text>      | «org-abroad» из таблицы маршрутов отвечает в другом",
        "<text>((( \"mistake\"</text>     | Таблица маршрутов не выбрала, кто отвечает",
        "<text>nobody_knows + 1</text>    | Таблица маршрутов не выбрала, кто отвечает"
      })
  void what_the_table_can_not_decide_goes_to_the_ministry_of_the_region(
      String output, String history) throws IOException {
    somebodyRetiredAndSomebodyAbroad();

    withTable(
        table().replace(OWN, output),
        () -> {
          var appeal = resident("Зверево").writes("Нет талонов", MONDAY);

          assertThat(whoAnswers(appeal)).isEqualTo("ministry-61");
          assertThat(groupOfTask(appeal)).isEqualTo("ministry-61");
          assertThat(saidAbout(appeal)).hasSize(1);
          assertThat(historyOf(appeal))
              .anyMatch(line -> line.contains(history) && line.contains("Министерство"));
        });
  }

  @Test
  void no_matching_rule_leads_to_the_ministry() throws IOException {
    withTable(
        table().replace("<text>not(null)</text>", "<text>\"nowhere\"</text>"),
        () ->
            assertThat(whoAnswers(resident("Зверево").writes("Нет талонов", MONDAY)))
                .isEqualTo("ministry-61"));
  }

  @ParameterizedTest
  @CsvSource({"UNIQUE", "RULE ORDER", "COLLECT", "ANY"})
  void several_rules_at_once_lead_to_the_ministry(String hitPolicy) throws IOException {
    withTable(
        table().replace("hitPolicy=\"FIRST\"", "hitPolicy=\"" + hitPolicy + "\""),
        () ->
            assertThat(whoAnswers(resident("Зверево").writes("Очередь на МРТ", MONDAY)))
                .isEqualTo("ministry-61"));
  }

  private void somebodyRetiredAndSomebodyAbroad() {
    jdbc.sql("insert into region values ('96', 'Дальняя область') on conflict do nothing").update();
    jdbc.sql(
            """
            insert into organisation (id, region_code, kind, name, active) values
              ('org-retired', '61', 'RESPONDER', 'Закрытая больница', false),
              ('org-abroad', '96', 'RESPONDER', 'Дальняя больница', true)
            on conflict do nothing
            """)
        .update();
  }

  private static String table() throws IOException {
    String table = Files.readString(Path.of("processes/routing.dmn"));
    assertThat(table).contains(OWN, "hitPolicy=\"FIRST\"");
    return table;
  }

  /** A manager deploys another table; afterwards the shipped one counts again. */
  private void withTable(String table, Runnable test) {
    var deployed = repository.createDeployment().addString("routing.dmn", table).deploy();
    try {
      test.run();
    } finally {
      repository.deleteDeployment(deployed.getId(), true);
    }
  }

  private String whoAnswers(AppealNumber appeal) {
    return jdbc.sql("select organisation_id from appeal where number = ?")
        .param(appeal.value())
        .query(String.class)
        .single();
  }

  private String groupOfTask(AppealNumber appeal) {
    return tasks
        .getIdentityLinksForTask(task("AnswerResident", appeal).getId())
        .get(0)
        .getGroupId();
  }
}
