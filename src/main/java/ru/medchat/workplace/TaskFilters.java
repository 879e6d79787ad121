package ru.medchat.workplace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ru.medchat.directory.Organisation;

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
        new Wanted("new", "Новые", "Ещё никто не взял", 1, CALM, null, ours()),
        new Wanted(
            "mine",
            "Мои",
            "Те, над которыми работаю я",
            2,
            CALM,
            null,
            tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}")),
        new Wanted(
            "burning", "Горят", BURNING, 3, WARNING, null, burning(ours().includeAssignedTasks())),
        new Wanted(
            "overdue",
            "Просрочены",
            "Срок прошёл",
            4,
            ALARM,
            null,
            ours().includeAssignedTasks().dueBeforeExpression("${now()}")),
        new Wanted(
            "control",
            "На контроле",
            "Организация не ответила в срок, или житель недоволен",
            5,
            CALM,
            Organisation.Kind.MINISTRY,
            ours().includeAssignedTasks().taskDefinitionKey("TakeUnderControl")),
        new Wanted(
            "public",
            "Общественный контроль",
            "Обращения, которые дошли до общественной палаты",
            5,
            CALM,
            Organisation.Kind.CHAMBER,
            ours().includeAssignedTasks().taskDefinitionKey("PublicControl")),
        new Wanted(
            "organisation",
            "Все наши",
            "Все открытые задачи, и те, что взяли коллеги",
            10,
            CALM,
            null,
            ours().includeAssignedTasks()));
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
