package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Conversation;

/** Who works somewhere no longer sees nothing there any more, and leaves nothing lying about. */
class LeavingTest extends WorkplaceTest {

  private static final String NOVIKOVA = "novikova";
  private static final String PASSWORD = "Сосна-и-берег-17";
  private static final String HERE = "org-kuybyshevsky";
  private static final String ELSEWHERE = "org-neklinovsky";
  private static final String PAGE = "/accounts/" + NOVIKOVA;

  @Autowired IdentityService identity;
  @Autowired AccountStates states;
  @Autowired Conversation conversation;

  @BeforeEach
  void she_works_here() {
    states.activate(NOVIKOVA, "admin");
    var user = identity.newUser(NOVIKOVA);
    user.setFirstName("Нина");
    user.setLastName("Новикова");
    user.setPassword(PASSWORD);
    identity.saveUser(user);
    identity.createMembership(NOVIKOVA, HERE);
  }

  /** Other tests count the accounts of the sandbox. */
  @AfterEach
  void she_was_never_here() {
    identity.deleteUser(NOVIKOVA);
  }

  @Test
  void who_goes_to_another_organisation_gives_her_tasks_back_and_sees_them_no_more() {
    var appeal = appeal("kuybyshevsky", "Нет талонов к терапевту");
    var task = taskOf(appeal);
    var novikova = anybody().logsIn(NOVIKOVA, PASSWORD);
    takes(novikova, task);
    assertThat(assigneeOf(task)).isEqualTo(NOVIKOVA);

    operator("admin").submit(PAGE, PAGE + "/groups", Map.of("group", ELSEWHERE));

    assertThat(assigneeOf(task)).isNull();
    assertThat(historyOf(appeal))
        .endsWith(
            "Нина Новикова здесь больше не работает,"
                + " задача «Ответить жителю» снова в общем списке");
    seesNothingOf(task, novikova);
    assertThat(operator("kuybyshevsky").get(pathOf(task)).statusCode()).isEqualTo(200);
  }

  @Test
  void what_she_once_had_and_gave_back_is_closed_to_her_too_whichever_way_she_left() {
    var task = taskOf(appeal("kuybyshevsky", "Нет талонов к терапевту"));
    var novikova = anybody().logsIn(NOVIKOVA, PASSWORD);
    takes(novikova, task);
    tasks.setAssignee(task.getId(), null);

    identity.deleteMembership(NOVIKOVA, HERE);

    seesNothingOf(task, novikova);
  }

  @Test
  void what_is_of_an_organisation_she_stays_in_stays_with_her() {
    var task = taskOf(appeal("kuybyshevsky", "Нет талонов к терапевту"));
    takes(anybody().logsIn(NOVIKOVA, PASSWORD), task);

    var admin = operator("admin");
    admin.submit(PAGE, PAGE + "/groups", Map.of("group", HERE));

    assertThat(admin.get(PAGE).body()).contains("Сохранено.");
    assertThat(assigneeOf(task)).isEqualTo(NOVIKOVA);
  }

  @Test
  void whose_account_is_taken_out_of_use_gives_everything_back() {
    var appeal = appeal("kuybyshevsky", "Нет талонов к терапевту");
    var task = taskOf(appeal);
    takes(anybody().logsIn(NOVIKOVA, PASSWORD), task);

    operator("admin").submit(PAGE, PAGE + "/deactivation", Map.of());

    assertThat(assigneeOf(task)).isNull();
    assertThat(historyOf(appeal)).last().asString().contains("Новикова здесь больше не работает");
  }

  @Test
  void who_is_deleted_in_admin_gives_everything_back() {
    var appeal = appeal("kuybyshevsky", "Нет талонов к терапевту");
    var task = taskOf(appeal);
    takes(anybody().logsIn(NOVIKOVA, PASSWORD), task);

    assertThat(inAdmin("/user/" + NOVIKOVA)).isEqualTo(204);

    assertThat(assigneeOf(task)).isNull();
    assertThat(historyOf(appeal)).last().asString().startsWith("Нина Новикова здесь больше не");
  }

  @Test
  void who_is_taken_out_of_a_group_in_admin_gives_its_tasks_back_and_keeps_the_others() {
    identity.createMembership(NOVIKOVA, ELSEWHERE);
    var here = taskOf(appeal("kuybyshevsky", "Нет талонов к терапевту"));
    var elsewhere = taskOf(appeal("neklinovsky", "Нет талонов к терапевту"));
    var novikova = anybody().logsIn(NOVIKOVA, PASSWORD);
    takes(novikova, here);
    takes(novikova, elsewhere);

    assertThat(inAdmin("/group/" + HERE + "/members/" + NOVIKOVA)).isEqualTo(204);

    assertThat(assigneeOf(here)).isNull();
    assertThat(assigneeOf(elsewhere)).isEqualTo(NOVIKOVA);
  }

  /** Removes something as Camunda's Admin does. */
  private int inAdmin(String what) {
    var admin = operator("admin");
    admin.get("/camunda/app/admin/default/");
    return admin.toWebapp("DELETE", "/camunda/api/engine/engine/default" + what, "").statusCode();
  }

  private void seesNothingOf(Task task, Visitor visitor) {
    assertThat(visitor.get(pathOf(task)).statusCode()).isEqualTo(404);
    assertThat(visitor.put(pathOf(task) + "/draft", Map.of("text", "Ещё я")).statusCode())
        .isEqualTo(404);
    assertThat(anybody().getAs(NOVIKOVA, PASSWORD, "/engine-rest/task").body())
        .doesNotContain(task.getId());
    assertThat(
            anybody()
                .postAs(
                    NOVIKOVA,
                    PASSWORD,
                    "/engine-rest/task/" + task.getId() + "/complete",
                    Map.of("variables", Map.of("outcome", Map.of("value", "notAnAppeal"))))
                .statusCode())
        .isGreaterThanOrEqualTo(400);
    assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
  }

  private static void takes(Visitor visitor, Task task) {
    assertThat(visitor.put(pathOf(task) + "/draft", Map.of("text", "Пишу")).statusCode())
        .isEqualTo(200);
  }

  private static String pathOf(Task task) {
    return "/workplace/tasks/" + task.getId();
  }

  private @Nullable String assigneeOf(Task task) {
    return tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee();
  }

  private List<String> historyOf(Appeal appeal) {
    return conversation.historyOf(appeal.number()).stream().map(Conversation.Event::line).toList();
  }
}
