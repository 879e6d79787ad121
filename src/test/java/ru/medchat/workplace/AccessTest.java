package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import ru.medchat.channel.Attachment;

class AccessTest extends WorkplaceTest {

  @Test
  void the_engine_is_closed_to_whoever_has_not_logged_in() {
    assertThat(anybody().get("/engine-rest/task").statusCode()).isEqualTo(401);
    assertThat(anybody().get("/engine-rest/engine/default/task").statusCode()).isEqualTo(401);
    assertThat(anybody().getAs("gukovo", "wrong", "/engine-rest/task").statusCode()).isEqualTo(401);
  }

  @Test
  void a_session_is_no_key_to_the_engine() {
    assertThat(operator("azov").get("/engine-rest/task").statusCode()).isEqualTo(401);
  }

  @Test
  void other_peoples_pages_cant_use_a_password_the_browser_knows() {
    var secret = Map.of("Authorization", Visitor.basic("azov", "demo"));
    var fromElsewhere = new HashMap<>(secret);
    fromElsewhere.put("Sec-Fetch-Site", "cross-site");

    assertThat(anybody().get("/engine-rest/task", secret).statusCode()).isEqualTo(200);
    assertThat(anybody().get("/engine-rest/task", fromElsewhere).statusCode()).isEqualTo(403);
  }

  @Test
  void the_engine_shows_only_the_tasks_of_the_own_organisation() {
    var azov = taskOf(appeal("azov", "Не дозвониться до регистратуры"));
    var taganrog = taskOf(appeal("taganrog", "Нет талонов к терапевту"));

    var seen = anybody().getAs("azov", "demo", "/engine-rest/task").body();

    assertThat(seen).contains(azov.getId()).doesNotContain(taganrog.getId());
    assertThat(anybody().getAs("admin", "demo", "/engine-rest/task").body())
        .contains(azov.getId(), taganrog.getId());
  }

  @Test
  void an_operator_of_azov_sees_nothing_of_an_appeal_of_taganrog() {
    var appeal = appeal("taganrog", "Нет талонов к терапевту");
    var task = taskOf(appeal).getId();
    long file = storedFile(appeal, new byte[] {1, 2, 3}, "image/png", "talon.png");
    var azov = operator("azov");

    assertThat(azov.get("/workplace/tasks/" + task).statusCode()).isEqualTo(404);
    assertThat(azov.get("/workplace/tasks/" + task + "/files/" + file).statusCode()).isEqualTo(404);
    assertThat(
            azov.put("/workplace/tasks/" + task + "/draft", Map.of("text", "я тут")).statusCode())
        .isEqualTo(404);
    assertThat(azov.get("/camunda/api/engine/engine/default/task/" + task).statusCode())
        .isIn(403, 404);
    for (String path :
        new String[] {
          "", "/variables", "/form-variables", "/form", "/identity-links", "/comment"
        }) {
      var answer = anybody().getAs("azov", "demo", "/engine-rest/task/" + task + path);
      assertThat(answer.statusCode() >= 400 || answer.body().equals("[]")).as(path).isTrue();
    }
    for (String path :
        new String[] {
          "/variable-instance",
          "/process-instance",
          "/history/variable-instance",
          "/history/process-instance"
        }) {
      assertThat(anybody().getAs("azov", "demo", "/engine-rest" + path).statusCode())
          .as(path)
          .isEqualTo(403);
    }
  }

  @Test
  void whether_a_task_exists_stays_unsaid() {
    var task = taskOf(appeal("taganrog", "Нет талонов")).getId();

    var foreign = Visitor.json(operator("azov").get("/workplace/tasks/" + task));
    var missing = Visitor.json(operator("azov").get("/workplace/tasks/none"));

    assertThat(foreign.get("detail").asText()).isEqualTo("Задача не найдена: " + task);
    assertThat(missing.get("detail").asText()).isEqualTo("Задача не найдена: none");
  }

  @Test
  void a_file_is_given_only_with_the_appeal_it_belongs_to() {
    var appeal = appeal("azov", "Вот справка");
    var other = appeal("azov", "Другое");
    long photo = storedFile(appeal, new byte[] {1, 2, 3}, "image/png", "справка.png");
    long page = storedFile(appeal, new byte[] {4, 5}, "text/html", "a.html");
    var azov = operator("azov");

    var shown =
        azov.getBytes("/workplace/tasks/%s/files/%d".formatted(taskOf(appeal).getId(), photo));
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).containsExactly(1, 2, 3);
    assertThat(shown.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(shown.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("inline");
    assertThat(shown.headers().firstValue("X-Content-Type-Options")).contains("nosniff");

    var saved = azov.get("/workplace/tasks/%s/files/%d".formatted(taskOf(appeal).getId(), page));
    assertThat(saved.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment");

    assertThat(
            azov.get("/workplace/tasks/%s/files/%d".formatted(taskOf(other).getId(), photo))
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_file_that_has_not_come_yet_is_not_there() {
    var appeal =
        appeal(
            "azov",
            "Фото",
            new Attachment(Attachment.Kind.PHOTO, "f-late", "f-late", null, null, null));
    var task = taskOf(appeal).getId();
    var azov = operator("azov");
    var file = Visitor.json(azov.get("/workplace/tasks/" + task)).at("/conversation/0/files/0");

    assertThat(file.get("state").asText()).isEqualTo("EXPECTED");
    assertThat(azov.get(file.get("url").asText()).statusCode()).isEqualTo(404);
  }

  @Test
  void pages_lead_to_the_login_and_scripts_hear_that_it_is_needed() {
    var tasklist = anybody().get("/camunda/app/tasklist/default/");
    assertThat(tasklist.statusCode()).isEqualTo(302);
    assertThat(Visitor.location(tasklist)).endsWith("/login");
    for (String path :
        new String[] {
          "/camunda/api/engine/engine/default/task",
          "/camunda/api/admin/auth/user/default",
          "/workplace/tasks/1",
          "/forms/appeal.html",
          "/actuator/env"
        }) {
      assertThat(anybody().get(path).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(anybody().get("/workplace/tasks/1").headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
  }

  @Test
  void the_webapps_know_who_has_logged_in() {
    var azov = operator("azov");

    assertThat(azov.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
    assertThat(azov.get("/camunda/api/admin/auth/user/default").body())
        .contains("\"userId\":\"azov\"")
        .contains("tasklist")
        .doesNotContain("cockpit");
    var admin = operator("admin");
    admin.get("/camunda/app/cockpit/default/");
    assertThat(admin.get("/camunda/api/admin/auth/user/default").body())
        .contains("cockpit", "admin");
  }

  @Test
  void a_page_of_the_webapps_may_run_its_scripts_however_many_ask_at_once() throws Exception {
    var operator = operator("azov");
    var nonce = Pattern.compile("nonce[-=]\"?([^'\" ]+)");
    Callable<HttpResponse<String>> look = () -> operator.get("/camunda/app/tasklist/default/");
    var clinics = Executors.newFixedThreadPool(8);
    try {
      var pages = clinics.invokeAll(Collections.nCopies(200, look));
      for (var page : pages) {
        var headers = page.get().headers();
        var policy = nonce.matcher(headers.firstValue("Content-Security-Policy").orElseThrow());
        assertThat(policy.find()).isTrue();
        assertThat(nonce.matcher(page.get().body()).results().map(found -> found.group(1)))
            .hasSizeGreaterThan(2)
            .containsOnly(policy.group(1));
      }
    } finally {
      clinics.shutdownNow();
    }
  }

  @Test
  void leaving_tasklist_ends_the_session() {
    var azov = operator("azov");
    azov.get("/camunda/app/tasklist/default/");

    var left = azov.toWebapp("POST", "/camunda/api/admin/auth/user/default/logout", Map.of());

    assertThat(left.statusCode()).isEqualTo(204);
    assertThat(azov.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(302);
    assertThat(azov.get("/workplace/tasks/1").statusCode()).isEqualTo(401);
  }

  @Test
  void nothing_is_changed_without_our_token() {
    var task = taskOf(appeal("azov", "Нет талонов")).getId();

    var answer =
        operator("azov")
            .putWithoutToken("/workplace/tasks/" + task + "/draft", Map.of("text", "x"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Visitor.json(answer).get("detail").asText()).contains("Обновите страницу");
  }

  @Test
  void operators_cant_move_their_limits() {
    var task = taskOf(appeal("azov", "Нет талонов"));
    var azov = operator("azov");
    azov.get("/camunda/app/tasklist/default/");

    var answer =
        azov.toWebapp(
            "PUT",
            "/camunda/api/engine/engine/default/task/" + task.getId(),
            Map.of("name", "x", "due", "2036-01-01T00:00:00.000+0000"));

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void health_is_open_and_the_rest_of_the_actuator_closed() {
    for (String path : new String[] {"", "/liveness", "/readiness"}) {
      assertThat(anybody().get("/actuator/health" + path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(operator("admin").get("/actuator/env").statusCode()).isEqualTo(403);
  }

  @Test
  void forms_come_fresh_from_the_managers_folder() {
    var form = operator("azov").get("/forms/appeal.html");

    assertThat(form.statusCode()).isEqualTo(200);
    assertThat(form.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
  }

  @Test
  void wrong_passwords_stay_outside() {
    var page = anybody();
    page.get("/login");
    assertThat(
            page.postForm("/login", Map.of("username", "zverevo", "password", "demo")).statusCode())
        .as("without a token")
        .isEqualTo(403);
    assertThatThrownBy(() -> anybody().logsIn("zverevo", "no")).hasMessageContaining("refused");
  }

  @Test
  void what_an_operator_may_not_do_with_a_task_is_refused_in_words() {
    var task = "/task/" + taskOf(appeal("kuybyshevsky", "Нет талонов")).getId();
    var own = operator("kuybyshevsky");
    own.get("/camunda/app/tasklist/default/");
    var refusals =
        Map.of(
            "/complete {'variables':{'ministry':{'value':'org-azov'}}}", "ministry. Ничего не",
            "/claim {'userId':'azov'}", "Взять задачу можно только себе",
            "/bpmnEscalation {'escalationCode':'Instruction'}", "может только администратор");
    for (String engine : List.of("/engine-rest", "/camunda/api/engine/engine/default")) {
      refusals.forEach(
          (asked, words) -> {
            var parts = asked.split(" ", 2);
            var answer = asks(own, "POST", engine + task + parts[0], parts[1]);
            assertThat(answer.statusCode()).as(engine + asked).isEqualTo(403);
            assertThat(Visitor.json(answer).get("message").asText()).contains(words);
          });
    }
  }

  @Test
  void a_decision_that_can_not_be_is_the_operators_own_mistake_and_told_in_words() {
    var appeal = appeal("kuybyshevsky", "Нет талонов");
    var task = "/task/" + taskOf(appeal).getId();
    var own = operator("kuybyshevsky");
    own.get("/camunda/app/tasklist/default/");
    var refusals =
        Map.of(
            "{}", "«Ответить жителю» завершают решением. Есть: «",
            "{'variables':{'outcome':{'value':'x'}}}", "решением «x»",
            "{'variables':{'outcome':{'value':'answer'}}}", "екст",
            "{'variables':{'outcome':{'value':'redirect'}}}", "какой организации",
            "{'variables':{'outcome':{'value':'redirect'},'redirectTo':{'value':'nowhere'}}}",
                "нет в справочнике",
            "{'variables':{'outcome':{'value':'redirect'},'redirectTo':{'value':'ministry-61'}}}",
                "не отвечает жителям");
    for (String engine : List.of("/engine-rest", "/camunda/api/engine/engine/default")) {
      for (String way : List.of("/complete", "/submit-form")) {
        refusals.forEach(
            (asked, words) -> {
              var answer = asks(own, "POST", engine + task + way, asked);
              assertThat(answer.statusCode()).as(engine + way + asked).isEqualTo(400);
              assertThat(Visitor.json(answer).get("message").asText()).contains(words);
            });
      }
    }
    assertThat(taskOf(appeal).getId()).isEqualTo(task.substring("/task/".length()));
  }

  @Test
  void who_took_a_task_by_mistake_puts_it_back_and_nobody_else_does() {
    var task = taskOf(appeal("kuybyshevsky", "Нет талонов")).getId();
    String path = "/camunda/api/engine/engine/default/task/" + task;
    var own = operator("kuybyshevsky");
    var colleague = operator("kuybyshevsky2");
    var elsewhere = operator("azov");
    for (var who : List.of(own, colleague, elsewhere)) {
      who.get("/camunda/app/tasklist/default/");
    }
    assertThat(asks(own, "POST", path + "/claim", "{'userId':'kuybyshevsky'}").statusCode())
        .isEqualTo(204);

    for (var other : List.of(colleague, elsewhere)) {
      var refused = asks(other, "POST", path + "/unclaim", "{}");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(Visitor.json(refused).get("message").asText()).contains("только свою задачу");
    }
    assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
        .isEqualTo("kuybyshevsky");

    assertThat(asks(own, "POST", path + "/unclaim", "{}").statusCode()).isEqualTo(204);
    assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee()).isNull();
    assertThat(asks(colleague, "POST", path + "/claim", "{'userId':'kuybyshevsky2'}").statusCode())
        .isEqualTo(204);
  }

  @Test
  void what_cockpit_counts_is_not_for_operators() {
    String counts = "/camunda/api/cockpit/plugin/base/default/process-definition/statistics";
    var admin = operator("admin");
    admin.get("/camunda/app/cockpit/default/");
    var own = operator("kuybyshevsky");
    own.get("/camunda/app/tasklist/default/");

    assertThat(admin.get(counts).body()).contains("\"key\":\"appeal\"");
    assertThat(own.get(counts).statusCode()).isEqualTo(403);
  }

  private static final List<String> ENGINES =
      List.of(
          "/engine-rest",
          "/engine-rest/engine/default",
          "/camunda/api/engine",
          "/camunda/api/engine/engine/default");

  @Test
  void no_way_of_writing_an_address_leads_past_the_throttle() {
    var admin = operator("admin");
    admin.get("/camunda/app/welcome/default/");
    for (String engine : ENGINES) {
      for (String written :
          List.of(
              "/identity/verify",
              "/identity/verify/",
              "/identity/verify/x",
              "/identity/verify;a=1",
              "/identity;a=1/verify",
              "/identity//verify",
              "//identity/verify",
              "/identity/./verify",
              "/identity/x/../verify",
              "/identity/%76erify",
              "/identity/verify%2F",
              "/identity%2Fverify",
              "/identity/verify%3Ba=1",
              "/identity/verify%00")) {
        var answer =
            asks(admin, "POST", engine + written, "{'username': 'azov', 'password': 'demo'}");
        assertThat(answer.statusCode()).as(engine + written).isIn(400, 403);
        assertThat(answer.body()).as(engine + written).doesNotContain("authenticated");
      }
      for (String written : List.of("", "/", ";a=1", "/x")) {
        var answer =
            asks(
                admin,
                "PUT",
                engine + "/user/azov/credentials" + written,
                "{'password': 'Another-Long-One', 'authenticatedUserPassword': 'demo'}");
        assertThat(answer.statusCode()).as(engine + written).isIn(400, 403);
      }
    }
    operator("azov");
  }

  @Test
  void nobody_renames_or_removes_themselves_past_an_administrator() {
    var person = operator("kuybyshevsky");
    person.get("/camunda/app/welcome/default/");
    String before =
        anybody().getAs("admin", "demo", "/engine-rest/user/kuybyshevsky/profile").body();
    for (String engine : ENGINES) {
      for (String slash : List.of("", "/")) {
        var renamed =
            asks(
                person,
                "PUT",
                engine + "/user/kuybyshevsky/profile" + slash,
                "{'id': 'kuybyshevsky', 'firstName': 'Оператор', 'lastName': '(Азов)'}");
        assertThat(renamed.statusCode()).as(engine + slash).isEqualTo(403);
        assertThat(renamed.body()).contains("Учётные записи меняют администраторы");
        assertThat(asks(person, "DELETE", engine + "/user/kuybyshevsky" + slash, "").statusCode())
            .as(engine + slash)
            .isEqualTo(403);
      }
    }
    assertThat(anybody().getAs("admin", "demo", "/engine-rest/user/kuybyshevsky/profile").body())
        .isEqualTo(before);
  }

  @Test
  void nobody_joins_a_group_or_changes_a_filter_by_themselves() {
    var person = operator("kuybyshevsky");
    person.get("/camunda/app/welcome/default/");
    String filter =
        Visitor.json(
                anybody().getAs("admin", "demo", "/engine-rest/filter?name=%D0%9C%D0%BE%D0%B8"))
            .at("/0/id")
            .asText();
    for (String engine : ENGINES) {
      for (var change :
          List.of(
              asks(person, "PUT", engine + "/group/ministry-61/members/kuybyshevsky", ""),
              asks(
                  person,
                  "PUT",
                  engine + "/filter/" + filter,
                  "{'resourceType': 'Task', 'name': 'x', 'query': {}}"),
              asks(person, "DELETE", engine + "/filter/" + filter, ""))) {
        assertThat(change.statusCode()).as(change.toString()).isIn(403, 404);
      }
    }
  }

  @Test
  void who_has_deployed_a_model_cant_remove_it_with_its_appeals() {
    var made =
        Visitor.json(anybody().deploysAs("manager", Account.DEMO_PASSWORD, "note.txt", "nothing"));
    String id = made.get("id").asText();
    var manager = operator("manager");
    manager.get("/camunda/app/welcome/default/");

    for (String engine : ENGINES) {
      var answer = asks(manager, "DELETE", engine + "/deployment/" + id + "?cascade=true", "");
      assertThat(answer.statusCode()).as(engine).isEqualTo(403);
      assertThat(answer.body()).contains("администраторы");
    }
    assertThat(anybody().getAs("manager", "demo", "/engine-rest/deployment/" + id).statusCode())
        .isEqualTo(200);
    assertThat(asks(operator("admin"), "DELETE", "/engine-rest/deployment/" + id, "").statusCode())
        .isEqualTo(204);
  }

  /** Through the webapps as who has logged in there, otherwise as a program of the same user. */
  private HttpResponse<String> asks(Visitor person, String method, String path, String body) {
    String json = body.replace('\'', '"');
    return path.startsWith("/camunda/")
        ? person.toWebapp(method, path, json)
        : anybody().sends(method, path, json, Map.of("Authorization", person.secret()));
  }
}
