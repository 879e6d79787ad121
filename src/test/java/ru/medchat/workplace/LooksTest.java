package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import ru.medchat.appeal.Appeal;

/** Whoever looks at an appeal from outside its organisation is in the audit. */
class LooksTest extends WorkplaceTest {

  @Autowired IdentityService identity;

  @AfterEach
  void the_auditor_leaves() {
    identity.deleteUser("auditor");
  }

  @Test
  void the_ministry_that_opens_a_form_is_noted_once_and_the_own_organisation_never() {
    var appeal = appeal("tselinsky", "Не дозвониться");
    String own = taskOf(appeal).getId();
    fires("AnswerLimit", appeal);
    String control = task(appeal, "TakeUnderControl").getId();

    operator("tselinsky").get("/workplace/tasks/" + own);
    operator("tselinsky").get("/workplace/list?task=" + own);
    assertThat(looksAt(appeal)).isEmpty();

    var ministry = operator("ministry");
    ministry.get("/workplace/tasks/" + control);
    ministry.get("/workplace/tasks/" + control);
    ministry.get("/workplace/list?task=" + control);

    assertThat(looksAt(appeal))
        .containsExactly("ministry министерство FORM", "ministry министерство LIST");
  }

  @Test
  void an_administrator_is_noted_wherever_the_engine_shows_something_of_an_appeal() {
    var appeal = appeal("tselinsky", "Нет талонов");
    var task = taskOf(appeal);

    anybody().getAs("admin", "demo", "/engine-rest/task/" + task.getId());
    assertThat(looksAt(appeal)).containsExactly("admin администратор ENGINE");

    operator("admin").get("/workplace/tasks/" + task.getId());
    var page = operator("admin").get("/looks?appeal=" + appeal.number()).body();
    assertThat(page).contains("№ " + appeal.number(), "форма обращения", "движок", "Администратор");
  }

  @Test
  void the_ministry_that_only_says_what_an_appeal_is_about_has_seen_it_as_well() {
    var appeal = appeal("tselinsky", "Нет мест в стационаре");
    fires("AnswerLimit", appeal);
    String control = task(appeal, "TakeUnderControl").getId();

    var answer =
        operator("ministry")
            .put("/workplace/tasks/" + control + "/category", Map.of("category", "DIAG"));

    assertThat(answer.body()).contains("Нет мест в стационаре");
    assertThat(looksAt(appeal)).containsExactly("ministry министерство FORM");
  }

  @Test
  void an_administrator_who_reads_what_was_not_taken_in_is_noted() {
    var before = looksAtUndelivered();

    operator("azov").get("/undelivered");
    assertThat(looksAtUndelivered()).isEqualTo(before);

    administrator("auditor", "Глядит-в-оба-2026");
    var auditor = anybody().logsIn("auditor", "Глядит-в-оба-2026");
    assertThat(auditor.get("/undelivered").statusCode()).isEqualTo(200);
    assertThat(looksAtUndelivered()).contains("auditor администратор").hasSize(before.size() + 1);
    assertThat(operator("admin").get("/looks").body()).contains("не принятое и не доставленное");
  }

  @Test
  void what_is_in_the_audit_stays_as_it_is() {
    var appeal = appeal("tselinsky", "Нет лекарства");
    operator("admin").get("/workplace/tasks/" + taskOf(appeal).getId());

    for (String change :
        List.of("update look set user_id = 'x'", "delete from look", "truncate look")) {
      assertThatThrownBy(() -> jdbc.sql(change).update())
          .as(change)
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("stays as it is");
    }
    assertThat(looksAt(appeal)).hasSize(1);
  }

  @Test
  void what_cant_be_noted_is_not_shown() {
    var appeal = appeal("tselinsky", "Секретные слова");
    String task = taskOf(appeal).getId();
    var admin = operator("admin");

    jdbc.sql("alter table look rename to look_away").update();
    try {
      assertThat(admin.get("/workplace/tasks/" + task))
          .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(500))
          .satisfies(answer -> assertThat(answer.body()).doesNotContain("Секретные"));
      assertThat(anybody().getAs("admin", "demo", "/engine-rest/task/" + task).statusCode())
          .isEqualTo(500);
      assertThat(operator("tselinsky").get("/workplace/tasks/none").statusCode()).isEqualTo(404);
    } finally {
      jdbc.sql("alter table look_away rename to look").update();
    }
  }

  private void administrator(String id, String password) {
    var user = identity.newUser(id);
    user.setPassword(password);
    identity.saveUser(user);
    identity.createMembership(id, Role.ADMINISTRATORS);
  }

  private List<String> looksAtUndelivered() {
    return jdbc.sql(
            "select user_id || ' ' || roles from look where way = 'UNDELIVERED' order by id")
        .query(String.class)
        .list();
  }

  private List<String> looksAt(Appeal appeal) {
    return jdbc.sql(
            """
            select user_id || ' ' || roles || ' ' || way from look
             where appeal_number = ? order by id
            """)
        .param(appeal.number().value())
        .query(String.class)
        .list();
  }
}
