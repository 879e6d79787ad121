package ru.medchat.workplace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ru.medchat.directory.Organisation;
import ru.medchat.process.AppealProcess;

/**
 * The lists of tasks that Tasklist offers. One set serves everybody, because each asks for the
 * groups of whoever looks; what is due first stands first, because Tasklist asks for that order.
 */
@Component
class TaskFilters {

  /** Which of our filters a filter is; its name may change. */
  private static final String MARK = "medchat";

  private static final String BURNING = "До срока меньше 30 минут рабочего времени";

  /** How the same filter was described when it counted by the wall clock. */
  private static final String LESS_THAN_HALF_AN_HOUR = "До срока меньше 30 минут";

  private static final String WAITING = "waiting";

  /** The filters of what an operator has to do. */
  private static final Set<String> TO_DO =
      Set.of("new", "mine", "burning", "overdue", "organisation");

  /** The filters that come after the waiting ones, and the place they had before. */
  private static final Set<String> AFTER_WAITING = Set.of("control", "public");

  private static final int PLACE_OF_WAITING = 5;

  private static final String CALM = "#17695f";
  private static final String WARNING = "#8a5a00";
  private static final String ALARM = "#a3201d";

  private final FilterService filters;
  private final TaskService tasks;

  TaskFilters(FilterService filters, TaskService tasks) {
    this.filters = filters;
    this.tasks = tasks;
  }

  /**
   * A filter.
   *
   * @param priority the first is the one that Tasklist opens with
   * @param readBy who reads it; null for all organisations
   */
  private record Wanted(
      String mark,
      String name,
      String description,
      int priority,
      String colour,
      Organisation.@Nullable Kind readBy,
      TaskQuery query) {}

  /** The filters that an organisation's operators read: their ids. */
  record Offered(List<Entry> entries) {

    private record Entry(String id, Organisation.@Nullable Kind readBy) {}

    List<String> by(Organisation.Kind kind) {
      return entries.stream()
          .filter(entry -> entry.readBy() == null || entry.readBy() == kind)
          .map(Entry::id)
          .toList();
    }
  }

  /** Makes the filters that are not there yet. */
  Offered make() {
    var known = new HashMap<Object, String>();
    for (Filter filter : filters.createTaskFilterQuery().list()) {
      known.putIfAbsent(filter.getProperties().get(MARK), filter.getId());
      if ("burning".equals(filter.getProperties().get(MARK))) {
        countWorkingTime(filter);
      }
    }
    if (!known.containsKey(WAITING)) {
      filters.createTaskFilterQuery().list().forEach(this::makeRoomForWaiting);
    }
    known.computeIfAbsent(
        "all",
        mark ->
            save(
                new Wanted(
                    "all",
                    "Все открытые задачи",
                    "Задачи всех организаций",
                    20,
                    CALM,
                    null,
                    tasks.createTaskQuery())));
    var readable = new ArrayList<Offered.Entry>();
    for (Wanted wanted : wanted()) {
      String id = known.computeIfAbsent(wanted.mark(), mark -> save(wanted));
      readable.add(new Offered.Entry(id, wanted.readBy()));
    }
    return new Offered(readable);
  }

  private List<Wanted> wanted() {
    return List.of(
        new Wanted("new", "Новые", "Ещё никто не взял", 1, CALM, null, toDo(ours())),
        new Wanted(
            "mine",
            "Мои",
            "Те, над которыми работаю я",
            2,
            CALM,
            null,
            toDo(tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"))),
        new Wanted(
            "burning",
            "Горят",
            BURNING,
            3,
            WARNING,
            null,
            burning(toDo(ours()).includeAssignedTasks())),
        new Wanted(
            "overdue",
            "Просрочены",
            "Срок прошёл",
            4,
            ALARM,
            null,
            toDo(ours()).includeAssignedTasks().dueBeforeExpression("${now()}")),
        new Wanted(
            WAITING,
            "Ждут жителя",
            "Мы спросили жителя; когда он ответит, обращение вернётся в «Новые»",
            PLACE_OF_WAITING,
            CALM,
            null,
            ours().includeAssignedTasks().taskDefinitionKey(AppealProcess.AWAIT_REPLY)),
        new Wanted(
            "control",
            "На контроле",
            "Организация не ответила в срок, или житель недоволен",
            PLACE_OF_WAITING + 1,
            CALM,
            Organisation.Kind.MINISTRY,
            ours().includeAssignedTasks().taskDefinitionKey("TakeUnderControl")),
        new Wanted(
            "public",
            "Общественный контроль",
            "Обращения, которые дошли до общественной палаты",
            PLACE_OF_WAITING + 1,
            CALM,
            Organisation.Kind.CHAMBER,
            ours().includeAssignedTasks().taskDefinitionKey("PublicControl")),
        new Wanted(
            "organisation",
            "Все наши",
            "Всё, что ждёт нашего решения, и то, что взяли коллеги",
            10,
            CALM,
            null,
            toDo(ours()).includeAssignedTasks()));
  }

  /** A filter from before counted the night as well; one described anew has been changed. */
  private void countWorkingTime(Filter filter) {
    var properties = new HashMap<>(filter.getProperties());
    if (properties.replace("description", LESS_THAN_HALF_AN_HOUR, BURNING)) {
      filter.setProperties(properties);
      filter.setQuery(filter.extend(burning(tasks.createTaskQuery())).getQuery());
      filters.saveFilter(filter);
    }
  }

  /** Filters from before there was a list of those who wait for the resident, and such a task. */
  private void makeRoomForWaiting(Filter filter) {
    var properties = new HashMap<>(filter.getProperties());
    Object mark = properties.get(MARK);
    if (TO_DO.contains(mark)) {
      filter.setQuery(filter.extend(toDo(tasks.createTaskQuery())).getQuery());
      filters.saveFilter(filter);
    } else if (AFTER_WAITING.contains(mark)
        && properties.get("priority") instanceof Number place
        && place.intValue() == PLACE_OF_WAITING) {
      properties.put("priority", PLACE_OF_WAITING + 1);
      filter.setProperties(properties);
      filters.saveFilter(filter);
    }
  }

  /** Without those where the resident has to do something. */
  private static TaskQuery toDo(TaskQuery query) {
    return query.taskDefinitionKeyNotIn(AppealProcess.AWAIT_REPLY);
  }

  private static TaskQuery burning(TaskQuery query) {
    return query.dueAfterExpression("${now()}").dueBeforeExpression("${burning.until()}");
  }

  /** What the groups of whoever looks may work on, and nobody has taken. */
  private TaskQuery ours() {
    return tasks.createTaskQuery().taskCandidateGroupInExpression("${currentUserGroups()}");
  }

  private String save(Wanted wanted) {
    Filter filter = filters.newTaskFilter(wanted.name());
    filter.setQuery(wanted.query());
    filter.setProperties(
        Map.of(
            MARK,
            wanted.mark(),
            "description",
            wanted.description(),
            "priority",
            wanted.priority(),
            "color",
            wanted.colour(),
            "refresh",
            true,
            "showUndefinedVariable",
            false,
            "variables",
            List.of()));
    return filters.saveFilter(filter).getId();
  }
}
