package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.Appeal;
import ru.medchat.directory.Calendars;
import ru.medchat.worktime.WorkingTime;

/** What an operator's list of tasks is made of: the filters and the cards. */
class TaskListTest extends WorkplaceTest {

  private static final String FILTERS = "/camunda/api/engine/engine/default/filter";

  @Autowired private FilterService filters;
  @Autowired private TaskFilters made;
  @Autowired private Accounts accounts;
  @Autowired private Calendars calendars;

  // ---- cards

  @Test
  void a_card_says_which_appeal_where_what_about_its_first_words_and_until_when() {
    var appeal = appeal("taganrog", "Нет  талонов\nк терапевту");
    more(appeal, "И ещё телефон не отвечает");
    var task = taskOf(appeal);

    var card = cards("taganrog", task.getId()).get(0);

    assertThat(card.get("number").asText()).isEqualTo(appeal.number().value());
    assertThat(card.get("municipality").asText()).isEqualTo("Таганрог");
    assertThat(card.get("category").asText()).isNotBlank();
    assertThat(card.get("words").asText()).isEqualTo("Нет талонов к терапевту");
    assertThat(Instant.parse(card.get("due").get("at").asText()))
        .isEqualTo(task.getDueDate().toInstant());
  }

  @Test
  void a_long_story_is_cut_between_words() {
    var task = taskOf(appeal("taganrog", "слово ".repeat(100)));

    assertThat(cards("taganrog", task.getId()).get(0).get("words").asText())
        .hasSizeLessThan(145)
        .endsWith("слово…");
  }

  @Test
  void a_whole_list_is_one_call_and_holds_only_what_is_ones_own() {
    var own = taskOf(appeal("taganrog", "Наше"));
    var alsoOwn = taskOf(appeal("taganrog", "Тоже наше"));
    var foreign = taskOf(appeal("azov", "Чужое"));

    assertThat(cards("taganrog", own.getId(), foreign.getId(), alsoOwn.getId(), "нет-такой"))
        .extracting(card -> card.get("words").asText())
        .containsExactlyInAnyOrder("Наше", "Тоже наше");
    assertThat(cards("ministry", own.getId())).isEmpty();
  }

  @Test
  void who_has_not_logged_in_sees_no_card() {
    var task = taskOf(appeal("taganrog", "Наше"));

    assertThat(anybody().get("/workplace/list?task=" + task.getId()).statusCode()).isEqualTo(401);
  }

  @Test
  void the_chamber_sees_the_card_without_the_residents_words() {
    var appeal = appeal("taganrog", "Меня зовут Вера Петровна, мой полис 1234");
    fires("AnswerLimit", appeal);
    fires("ControlLimit", appeal);
    var task = task(appeal, "PublicControl");

    var card = cards("chamber", task.getId()).get(0);

    assertThat(card.get("number").asText()).isEqualTo(appeal.number().value());
    assertThat(card.get("words").isNull()).isTrue();
    assertThat(card.toString()).doesNotContain("Вера").doesNotContain("1234");
  }

  @Test
  void nobody_asks_for_more_than_a_list_shows() {
    String many =
        IntStream.range(0, 101).mapToObj(i -> "task=" + i).collect(Collectors.joining("&"));

    var answer = operator("taganrog").get("/workplace/list?" + many);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("не больше чем о 100");
  }

  // ---- filters

  @Test
  void an_organisation_the_ministry_and_the_chamber_have_their_lists() {
    assertThat(lists("taganrog"))
        .containsExactly("Новые", "Мои", "Горят", "Просрочены", "Ждут жителя", "Все наши");
    assertThat(lists("ministry"))
        .containsExactly(
            "Новые", "Мои", "Горят", "Просрочены", "Ждут жителя", "На контроле", "Все наши");
    assertThat(lists("chamber"))
        .containsExactly(
            "Новые",
            "Мои",
            "Горят",
            "Просрочены",
            "Ждут жителя",
            "Общественный контроль",
            "Все наши");
  }

  @Test
  void a_task_is_in_the_lists_that_fit_it() {
    var fresh = taskOf(appeal("shakhty", "Новое"));
    var taken = taskOf(appeal("shakhty", "Взятое"));
    tasks.setAssignee(taken.getId(), "shakhty");
    due(taken, 300);
    var burning = taskOf(appeal("shakhty", "Горит"));
    due(burning, 29);
    var overdue = taskOf(appeal("shakhty", "Просрочено"));
    due(overdue, -1);
    due(fresh, 31);

    assertThat(listed("shakhty", "Новые")).containsExactly(id(overdue), id(burning), id(fresh));
    assertThat(listed("shakhty", "Мои")).containsExactly(id(taken));
    assertThat(listed("shakhty", "Горят")).containsExactly(id(burning));
    assertThat(listed("shakhty", "Просрочены")).containsExactly(id(overdue));
    assertThat(listed("shakhty", "Все наши"))
        .containsExactly(id(overdue), id(burning), id(fresh), id(taken));
    assertThat(listed("azov", "Все наши"))
        .doesNotContain(id(fresh), id(taken), id(burning), id(overdue));
  }

  @Test
  void the_ministry_sees_what_burns_in_its_region_and_not_what_the_residents_wrote() {
    var burning = appeal("zverevo", "Тайна, горит");
    due(taskOf(burning), 29);
    var taken = appeal("zverevo", "Тайна, горит и взято");
    due(taskOf(taken), 20);
    tasks.setAssignee(taskOf(taken).getId(), "zverevo");
    var later = appeal("zverevo", "Тайна, ещё не скоро");
    due(taskOf(later), 31);
    var overdue = appeal("zverevo", "Тайна, поздно");
    due(taskOf(overdue), -1);

    String page = operator("ministry").get("/burning").body();

    assertThat(page)
        .containsSubsequence(
            taken.number().value(),
            "Центральная городская больница, Зверево",
            "Оператор (Зверево)",
            burning.number().value(),
            "никто")
        .doesNotContain(later.number().value(), overdue.number().value(), "Тайна");
    for (String other : List.of("zverevo", "chamber", "admin")) {
      assertThat(operator(other).get("/burning").statusCode()).as(other).isEqualTo(403);
    }
    assertThat(
            Visitor.json(operator("ministry").get("/workplace/list")).get("ministry").asBoolean())
        .isTrue();
    assertThat(Visitor.json(operator("zverevo").get("/workplace/list")).get("ministry").asBoolean())
        .isFalse();
    assertThat(cards("zverevo", taskOf(burning).getId(), taskOf(later).getId()))
        .extracting(card -> card.get("number").asText() + card.get("burning").asBoolean())
        .containsExactlyInAnyOrder(burning.number() + "true", later.number() + "false");
  }

  @Test
  void a_filter_from_before_counts_working_time_after_the_next_start() {
    var filter = filters.createFilterQuery().filterName("Горят").singleResult();
    var properties = new HashMap<>(filter.getProperties());
    properties.put("description", "До срока меньше 30 минут");
    filter.setProperties(properties);
    var before = tasks.createTaskQuery().dueBeforeExpression("${dateTime().plusMinutes(30)}");
    filter.setQuery(filter.extend(before).getQuery());
    filters.saveFilter(filter);

    made.make();

    assertThat(filters.createFilterQuery().filterName("Горят").list())
        .singleElement()
        .satisfies(
            mended -> {
              assertThat(mended.getProperties())
                  .containsEntry("description", "До срока меньше 30 минут рабочего времени");
              TaskQueryImpl now = mended.getQuery();
              assertThat(now.getExpressions())
                  .containsEntry("dueBefore", "${burning.until()}")
                  .containsKey("taskCandidateGroupIn");
            });
  }

  @Test
  void a_breach_is_on_the_ministrys_list_and_later_on_the_chambers() {
    var appeal = appeal("taganrog", "Никто не отвечает");
    taskOf(appeal);
    fires("AnswerLimit", appeal);
    var control = task(appeal, "TakeUnderControl");
    assertThat(listed("ministry", "На контроле")).contains(id(control));
    assertThat(listed("chamber", "Общественный контроль")).doesNotContain(id(control));

    fires("ControlLimit", appeal);
    assertThat(listed("chamber", "Общественный контроль"))
        .contains(id(task(appeal, "PublicControl")));
  }

  @Test
  void who_asks_for_the_tasks_of_other_groups_gets_those_of_their_own() {
    var own = taskOf(appeal("taganrog", "Наше"));
    var foreign = taskOf(appeal("azov", "Чужое"));

    for (Map<String, ?> question :
        List.of(
            Map.of("candidateGroups", List.of("org-azov")),
            Map.of("candidateGroups", List.of("org-taganrog", "org-azov")),
            Map.of("orQueries", List.of(Map.of("candidateGroups", List.of("org-azov")))))) {
      assertThat(asked("taganrog", question)).doesNotContain(id(foreign));
    }
    assertThat(asked("taganrog", Map.of("candidateGroups", List.of("org-taganrog", "org-azov"))))
        .contains(id(own));
    assertThat(asked("taganrog", Map.of("candidateGroups", List.of("org-taganrog"))))
        .contains(id(own));
  }

  private List<String> asked(String user, Map<String, ?> question) {
    var operator = operator(user);
    operator.get("/camunda/app/tasklist/default/");
    var answer = operator.toWebapp("POST", "/camunda/api/engine/engine/default/task", question);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return each(Visitor.json(answer)).stream().map(task -> task.get("id").asText()).toList();
  }

  @Test
  void an_operator_makes_no_filters_and_brings_no_expressions() {
    var operator = operator("taganrog");
    operator.get("/camunda/app/tasklist/default/");
    var made =
        operator.toWebapp(
            "POST",
            FILTERS + "/create",
            Map.of(
                "resourceType",
                "Task",
                "name",
                "Чужие",
                "query",
                Map.of("assigneeExpression", "${closeAppeal}"),
                "properties",
                Map.of()));
    assertThat(made.statusCode()).isEqualTo(403);

    String list = filterIds("taganrog").get("Все наши");
    var brought =
        operator.toWebapp(
            "POST",
            FILTERS + "/" + list + "/list",
            Map.of("assigneeExpression", "${currentUser()}"));
    assertThat(brought.statusCode()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void not_even_a_stored_filter_names_a_bean_outside_the_vocabulary() {
    var filter = filters.newTaskFilter("Чужой боб");
    filter.setQuery(tasks.createTaskQuery().taskAssigneeExpression("${dataSource.toString()}"));
    String id = filters.saveFilter(filter).getId();
    try {
      assertThatThrownBy(() -> filters.list(id)).hasMessageContaining("dataSource");
    } finally {
      filters.deleteFilter(id);
    }
  }

  // ---- appeals asked back

  @Test
  void an_appeal_asked_back_is_on_a_list_of_its_own_until_the_resident_replies() {
    var appeal = appeal("bataysk", "Нет лекарства");
    asksBack("bataysk", taskOf(appeal), "Как называется лекарство?");

    var waiting = task(appeal, "AwaitReply");
    assertThat(listed("bataysk", "Ждут жителя")).containsExactly(id(waiting));
    assertThat(listsWith("bataysk", waiting)).containsExactly("Ждут жителя");
    assertThat(listed("azov", "Ждут жителя")).isEmpty();

    due(waiting, 20);
    tasks.setAssignee(id(waiting), "bataysk");
    assertThat(listsWith("bataysk", waiting)).containsExactly("Ждут жителя");
    assertThat(operator("ministry").get("/burning").body()).doesNotContain(appeal.number().value());
    due(waiting, -1);
    assertThat(listsWith("bataysk", waiting)).containsExactly("Ждут жителя");

    more(appeal, "Метформин");
    var again = taskOf(appeal);
    assertThat(listed("bataysk", "Ждут жителя")).isEmpty();
    assertThat(listsWith("bataysk", again)).containsExactly("Новые", "Все наши");
    var gone = operator("bataysk").get("/workplace/tasks/" + id(waiting));
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(gone.body()).contains("Жителя больше не ждём");
  }

  @Test
  void its_card_and_its_form_say_since_when_and_until_when_the_resident_is_waited_for() {
    var appeal = appeal("bataysk", "Нет лекарства");
    var open = taskOf(appeal);
    assertThat(cards("bataysk", id(open)).get(0).get("asked").isNull()).isTrue();
    asksBack("bataysk", open, "Как называется лекарство?");

    var waiting = task(appeal, "AwaitReply");
    due(waiting, 20);
    var card = cards("bataysk", id(waiting)).get(0);
    var form = Visitor.json(operator("bataysk").get("/workplace/tasks/" + id(waiting)));

    for (JsonNode shown : List.of(card.get("asked"), form.get("asked"))) {
      assertThat(Instant.parse(shown.get("at").asText()))
          .isEqualTo(waiting.getCreateTime().toInstant());
    }
    assertThat(card.get("due").isNull()).isFalse();
    assertThat(card.get("burning").asBoolean()).isFalse();
    more(appeal, "Метформин");
  }

  @Test
  void what_was_learnt_otherwise_is_answered_there_and_not_without_words() {
    var appeal = appeal("bataysk", "Нет лекарства");
    asksBack("bataysk", taskOf(appeal), "Как называется лекарство?");
    var waiting = task(appeal, "AwaitReply");

    assertThat(decides("bataysk", waiting, "answer").statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(decides("bataysk", waiting, "redirect").statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(listed("bataysk", "Ждут жителя")).containsExactly(id(waiting));

    writes("bataysk", waiting, "Лекарство есть в аптеке на Кирова.", "answer");
    assertThat(decides("bataysk", waiting, "answer").statusCode()).isLessThan(300);
    assertThat(listed("bataysk", "Ждут жителя")).isEmpty();
    assertThat(appeals.get(appeal.number()).state()).isEqualTo(Appeal.State.ANSWERED);
  }

  @Test
  void lists_from_before_leave_out_whom_we_wait_for_after_the_next_start() {
    filters.deleteFilter(filter("Ждут жителя").getId());
    var before = tasks.createTaskQuery().taskCandidateGroupInExpression("${currentUserGroups()}");
    filters.saveFilter(filter("Все наши").setQuery(before.includeAssignedTasks()));
    var control = filter("На контроле");
    var properties = new HashMap<>(control.getProperties());
    properties.put("priority", 5);
    filters.saveFilter(control.setProperties(properties));

    accounts.afterSingletonsInstantiated();

    an_organisation_the_ministry_and_the_chamber_have_their_lists();
    TaskQueryImpl ours = filter("Все наши").getQuery();
    assertThat(ours.getKeyNotIn()).containsExactly("AwaitReply");
    assertThat(ours.getExpressions()).containsKey("taskCandidateGroupIn");
    assertThat(ours.isIncludeAssignedTasks()).isTrue();
  }

  private Filter filter(String name) {
    return filters.createFilterQuery().filterName(name).singleResult();
  }

  private void asksBack(String user, Task task, String question) {
    writes(user, task, question, "clarify");
    assertThat(decides(user, task, "clarify").statusCode()).isLessThan(300);
  }

  private void writes(String user, Task task, String text, String outcome) {
    assertThat(
            operator(user)
                .put(
                    "/workplace/tasks/" + id(task) + "/draft",
                    Map.of("text", text, "outcome", outcome))
                .statusCode())
        .isEqualTo(200);
  }

  private HttpResponse<String> decides(String user, Task task, String outcome) {
    var operator = operator(user);
    operator.get("/camunda/app/tasklist/default/");
    return operator.toWebapp(
        "POST",
        "/camunda/api/engine/engine/default/task/" + id(task) + "/submit-form",
        Map.of("variables", Map.of("outcome", Map.of("value", outcome))));
  }

  private List<String> listsWith(String user, Task task) {
    return lists(user).stream().filter(list -> listed(user, list).contains(id(task))).toList();
  }

  // ----

  /** Makes a task due in so many minutes of working time, or overdue since so many minutes. */
  private void due(Task task, long minutes) {
    Instant now = Instant.now();
    var at =
        minutes < 0
            ? now.plus(minutes, ChronoUnit.MINUTES)
            : calendars
                .of("shakhty", null)
                .after(now, new WorkingTime(0, Duration.ofMinutes(minutes)));
    tasks.setDueDate(task.getId(), Date.from(at));
  }

  private static String id(Task task) {
    return task.getId();
  }

  private List<JsonNode> cards(String user, String... taskIds) {
    String query =
        List.of(taskIds).stream()
            .map(id -> Visitor.encoded(Map.of("task", id)))
            .collect(Collectors.joining("&"));
    var answer = operator(user).get("/workplace/list?" + query);
    assertThat(answer.statusCode()).isEqualTo(200);
    return each(Visitor.json(answer).get("cards"));
  }

  /** The lists a user has in Tasklist, in its order. */
  private List<String> lists(String user) {
    return each(Visitor.json(operator(user).get(FILTERS + "?resourceType=Task"))).stream()
        .sorted(Comparator.comparingInt(filter -> filter.get("properties").get("priority").asInt()))
        .map(filter -> filter.get("name").asText())
        .toList();
  }

  private Map<String, String> filterIds(String user) {
    return each(Visitor.json(operator(user).get(FILTERS + "?resourceType=Task"))).stream()
        .collect(
            Collectors.toMap(
                filter -> filter.get("name").asText(), filter -> filter.get("id").asText()));
  }

  /** The tasks on one of a user's lists, as Tasklist asks for them. */
  private List<String> listed(String user, String list) {
    var operator = operator(user);
    operator.get("/camunda/app/tasklist/default/");
    var answer =
        operator.toWebapp(
            "POST",
            FILTERS + "/" + filterIds(user).get(list) + "/list?firstResult=0&maxResults=100",
            Map.of("sorting", List.of(Map.of("sortBy", "dueDate", "sortOrder", "asc"))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return each(Visitor.json(answer)).stream().map(task -> task.get("id").asText()).toList();
  }

  private static List<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
