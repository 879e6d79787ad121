package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Categories;

/** Answers to begin with: who keeps them, and what an operator gets of them. */
class TemplatesTest extends WorkplaceTest {

  @Autowired Categories categories;
  @Autowired IdentityService identity;

  @Test
  void a_template_comes_filled_in_and_that_of_the_category_first() {
    var gukovo = operator("gukovo");
    save(gukovo, "org-gukovo", "APPT_GP", "Наши талоны", "{resident}, {number}: {organisation}");
    save(gukovo, "org-gukovo", "", "Наше общее", "До {until}, {municipality}, {category}");
    var appeal = appeal("gukovo", "Нет талонов к терапевту");

    var ready = Visitor.json(gukovo.get(path(appeal)));

    assertThat(ready.findValuesAsText("title"))
        .startsWith("Наши талоны", "Нет талонов: как записаться", "Наше общее");
    assertThat(ready.at("/0/text").asText())
        .isEqualTo(
            "Вера Петровна, %s: Центральная городская больница, Гуково".formatted(appeal.number()));
    assertThat(ready.at("/0/subject").asText()).isEqualTo("Запись к терапевту, педиатру");
    assertThat(ready.at("/2/text").asText())
        .matches("До \\d\\d:\\d\\d, .+, Гуково, Запись к терапевту, педиатру");
    assertThat(ready.toString()).as("what a shipped one can't know").contains("[телефон]");
    assertThat(ready.findValuesAsText("text")).noneMatch(text -> text.contains("{"));
  }

  @Test
  void only_the_own_organisations_and_the_shared_ones_are_offered() {
    save(operator("gukovo"), "org-gukovo", "", "Только для Гуково", "Здравствуйте!");
    var appeal = appeal("donetsk", "Нет талонов");

    var donetsk = operator("donetsk");
    assertThat(donetsk.get(path(appeal)).body())
        .contains("Уточнить, где и когда")
        .doesNotContain("Только для Гуково");
    assertThat(operator("gukovo").get(path(appeal)).statusCode()).isEqualTo(404);
    assertThat(anybody().get(path(appeal)).statusCode()).isEqualTo(401);
  }

  @Test
  void a_template_knows_what_the_directory_knows() {
    jdbc.sql("update organisation set phone = '+7 86365 0-00-00' where id = 'org-donetsk'")
        .update();
    save(operator("donetsk"), "org-donetsk", "", "Телефон", "Звоните: {phone}, {address}");

    var ready = operator("donetsk").get(path(appeal("donetsk", "Нет талонов")));

    assertThat(Visitor.json(ready).findValuesAsText("text"))
        .contains("Звоните: +7 86365 0-00-00, [адрес]");
  }

  @Test
  void the_chamber_gets_no_name() {
    var appeal = appeal("donetsk", "Нет талонов");
    fires("AnswerLimit", appeal);
    fires("ControlLimit", appeal);

    String ready =
        operator("chamber")
            .get("/workplace/tasks/" + task(appeal, "PublicControl").getId() + "/templates")
            .body();

    assertThat(ready).contains("[имя жителя]").doesNotContain("Вера");
  }

  @Test
  void what_cannot_be_kept_is_refused_in_words_and_shown_again() {
    var gukovo = operator("gukovo");

    assertThat(refused(gukovo, "", "Без скобок", "Здравствуйте, {ФИО}!"))
        .contains("Подстановки {ФИО} нет", "{resident}", "Здравствуйте, {ФИО}!");
    assertThat(refused(gukovo, "", "Половина", "Здравствуйте, {resident!"))
        .contains("Подстановки { нет");
    assertThat(refused(gukovo, "", " ", "Здравствуйте!")).contains("Назовите шаблон коротко");
    assertThat(refused(gukovo, "", "Пусто", " \r\n ")).contains("Напишите текст шаблона");
    assertThat(refused(gukovo, "", "Длинно", "я".repeat(4097))).contains("сейчас 4097");
    assertThat(refused(gukovo, "SLEEP", "Тема", "Здравствуйте!"))
        .contains("Такой темы обращений нет");
    save(gukovo, "org-gukovo", "", "Дважды", "Здравствуйте!");
    assertThat(refused(gukovo, "", "Дважды", "И снова")).contains("уже есть");
    assertThat(titles("org-gukovo")).doesNotContain("Половина", "Пусто", "Длинно", "Тема");
  }

  @Test
  void a_template_is_changed_and_deleted_by_its_own_people_only() {
    var gukovo = operator("gukovo");
    save(gukovo, "org-gukovo", "", "Прежний", "Здравствуйте!");
    String id = idOf("Прежний");
    var donetsk = operator("donetsk");

    for (String organisation : List.of("org-gukovo", "org-donetsk", "")) {
      var change = fields(organisation, "", "Чужой", "x", id);
      assertThat(donetsk.submit("/templates", "/templates", change).statusCode())
          .as("change of " + organisation)
          .isEqualTo(403);
      assertThat(
              donetsk
                  .submit(
                      "/templates",
                      "/templates/" + id + "/deletion",
                      Map.of("organisation", organisation))
                  .statusCode())
          .as("deletion of " + organisation)
          .isEqualTo(403);
    }
    assertThat(donetsk.get("/templates?organisation=org-gukovo").statusCode()).isEqualTo(403);
    assertThat(donetsk.postForm("/templates", fields("org-donetsk", "", "Ж", "x", "")).statusCode())
        .as("without the page's token")
        .isEqualTo(403);
    assertThat(anybody().get("/templates").statusCode()).isEqualTo(302);

    gukovo.submit("/templates", "/templates", fields("org-gukovo", "VACC", "Новый", "Привет", id));
    assertThat(gukovo.get("/templates?organisation=org-gukovo").body()).contains("Сохранено");
    assertThat(titles("org-gukovo")).contains("Новый").doesNotContain("Прежний");
    gukovo.submit(
        "/templates", "/templates/" + id + "/deletion", Map.of("organisation", "org-gukovo"));
    assertThat(gukovo.get("/templates?organisation=org-gukovo").body()).contains("удалён");
    assertThat(titles("org-gukovo")).doesNotContain("Новый");
    assertThat(refused(gukovo, "VACC", "Поздно", "Привет", id)).contains("уже удалили");
  }

  @Test
  void managers_and_administrators_keep_those_for_all() {
    save(operator("admin"), "", "", "Для всех от администратора", "Здравствуйте!");
    save(operator("manager"), "", "", "Для всех от методиста", "Здравствуйте!");
    save(operator("manager"), "org-gukovo", "", "Гуково от методиста", "Здравствуйте!");

    assertThat(operator("gukovo").get("/templates").body())
        .contains("Для всех от администратора", "Для всех от методиста", "Гуково от методиста");
  }

  @Test
  void the_shipped_ones_are_about_categories_there_are() {
    assertThat(
            jdbc.sql("select distinct category from answer_template where changed_by = 'medchat'")
                .query((row, n) -> String.valueOf(row.getString(1)))
                .list())
        .hasSizeGreaterThan(5)
        .allMatch(code -> code.equals("null") || categories.find(code).isPresent());
  }

  private void save(Visitor who, String organisation, String category, String title, String text) {
    who.submit(
        "/templates?organisation=" + organisation,
        "/templates",
        fields(organisation, category, title, text, ""));
    assertThat(who.get("/templates?organisation=" + organisation).body()).contains("Сохранено");
  }

  private static String refused(Visitor gukovo, String category, String title, String text) {
    return refused(gukovo, category, title, text, "");
  }

  private static String refused(
      Visitor gukovo, String category, String title, String text, String id) {
    var answer =
        gukovo.submit("/templates", "/templates", fields("org-gukovo", category, title, text, id));
    assertThat(answer.statusCode()).isEqualTo(302);
    return gukovo.get("/templates?organisation=org-gukovo").body();
  }

  private static Map<String, String> fields(
      String organisation, String category, String title, String text, String id) {
    return Map.of(
        "organisation", organisation, "category", category, "title", title, "text", text, "id", id);
  }

  private List<String> titles(String organisation) {
    return jdbc.sql("select title from answer_template where organisation_id = ?")
        .param(organisation)
        .query(String.class)
        .list();
  }

  private String idOf(String title) {
    return jdbc.sql("select id::text from answer_template where title = ?")
        .param(title)
        .query(String.class)
        .single();
  }

  private String path(Appeal appeal) {
    return "/workplace/tasks/" + taskOf(appeal).getId() + "/templates";
  }
}
