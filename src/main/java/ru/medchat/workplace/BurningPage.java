package ru.medchat.workplace;

import java.security.Principal;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Appeals;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;
import ru.medchat.process.AppealProcess;
import ru.medchat.process.Burning;

/**
 * «Горит в регионе»: what the organisations of a ministry's region have to answer within half an
 * hour. A ministry has no part in their tasks before a breach, so Tasklist's filters can't list
 * them; this page shows that they are there, and nothing a resident wrote.
 */
@Controller
class BurningPage {

  static final String PATH = "/burning";

  /** A page stays readable however much burns. */
  private static final int MOST = 100;

  private final TaskService tasks;
  private final ForProduct product;
  private final TaskCards cards;
  private final AppealTasks people;
  private final Appeals appeals;
  private final Burning burning;
  private final Directory directory;
  private final EngineUsers users;
  private final Clock clock;

  BurningPage(
      TaskService tasks,
      ForProduct product,
      TaskCards cards,
      AppealTasks people,
      Appeals appeals,
      Burning burning,
      Directory directory,
      EngineUsers users,
      Clock clock) {
    this.tasks = tasks;
    this.product = product;
    this.cards = cards;
    this.people = people;
    this.appeals = appeals;
    this.burning = burning;
    this.directory = directory;
    this.users = users;
    this.clock = clock;
  }

  /**
   * A task as the page shows it.
   *
   * @param takenBy who works on it; null when nobody does
   */
  record Listed(
      String number,
      String municipality,
      @Nullable String category,
      String organisation,
      TaskView.Moment due,
      @Nullable String takenBy) {}

  @GetMapping(PATH)
  String show(Model model, Principal caller) {
    var groups = users.groupsOf(caller.getName());
    var responders =
        directory.organisationsAmong(groups).stream()
            .filter(each -> each.kind() == Organisation.Kind.MINISTRY)
            .flatMap(ministry -> directory.responders(ministry.regionCode()).stream())
            .collect(Collectors.toMap(Organisation::id, Function.identity()));
    var open = product.ask(() -> soonDue(List.copyOf(responders.values())));
    var byId = open.stream().collect(Collectors.toMap(Task::getId, Function.identity()));
    var listed =
        product.ask(() -> cards.of(byId.keySet(), groups)).stream()
            .filter(TaskCards.TaskCard::burning)
            .sorted((one, two) -> dueOf(one).at().compareTo(dueOf(two).at()))
            .map(card -> listed(card, Objects.requireNonNull(byId.get(card.task()))))
            .toList();
    model.addAttribute("tasks", listed);
    model.addAttribute("all", open.size() < MOST);
    return "burning";
  }

  private List<Task> soonDue(List<Organisation> responders) {
    return responders.isEmpty()
        ? List.of()
        : tasks
            .createTaskQuery()
            .taskCandidateGroupIn(responders.stream().map(Organisation::id).toList())
            .includeAssignedTasks()
            .taskDefinitionKeyNotIn(AppealProcess.AWAIT_REPLY)
            .active()
            .dueAfter(Date.from(clock.instant()))
            .dueBefore(Date.from(burning.until(responders)))
            .orderByDueDate()
            .asc()
            .listPage(0, MOST);
  }

  private Listed listed(TaskCards.TaskCard card, Task task) {
    String organisation = appeals.get(AppealNumber.of(card.number())).organisationId();
    String assignee = task.getAssignee();
    return new Listed(
        card.number(),
        card.municipality(),
        card.category(),
        organisation == null ? "" : directory.organisation(organisation).name(),
        dueOf(card),
        assignee == null ? null : people.nameOf(assignee));
  }

  private static TaskView.Moment dueOf(TaskCards.TaskCard card) {
    return Objects.requireNonNull(card.due());
  }
}
