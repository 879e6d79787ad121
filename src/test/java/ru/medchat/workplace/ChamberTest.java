package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Decisions;
import ru.medchat.appeal.PersonalData;
import ru.medchat.channel.Attachment;

/** The public chamber sees what an appeal is about, and never whose it is. */
class ChamberTest extends WorkplaceTest {

  private static final String WORDS =
      """
      Меня зовут Вера Петровна Кузнецова, не дают инсулин. Мой телефон 8 (918) 123-45-67, \
      почта vera.k@mail.invalid, СНИЛС 112-233-445 95, полис 6152 1234 5678 9012. \
      Живу: ул. Чехова, д. 12, кв. 7. Пишу за маму, Иванову М.С.""";

  /** Each of them gives the resident away. */
  private static final List<String> PERSONAL =
      List.of(
          "Вера",
          "Вере",
          "Петровн",
          "Кузнецов",
          "Иванов",
          "(918",
          "45-67",
          "vera.k",
          "112-233",
          "6152",
          "Чехова",
          "кв. 7",
          "ochered");

  @Autowired PersonalData personal;
  @Autowired Decisions decisions;
  @Autowired IdentityService identity;

  @Test
  void sees_the_conversation_and_the_history_without_personal_data() {
    var appeal = controlledAppeal();

    var view =
        Visitor.json(operator("chamber").get("/workplace/tasks/" + chamberTask(appeal).getId()));

    var said = view.at("/conversation/0");
    assertThat(said.path("name").asText()).isEqualTo("Житель");
    assertThat(said.path("text").asText())
        .contains("не дают инсулин", "[имя]", "[номер]", "[почта]", "[адрес]", "скрыто файлов: 1");
    assertThat(said.path("files")).isEmpty();
    assertThat(said.path("link").isNull()).isTrue();
    assertThat(view.path("history").toString()).contains("Срок ответа нарушен");
    assertThat(view.path("masked").asBoolean()).isTrue();
    assertThat(view.toString()).doesNotContain(PERSONAL);
    assertThat(view.toString()).doesNotContain(appeal.residentId());
  }

  @Test
  void who_takes_a_task_and_who_takes_it_over_is_in_the_history() {
    var appeal = appeal("taganrog", "Нет талонов");
    String draft = "/workplace/tasks/" + taskOf(appeal).getId() + "/draft";

    operator("taganrog").put(draft, Map.of("text", "Пишу"));
    operator("admin").put(draft, Map.of("text", "Помогу", "takeOver", true));

    assertThat(
            jdbc.sql("select line from history where appeal_number = ? order by id")
                .param(appeal.number().value())
                .query(String.class)
                .list())
        .endsWith(
            "Поручено: Центральная городская больница, Таганрог. Задача «Ответить жителю»",
            "Задачу «Ответить жителю» взял(а) Оператор (Таганрог)",
            "Задачу «Ответить жителю» взял(а) Администратор Медчат");
  }

  @Test
  void the_organisation_sees_the_instruction_it_was_given() {
    var appeal = appeal("taganrog", "Нет талонов");
    fires("AnswerLimit", appeal);
    decisions.saveDraft(appeal.number(), "ministry", "Ответить сегодня.");
    var control = task(appeal, "TakeUnderControl");
    identity.setAuthentication("ministry", List.of("ministry-61"));
    try {
      tasks.complete(control.getId(), Map.of("outcome", "returnToOrganisation"));
    } finally {
      identity.clearAuthentication();
    }

    var view = Visitor.json(operator("taganrog").get("/workplace/tasks/" + taskOf(appeal).getId()));

    assertThat(view.path("ordered").asText())
        .isEqualTo("Поручение министерства: Ответить сегодня.");
    assertThat(view.path("masked").asBoolean()).isFalse();
    assertThat(view.path("history").toString())
        .contains("Оператор (министерство): «Взять на контроль», решение «Вернуть с поручением»");
  }

  @Test
  void everybody_else_at_work_on_it_sees_all_of_it() {
    var appeal = controlledAppeal();

    assertThat(
            operator("ministry")
                .get("/workplace/tasks/" + task(appeal, "TakeUnderControl").getId())
                .body())
        .contains("Кузнецова", "vera.k@mail.invalid", "ochered.jpg");
  }

  @Test
  void gets_no_personal_data_from_any_door_of_the_product_or_the_engine() {
    var appeal = controlledAppeal();
    var own = chamberTask(appeal);
    var others = List.of(task(appeal, "AnswerResident"), task(appeal, "TakeUnderControl"));
    tasks.createComment(others.get(1).getId(), own.getProcessInstanceId(), "Звонила Кузнецова");
    long file =
        jdbc.sql(
                "select max(file_id) from message_file f join message m on m.id = f.message_id"
                    + " where m.appeal_number = ?")
            .param(appeal.number().value())
            .query(Long.class)
            .single();
    var chamber = operator("chamber");
    chamber.get("/camunda/app/tasklist/default/");

    assertThat(chamber.get("/workplace/tasks/" + own.getId() + "/files/" + file).statusCode())
        .isEqualTo(404);
    for (Task other : others) {
      assertThat(chamber.get("/workplace/tasks/" + other.getId()).statusCode()).isEqualTo(404);
    }
    assertThat(chamber.get("/workplace/list?task=" + own.getId()).body())
        .contains(appeal.number().value())
        .doesNotContain(PERSONAL);
    for (String path : enginePaths(appeal, own, others)) {
      assertThat(chamber.get("/camunda/api/engine/engine/default" + path).body())
          .as("webapp " + path)
          .doesNotContain(PERSONAL);
      assertThat(anybody().getAs("chamber", Account.DEMO_PASSWORD, "/engine-rest" + path).body())
          .as("rest " + path)
          .doesNotContain(PERSONAL);
    }
  }

  @Test
  void sees_exactly_the_files_that_the_ministry_has_released_and_not_their_names() {
    var appeal = controlledAppeal();
    long queue = fileOf(appeal, "ochered.jpg");
    long passport =
        storedFile(
            appeal, Attachment.Kind.DOCUMENT, new byte[] {2, 2}, "application/pdf", "pasport.pdf");
    var chamber = operator("chamber");
    var ministry = operator("ministry");
    String own = "/workplace/tasks/" + chamberTask(appeal).getId();
    String control = "/workplace/tasks/" + task(appeal, "TakeUnderControl").getId();
    assertThat(filesOf(ministry.get(control)).findValuesAsText("released"))
        .containsExactly("false", "false");

    assertThat(release(ministry, control, queue, true).statusCode()).isEqualTo(200);

    assertThat(filesOf(ministry.get(control)).findValuesAsText("released"))
        .containsExactlyInAnyOrder("true", "false");
    var seen = Visitor.json(chamber.get(own));
    assertThat(seen.at("/conversation/0/files")).hasSize(1);
    assertThat(seen.at("/conversation/0/files/0/id").asLong()).isEqualTo(queue);
    assertThat(seen.at("/conversation/0/files/0/name").asText()).isEqualTo("Фото");
    assertThat(seen.at("/conversation/0/files/0/released").isNull()).isTrue();
    assertThat(seen.at("/conversation/0/text").asText()).contains("скрыто файлов: 1");
    assertThat(seen.toString()).doesNotContain(PERSONAL).doesNotContain("pasport");
    assertThat(seen.path("history").toString())
        .contains("показан общественной палате: Оператор (министерство)");
    var file = chamber.getBytes(own + "/files/" + queue);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.body()).containsExactly(1);
    assertThat(file.headers().map().toString()).doesNotContain("ochered");
    assertThat(chamber.get(own + "/files/" + passport).statusCode()).isEqualTo(404);

    release(ministry, control, queue, false);

    assertThat(filesOf(chamber.get(own))).isEmpty();
    assertThat(chamber.get(own + "/files/" + queue).statusCode()).isEqualTo(404);
    assertThat(chamber.get(own).body()).contains("больше не показан общественной палате");
  }

  @Test
  void nobody_but_the_ministry_of_the_region_releases_a_file() {
    var appeal = controlledAppeal();
    var other = controlledAppeal();
    long queue = fileOf(appeal, "ochered.jpg");
    String own = "/workplace/tasks/" + chamberTask(appeal).getId();
    String answer = "/workplace/tasks/" + taskOf(appeal).getId();
    String control = "/workplace/tasks/" + task(appeal, "TakeUnderControl").getId();

    var asked = release(operator("chamber"), own, queue, true);
    assertThat(asked.statusCode()).isEqualTo(403);
    assertThat(asked.body()).contains("может только министерство региона");
    assertThat(release(operator("taganrog"), answer, queue, true).statusCode()).isEqualTo(403);
    assertThat(release(operator("admin"), control, queue, true).statusCode()).isEqualTo(403);
    assertThat(release(operator("taganrog"), control, queue, true).statusCode()).isEqualTo(404);
    assertThat(release(anybody(), control, queue, true).statusCode()).isIn(401, 403);
    assertThat(
            release(operator("ministry"), control, fileOf(other, "ochered.jpg"), true).statusCode())
        .as("a file of another appeal")
        .isEqualTo(404);
    assertThat(filesOf(operator("taganrog").get(answer)).get(0).path("released").isNull())
        .as("an operator is not even asked")
        .isTrue();
    assertThat(released(appeal)).isZero();
  }

  @Test
  void the_ministry_of_another_region_releases_nothing() {
    var appeal = controlledAppeal();
    long queue = fileOf(appeal, "ochered.jpg");
    var control = task(appeal, "TakeUnderControl");
    jdbc.sql("insert into region (code, name) values ('23', 'Край') on conflict do nothing")
        .update();
    jdbc.sql(
            """
            insert into organisation (id, region_code, kind, name)
            values ('ministry-23', '23', 'MINISTRY', 'Министерство края') on conflict do nothing
            """)
        .update();
    // Even if a model gave it the task.
    identity.saveGroup(identity.newGroup("ministry-23"));
    var user = identity.newUser("ministry-23");
    user.setPassword(Account.DEMO_PASSWORD);
    identity.saveUser(user);
    identity.createMembership("ministry-23", "ministry-23");
    try {
      var foreign = operator("ministry-23");
      String path = "/workplace/tasks/" + control.getId();
      assertThat(release(foreign, path, queue, true).statusCode()).isEqualTo(404);
      tasks.addCandidateGroup(control.getId(), "ministry-23");
      assertThat(release(foreign, path, queue, true).statusCode()).isEqualTo(403);
      assertThat(filesOf(foreign.get(path)).get(0).path("released").isNull()).isTrue();
      assertThat(released(appeal)).isZero();
    } finally {
      identity.deleteUser("ministry-23");
      identity.deleteGroup("ministry-23");
      jdbc.sql("delete from organisation where region_code = '23'").update();
      jdbc.sql("delete from region where code = '23'").update();
    }
  }

  private int released(Appeal appeal) {
    return jdbc.sql("select count(*) from released_file where appeal_number = ?")
        .param(appeal.number().value())
        .query(Integer.class)
        .single();
  }

  private static HttpResponse<String> release(Visitor who, String task, long file, boolean shown) {
    return who.put(task + "/files/" + file + "/released", Map.of("released", shown));
  }

  private static JsonNode filesOf(HttpResponse<String> form) {
    return Visitor.json(form).at("/conversation/0/files");
  }

  private long fileOf(Appeal appeal, String name) {
    return jdbc.sql(
            """
            select f.id from file f join message_file of on of.file_id = f.id
              join message m on m.id = of.message_id
             where m.appeal_number = ? and f.name = ?
            """)
        .params(appeal.number().value(), name)
        .query(Long.class)
        .single();
  }

  private static List<String> enginePaths(Appeal appeal, Task own, List<Task> others) {
    String instance = own.getProcessInstanceId();
    return List.of(
        "/task",
        "/task/" + own.getId(),
        "/task/" + own.getId() + "/variables",
        "/task/" + own.getId() + "/comment",
        "/task/" + own.getId() + "/form-variables",
        "/task/" + others.get(0).getId() + "/comment",
        "/task/" + others.get(1).getId() + "/comment",
        "/process-instance?businessKey=" + appeal.number(),
        "/process-instance/" + instance + "/variables",
        "/process-instance/" + instance + "/comment",
        "/variable-instance?processInstanceIdIn=" + instance,
        "/history/variable-instance?processInstanceId=" + instance,
        "/history/detail?processInstanceId=" + instance,
        "/history/task?processInstanceId=" + instance,
        "/history/user-operation?processInstanceId=" + instance,
        "/history/activity-instance?processInstanceId=" + instance,
        "/user",
        "/event-subscription");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Звоните +7 918 123 45 67 | Звоните [номер]",
        "тел. 33-44-55, Азов | тел. [номер], Азов",
        "Паспорт 6004 123456 | Паспорт [номер]",
        "Пишите на @vera_k или https://t.me/vera_k | Пишите на [ссылка] или [ссылка]",
        "Маме, Сидоровой Марии, отказали | Маме, [имя], отказали",
        "врач иванов сергей петрович нагрубил | врач [имя] нагрубил",
        "Отказала врач Петрова А.А. в кабинете 5 | Отказала врач [имя] в кабинете 5",
        "Спасибо Ольге | Спасибо [имя]",
        "проспект Нагибина 5 кв 12 не едет скорая | [адрес] не едет скорая",
        "Ребёнок родился 12.03.2019 | Ребёнок родился [дата]",
        "Это я, верочка | Это я, [имя]",
        "Нет талонов к терапевту с 2 ноября, кабинет 214 | Нет талонов к терапевту с 2 ноября, кабинет 214",
        "Обращение № 61-000123, очередь 3 часа, 103 не отвечает | Обращение № 61-000123, очередь 3 часа, 103 не отвечает",
        "Центральная городская больница, Таганрог | Центральная городская больница, Таганрог"
      })
  void personal_data_is_found_in_many_a_guise(String written, String seen) {
    assertThat(personal.masked(written, "Верочка")).isEqualTo(seen);
  }

  private Appeal controlledAppeal() {
    var appeal = appeal("taganrog", WORDS);
    storedFile(appeal, Attachment.Kind.PHOTO, new byte[] {1}, "image/jpeg", "ochered.jpg");
    fires("AnswerLimit", appeal);
    decisions.saveDraft(appeal.number(), "ministry", "Вере Петровне ответить сегодня.");
    fires("ControlLimit", appeal);
    return appeal;
  }

  private Task chamberTask(Appeal appeal) {
    return task(appeal, "PublicControl");
  }
}
