package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Decisions;

class DraftTest extends WorkplaceTest {

  @Autowired HistoryService history;
  @Autowired Decisions decisions;

  @Test
  void personal_data_is_refused_for_the_group_with_the_places_and_taken_for_the_private_chat() {
    var appeal = appeal("azov", "Мой номер 8 918 123-45-67, нет записи");
    String task = "/workplace/tasks/" + taskOf(appeal).getId();
    var operator = operator("azov");
    var seen = Visitor.json(operator.get(task)).get("discretion");
    assertThat(seen.get("inPrivate").asBoolean()).as("as it is safe").isTrue();
    assertThat(seen.at("/found/0/reason").asText()).isEqualTo("телефон");

    String text = "Перезвоним на 8-918-123-45-67.";
    var refused =
        operator.put(
            task + "/draft", Map.of("text", text, "outcome", "answer", "inPrivate", false));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Visitor.json(refused).get("detail").asText())
        .contains("Ответьте в личный чат")
        .doesNotContain("918");
    assertThat(Visitor.json(refused).at("/personal/0/quote").asText()).isEqualTo("8-918-123-45-67");
    assertThat(Visitor.json(operator.get(task)).at("/discretion/inPrivate").asBoolean())
        .as("the choice is kept with the draft")
        .isFalse();
    assertThat(
            operator
                .put(task + "/draft", Map.of("text", text, "outcome", "answer", "inPrivate", true))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void the_form_is_told_all_it_shows() {
    var appeal = appeal("taganrog", "Нет талонов к терапевту");
    var view = Visitor.json(operator("taganrog").get(task(appeal)));

    assertThat(view.get("number").asText()).isEqualTo(appeal.number().value());
    assertThat(view.get("municipality").asText()).isEqualTo("Таганрог");
    assertThat(view.get("category").asText()).isEqualTo("Запись к терапевту, педиатру");
    assertThat(view.get("limit").get("words").asText()).matches("\\d\\d:\\d\\d, \\p{L}+, .*");
    assertThat(view.at("/conversation/0/author").asText()).isEqualTo("RESIDENT");
    assertThat(view.at("/conversation/0/name").asText()).isEqualTo("Вера Петровна");
    assertThat(view.at("/conversation/0/text").asText()).isEqualTo("Нет талонов к терапевту");
    assertThat(view.at("/conversation/1/author").asText()).isEqualTo("BOT");
    assertThat(view.get("outcomes").findValuesAsText("value"))
        .contains("answer", "clarify", "redirect");
    assertThat(view.get("organisations").findValuesAsText("id"))
        .contains("org-azov")
        .doesNotContain("ministry-61");
    assertThat(view.get("draft").asText()).isEmpty();
    assertThat(view.get("takenBy").isNull()).isTrue();
  }

  @Test
  void an_answer_reaches_the_resident_and_never_becomes_a_variable() {
    var appeal = appeal("azov", "Нет талонов");
    var task = taskOf(appeal);
    var azov = operator("azov");
    azov.get("/camunda/app/tasklist/default/");

    assertThat(
            azov.put(
                    task(appeal) + "/draft", Map.of("text", "Талоны добавили", "outcome", "answer"))
                .statusCode())
        .isEqualTo(200);
    var done =
        azov.toWebapp(
            "POST",
            "/camunda/api/engine/engine/default/task/" + task.getId() + "/submit-form",
            Map.of("variables", Map.of("outcome", Map.of("value", "answer", "type", "String"))));

    assertThat(done.statusCode()).isEqualTo(204);
    assertThat(
            jdbc.sql(
                    "select body ->> 'text' from outbox where appeal_number = ? and dedupe_key = ?")
                .params(appeal.number().value(), "answer:" + task.getId())
                .query(String.class)
                .single())
        .contains("Талоны добавили");
    assertThat(
            history.createHistoricVariableInstanceQuery().list().stream()
                .map(variable -> String.valueOf(variable.getValue())))
        .noneMatch(value -> value.contains("Талоны") || value.contains("Нет талонов"));
  }

  @Test
  void an_empty_or_too_long_text_is_refused_in_words_and_kept() {
    var appeal = appeal("azov", "Нет талонов");
    var azov = operator("azov");

    var empty = azov.put(task(appeal) + "/draft", Map.of("text", " \n", "outcome", "answer"));
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(Visitor.json(empty).get("detail").asText()).contains("пустое сообщение");

    String tooLong = "я".repeat(4097);
    var refused = azov.put(task(appeal) + "/draft", Map.of("text", tooLong, "outcome", "answer"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Visitor.json(refused).get("detail").asText()).contains("4097", "4096");
    assertThat(Visitor.json(azov.get(task(appeal))).get("draft").asText()).isEqualTo(tooLong);

    String longest = "я".repeat(4096);
    assertThat(
            azov.put(task(appeal) + "/draft", Map.of("text", longest, "outcome", "answer"))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            azov.put(task(appeal) + "/draft", Map.of("text", "", "outcome", "notAnAppeal"))
                .statusCode())
        .as("an outcome without words")
        .isEqualTo(200);
  }

  @Test
  void what_the_model_does_not_offer_is_refused() {
    var appeal = appeal("azov", "Нет талонов");
    var azov = operator("azov");
    azov.get("/camunda/app/tasklist/default/");

    assertThat(
            azov.put(task(appeal) + "/draft", Map.of("text", "x", "outcome", "sleep")).statusCode())
        .isEqualTo(422);
    assertThat(
            azov.toWebapp(
                    "POST",
                    "/camunda/api/engine/engine/default/task/"
                        + taskOf(appeal).getId()
                        + "/submit-form",
                    Map.of("variables", Map.of()))
                .statusCode())
        .as("Tasklist's own button")
        .isGreaterThanOrEqualTo(400);
    assertThat(taskOf(appeal)).isNotNull();
  }

  @Test
  void a_text_for_a_task_that_somebody_has_finished_is_kept_and_said_so() {
    var appeal = appeal("azov", "Нет талонов");
    var task = taskOf(appeal);
    String path = task(appeal);
    decisions.saveDraft(appeal.number(), "medchat", "Ответил коллега");
    tasks.complete(task.getId(), Map.of("outcome", "answer"));
    var azov = operator("azov");

    var late = azov.put(path + "/draft", Map.of("text", "Мой ответ", "outcome", "answer"));

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(Visitor.json(late).get("detail").asText()).contains("Ваш текст сохранён");
    assertThat(decisions.draftOf(appeal.number(), "azov")).contains("Мой ответ");
    assertThat(azov.get(path).statusCode()).isEqualTo(410);
    assertThat(operator("taganrog").get(path).statusCode()).isEqualTo(404);
    assertThat(operator("taganrog").put(path + "/draft", Map.of("text", "x")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void who_finished_the_task_is_named() {
    var appeal = appeal("azov", "Нет талонов");
    String path = task(appeal);
    var azov = operator("azov");
    azov.get("/camunda/app/tasklist/default/");
    azov.put(path + "/draft", Map.of("text", "", "outcome", "notAnAppeal"));
    azov.toWebapp(
        "POST",
        "/camunda/api/engine/engine/default/task/"
            + path.substring(path.lastIndexOf('/') + 1)
            + "/submit-form",
        Map.of("variables", Map.of("outcome", Map.of("value", "notAnAppeal", "type", "String"))));

    assertThat(Visitor.json(azov.get(path)).get("detail").asText())
        .matches("Эту задачу уже завершил\\(а\\) Оператор \\(Азов\\) в \\d\\d:\\d\\d\\.");
  }

  @Test
  void two_operators_in_one_task_are_told_of_each_other() {
    var appeal = appeal("azov", "Нет талонов");
    var azov = operator("azov");
    var admin = operator("admin");

    assertThat(azov.put(task(appeal) + "/draft", Map.of("text", "Пишу")).statusCode())
        .isEqualTo(200);
    assertThat(taskOf(appeal).getAssignee()).isEqualTo("azov");

    var writing = admin.put(task(appeal) + "/draft", Map.of("text", "И я"));
    assertThat(Visitor.json(writing).get("takenBy").asText()).isEqualTo("Оператор (Азов)");
    var deciding = admin.put(task(appeal) + "/draft", Map.of("text", "И я", "outcome", "answer"));
    assertThat(deciding.statusCode()).isEqualTo(409);
    assertThat(Visitor.json(deciding).get("taken").asBoolean()).isTrue();
    assertThat(Visitor.json(azov.get(task(appeal))).get("draft").asText()).isEqualTo("Пишу");

    var over = new HashMap<String, Object>(Map.of("text", "И я", "takeOver", true));
    assertThat(admin.put(task(appeal) + "/draft", over).statusCode()).isEqualTo(200);
    assertThat(Visitor.json(azov.get(task(appeal))).get("takenBy").asText())
        .isEqualTo("Администратор Медчат");
  }

  @Test
  void looking_at_a_task_does_not_take_it() {
    var appeal = appeal("azov", "Нет талонов");

    operator("azov").get(task(appeal));
    operator("azov").put(task(appeal) + "/draft", Map.of("text", ""));

    assertThat(taskOf(appeal).getAssignee()).isNull();
  }

  private String task(Appeal appeal) {
    return "/workplace/tasks/" + taskOf(appeal).getId();
  }
}
