package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.camunda.bpm.engine.IdentityService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Conversation;

/** Who may let a message go that sounds like medical advice. */
class HeldTextTest extends WorkplaceTest {

  private static final String ADVICE = "Льготный инсулин поступил, аптека № 2.";

  @Autowired Conversation conversation;
  @Autowired IdentityService identity;
  @Autowired AccountStates states;

  @Test
  void what_sounds_like_advice_is_refused_with_the_places_found() {
    var appeal = appeal("azov", "Где инсулин?");
    var answer = operator("azov").put(task(appeal) + "/draft", draft(ADVICE, "answer"));

    assertThat(answer.statusCode()).isEqualTo(422);
    var problem = Visitor.json(answer);
    assertThat(problem.get("detail").asText())
        .contains("(назван лекарственный препарат)", "отправьте на подтверждение")
        .doesNotContain("инсулин");
    assertThat(problem.at("/findings/0/reason").asText())
        .isEqualTo("Назван лекарственный препарат");
    assertThat(problem.at("/findings/0/kind").asText()).isEqualTo("DRUG");
  }

  @Test
  void a_program_can_not_send_it_either() {
    var appeal = appeal("azov", "Где инсулин?");
    var task = taskOf(appeal);
    operator("azov").put(task(appeal) + "/draft", draft(ADVICE, null));

    var answer =
        anybody()
            .postAs(
                "azov",
                "demo",
                "/engine-rest/task/" + task.getId() + "/complete",
                Map.of("variables", Map.of("outcome", Map.of("value", "clarify"))));

    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(taskOf(appeal)).isNotNull();
    assertThat(sentAbout(appeal)).noneMatch(text -> text.contains("инсулин"));
  }

  @Test
  void a_colleague_confirms_and_exactly_this_text_goes_out_as_its_authors() {
    var appeal = appeal("azov", "Где инсулин?");
    var task = taskOf(appeal);
    var author = operator("azov");
    author.put(task(appeal) + "/draft", draft(ADVICE, "answer"));
    assertThat(hold(author, appeal, ADVICE).statusCode()).isEqualTo(204);
    assertThat(hold(author, appeal, ADVICE).statusCode()).as("twice").isEqualTo(204);

    var due = taskOf(appeal).getDueDate();
    assertThat(due).as("the limit goes on").isNotNull().isEqualTo(task.getDueDate());
    assertThat(taskOf(appeal).getAssignee()).isNull();
    var colleague = operator("azov2");
    var held = heldAt(colleague, appeal);
    assertThat(held.get("text").asText()).isEqualTo(ADVICE);
    assertThat(held.get("mine").asBoolean()).isFalse();
    assertThat(held.get("by").asText()).isEqualTo("Оператор (Азов)");
    assertThat(Visitor.json(colleague.get("/workplace/list?task=" + task.getId())).toString())
        .contains("\"held\":true");

    assertThat(confirm(colleague, appeal, held).statusCode()).isEqualTo(204);

    assertThat(sentAbout(appeal)).filteredOn(text -> text.contains(ADVICE)).hasSize(1);
    assertThat(
            jdbc.sql("select decided_by || ' ' || decided_as from decision where task_id = ?")
                .param(task.getId())
                .query(String.class)
                .single())
        .isEqualTo("azov ORGANISATION");
    assertThat(historyOf(appeal))
        .anyMatch(
            line -> line.contains("ждёт подтверждения коллеги") && line.contains("Оператор (Азов)"))
        .anyMatch(line -> line.contains("Подтверждено") && line.contains("Второй оператор (Азов)"));
    assertThat(confirm(colleague, task.getId(), held).statusCode()).as("again").isEqualTo(410);
  }

  @Test
  void nobody_confirms_a_text_of_their_own_nor_one_of_another_organisation() {
    var appeal = appeal("azov", "Где инсулин?");
    taskOf(appeal);
    var author = operator("azov");
    hold(author, appeal, ADVICE);
    var held = heldAt(author, appeal);

    var own = confirm(author, appeal, held);
    assertThat(own.statusCode()).isEqualTo(409);
    assertThat(Visitor.json(own).get("detail").asText()).contains("другой сотрудник");
    assertThat(confirm(operator("shakhty"), appeal, held).statusCode()).isEqualTo(404);
    assertThat(confirm(operator("admin"), appeal, held).statusCode()).isEqualTo(409);
    assertThat(sentAbout(appeal)).noneMatch(text -> text.contains("инсулин"));
  }

  @Test
  void a_changed_text_has_to_be_read_anew() {
    var appeal = appeal("azov", "Где инсулин?");
    taskOf(appeal);
    var author = operator("azov");
    hold(author, appeal, ADVICE);
    var colleague = operator("azov2");
    var first = heldAt(colleague, appeal);
    assertThat(hold(author, appeal, ADVICE + " По 4 ЕД.").statusCode()).isEqualTo(204);

    var late = confirm(colleague, appeal, first);

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(Visitor.json(late).get("detail").asText()).contains("уже не ждёт");
    var second = heldAt(colleague, appeal);
    assertThat(second.get("text").asText()).endsWith("По 4 ЕД.");
    assertThat(confirm(colleague, appeal, second).statusCode()).isEqualTo(204);
    assertThat(sentAbout(appeal)).filteredOn(text -> text.contains("По 4 ЕД.")).hasSize(1);
  }

  @Test
  void a_text_comes_back_with_a_note_and_goes_out_rewritten_without_anybody() {
    var appeal = appeal("azov", "Где инсулин?");
    var task = taskOf(appeal);
    var author = operator("azov");
    hold(author, appeal, ADVICE);
    var colleague = operator("azov2");
    var held = heldAt(colleague, appeal);
    String back = task(appeal) + "/held/" + held.get("id").asLong() + "/return";
    assertThat(colleague.post(back, Map.of("note", " ")).statusCode()).isEqualTo(409);

    assertThat(colleague.post(back, Map.of("note", "Без названия препарата")).statusCode())
        .isEqualTo(204);

    assertThat(taskOf(appeal).getAssignee()).isEqualTo("azov");
    var returned = heldAt(author, appeal);
    assertThat(returned.get("note").asText()).isEqualTo("Без названия препарата");
    assertThat(returned.get("returnedBy").asText()).isEqualTo("Второй оператор (Азов)");
    var rewritten = author.put(task(appeal) + "/draft", draft("Приходите с паспортом.", "answer"));
    assertThat(rewritten.statusCode()).isEqualTo(200);
    finish("azov", task.getId());
    assertThat(sentAbout(appeal)).anyMatch(text -> text.contains("Приходите с паспортом."));
  }

  @Test
  void of_two_people_at_once_one_wins_and_the_other_gets_words() {
    var appeal = appeal("azov", "Где инсулин?");
    String task = taskOf(appeal).getId();
    hold(operator("azov"), appeal, ADVICE);
    identity.createMembership("shakhty2", "org-azov");
    var readers = List.of(operator("azov2"), operator("shakhty2"));
    var held = heldAt(readers.get(0), appeal);

    var answers =
        readers.stream()
            .map(reader -> CompletableFuture.supplyAsync(() -> confirm(reader, task, held)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    identity.deleteMembership("shakhty2", "org-azov");
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 204).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() != 204)
        .singleElement()
        .satisfies(
            answer -> {
              assertThat(answer.statusCode()).isIn(409, 410);
              assertThat(Visitor.json(answer).get("detail").asText()).containsPattern("уже");
            });
    assertThat(sentAbout(appeal)).filteredOn(text -> text.contains(ADVICE)).hasSize(1);
  }

  @Test
  void where_an_organisation_has_one_person_the_ministry_confirms() {
    identity.deleteMembership("shakhty2", "org-shakhty");
    var appeal = appeal("shakhty", "Где инсулин?");
    taskOf(appeal);
    var author = operator("shakhty");
    var ministry = operator("ministry");
    assertThat(ministry.get(task(appeal)).statusCode()).isEqualTo(404);

    assertThat(hold(author, appeal, ADVICE).statusCode()).isEqualTo(204);

    identity.createMembership("shakhty2", "org-shakhty");
    assertThat(confirm(ministry, appeal, heldAt(ministry, appeal)).statusCode()).isEqualTo(204);
    assertThat(sentAbout(appeal))
        .anyMatch(
            text ->
                text.contains(ADVICE)
                    && text.contains(directory.organisation("org-shakhty").name()));
  }

  @Test
  void who_may_not_log_in_any_more_is_no_second_person() {
    states.deactivate("shakhty2", "admin");
    try {
      var appeal = appeal("shakhty", "Где инсулин?");
      taskOf(appeal);

      assertThat(hold(operator("shakhty"), appeal, ADVICE).statusCode()).isEqualTo(204);

      var ministry = operator("ministry");
      assertThat(confirm(ministry, appeal, heldAt(ministry, appeal)).statusCode()).isEqualTo(204);
    } finally {
      states.activate("shakhty2", "admin");
    }
  }

  @Test
  void a_text_whose_author_has_left_meanwhile_comes_back_to_the_group() {
    var appeal = appeal("azov", "Где инсулин?");
    taskOf(appeal);
    hold(operator("azov"), appeal, ADVICE);
    var colleague = operator("azov2");
    var held = heldAt(colleague, appeal);
    states.deactivate("azov", "admin");
    try {
      var answer =
          colleague.post(
              task(appeal) + "/held/" + held.get("id").asLong() + "/return",
              Map.of("note", "Без названия препарата"));

      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(taskOf(appeal).getAssignee()).isNull();
    } finally {
      states.activate("azov", "admin");
    }
  }

  @Test
  void a_held_text_goes_where_its_author_wanted_it_to_go() {
    var appeal = appeal("azov", "Где инсулин?");
    var author = operator("azov");
    author.put(
        task(appeal) + "/draft", Map.of("text", ADVICE, "outcome", "answer", "inPrivate", true));
    hold(author, appeal, ADVICE);
    var colleague = operator("azov2");
    var held = heldAt(colleague, appeal);
    assertThat(held.get("inPrivate").asBoolean()).isTrue();

    assertThat(confirm(colleague, appeal, held).statusCode()).isEqualTo(204);

    assertThat(
            jdbc.sql(
                    "select chat_id from outbox where appeal_number = ? and body ->> 'text' like ?")
                .params(appeal.number().value(), "%" + ADVICE)
                .query(String.class)
                .list())
        .containsExactly(appeal.residentId());
  }

  @Test
  void a_held_text_is_withdrawn_with_its_task() {
    var appeal = appeal("azov", "Где инсулин?");
    taskOf(appeal);
    hold(operator("azov"), appeal, ADVICE);
    String held = taskOf(appeal).getId();
    fires("AnswerLimit", appeal);
    String control = task(appeal, "TakeUnderControl").getId();
    operator("ministry")
        .put("/workplace/tasks/" + control + "/draft", draft("Аптека открыта.", "answer"));

    finish("ministry", control);

    assertThat(
            jdbc.sql("select state from held_text where task_id = ?")
                .param(held)
                .query(String.class)
                .single())
        .isEqualTo("WITHDRAWN");
    assertThat(historyOf(appeal)).anyMatch(line -> line.contains("снят вместе с задачей"));
    assertThat(sentAbout(appeal)).noneMatch(text -> text.contains("инсулин"));
  }

  private HttpResponse<String> hold(Visitor author, Appeal appeal, String text) {
    return author.post(task(appeal) + "/held", draft(text, "answer"));
  }

  private HttpResponse<String> confirm(Visitor reader, Appeal appeal, JsonNode held) {
    return confirm(reader, taskOf(appeal).getId(), held);
  }

  private static HttpResponse<String> confirm(Visitor reader, String task, JsonNode held) {
    return reader.post(
        "/workplace/tasks/" + task + "/held/" + held.get("id").asLong() + "/confirmation",
        Map.of());
  }

  private JsonNode heldAt(Visitor reader, Appeal appeal) {
    return Visitor.json(reader.get(task(appeal))).get("held");
  }

  private void finish(String user, String task) {
    var done =
        anybody()
            .postAs(
                user,
                "demo",
                "/engine-rest/task/" + task + "/complete",
                Map.of("variables", Map.of("outcome", Map.of("value", "answer"))));
    assertThat(done.statusCode()).isEqualTo(204);
  }

  private static Map<String, String> draft(String text, @Nullable String outcome) {
    return outcome == null ? Map.of("text", text) : Map.of("text", text, "outcome", outcome);
  }

  private List<String> sentAbout(Appeal appeal) {
    return jdbc.sql("select body ->> 'text' from outbox where appeal_number = ? order by id")
        .param(appeal.number().value())
        .query(String.class)
        .list();
  }

  private List<String> historyOf(Appeal appeal) {
    return conversation.historyOf(appeal.number()).stream().map(Conversation.Event::line).toList();
  }

  private String task(Appeal appeal) {
    return "/workplace/tasks/" + taskOf(appeal).getId();
  }
}
