package ru.medchat.workplace;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Categories;
import ru.medchat.appeal.Conversation;
import ru.medchat.appeal.Decisions;
import ru.medchat.appeal.Discretion;
import ru.medchat.appeal.Handling;
import ru.medchat.appeal.HeldText;
import ru.medchat.appeal.HeldTexts;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Municipality;
import ru.medchat.process.AppealProcess;
import ru.medchat.process.LimitTraces;
import ru.medchat.process.Outcome;
import ru.medchat.process.Outcomes;
import ru.medchat.wording.Moments;
import ru.medchat.worktime.Explanation;

/** Puts together what an operator needs to know to finish a task. */
@Component
class TaskViews {

  private final AppealTasks tasks;
  private final Appeals appeals;
  private final Conversation conversation;
  private final TalkViews talk;
  private final ChamberViews chamber;
  private final FileReleases releases;
  private final Oversight oversight;
  private final EarlierViews earlier;
  private final Handling handling;
  private final Categories categories;
  private final Decisions decisions;
  private final HeldTexts heldTexts;
  private final Discretion discretion;
  private final Outcomes outcomes;
  private final LimitTraces traces;
  private final Directory directory;
  private final ForProduct product;
  private final Clock clock;

  TaskViews(
      AppealTasks tasks,
      Appeals appeals,
      Conversation conversation,
      TalkViews talk,
      ChamberViews chamber,
      FileReleases releases,
      Oversight oversight,
      EarlierViews earlier,
      Handling handling,
      Categories categories,
      Decisions decisions,
      HeldTexts heldTexts,
      Discretion discretion,
      Outcomes outcomes,
      LimitTraces traces,
      Directory directory,
      ForProduct product,
      Clock clock) {
    this.tasks = tasks;
    this.appeals = appeals;
    this.conversation = conversation;
    this.talk = talk;
    this.chamber = chamber;
    this.releases = releases;
    this.oversight = oversight;
    this.earlier = earlier;
    this.handling = handling;
    this.categories = categories;
    this.decisions = decisions;
    this.heldTexts = heldTexts;
    this.discretion = discretion;
    this.outcomes = outcomes;
    this.traces = traces;
    this.directory = directory;
    this.product = product;
    this.clock = clock;
  }

  TaskView of(OpenTask open, String caller) {
    // First of all: what changes while the rest is read is then asked for once more.
    String version = versionOf(open);
    var appeal = appeals.get(open.number());
    var all = all(open, version, appeal, caller);
    return oversight.readsPersonalData(caller)
        ? all
        : chamber.of(all, appeal.residentName(), releases.of(appeal));
  }

  private TaskView all(OpenTask open, String version, Appeal appeal, String caller) {
    var task = open.task();
    var municipality = directory.municipality(appeal.municipalityId());
    var zone = municipality.zone();
    var category = Optional.ofNullable(appeal.category()).flatMap(categories::find);
    var offered = outcomesOf(task);
    return new TaskView(
        task.getId(),
        caller,
        version,
        clock.instant(),
        task.getName(),
        task.getDescription(),
        handling.instructionFor(appeal).orElse(null),
        appeal.number().value(),
        municipality.name(),
        category.map(Categories.Category::name).orElse(null),
        category.map(Categories.Category::code).orElse(null),
        category.map(Categories.Category::norm).orElse(null),
        categories.toChoose().stream()
            .map(each -> new TaskView.Choice(each.code(), each.name()))
            .toList(),
        appeal.emergency(),
        TaskView.Moment.of(appeal.openedAt(), zone),
        TaskView.Moment.ofNullable(appeal.waitingSince(), zone),
        AppealProcess.AWAIT_REPLY.equals(task.getTaskDefinitionKey())
            ? TaskView.Moment.of(task.getCreateTime().toInstant(), zone)
            : null,
        limit(task, appeal.number(), zone),
        releases.marked(
            talk.of(appeal.number(), "/workplace/tasks/%s/files".formatted(task.getId()), zone),
            appeal,
            caller),
        earlier.of(appeal, caller),
        conversation.historyOf(appeal.number()).stream()
            .map(event -> new TaskView.Happened(TaskView.Moment.of(event.at(), zone), event.line()))
            .toList(),
        offered,
        organisations(offered, appeal, municipality),
        decisions.draftOf(appeal.number(), caller).orElse(""),
        tasks.takenBy(task, caller).orElse(null),
        Decisions.LONGEST_TEXT,
        heldTexts.at(task.getId()).map(text -> held(text, offered, caller, zone)).orElse(null),
        discretion(appeal, offered, caller),
        false);
  }

  private TaskView.@Nullable Discretion discretion(
      Appeal appeal, List<Outcome> offered, String caller) {
    boolean says = offered.stream().anyMatch(each -> each.words() == Decisions.Words.TO_RESIDENT);
    return appeal.inPrivate() || !says
        ? null
        : new TaskView.Discretion(
            decisions.inPrivate(appeal.number(), caller), discretion.inWordsOf(appeal.number()));
  }

  /** A short text that changes with what there is to show; far cheaper than all of it. */
  String versionOf(OpenTask open) {
    var task = open.task();
    return "%s-%x"
        .formatted(
            appeals.versionOf(open.number(), task.getId()),
            Objects.hash(task.getAssignee(), task.getDueDate()));
  }

  /** The outcomes of a task; the model is read for the product, and may be of any version. */
  List<Outcome> outcomesOf(Task task) {
    return product.ask(() -> outcomes.of(task));
  }

  /**
   * An outcome of a task.
   *
   * @throws OutcomeNotOfferedException when the model offers no such one
   */
  Outcome outcomeOf(Task task, String value) {
    return outcomesOf(task).stream()
        .filter(each -> each.value().equals(value))
        .findFirst()
        .orElseThrow(() -> new OutcomeNotOfferedException(task.getName(), value));
  }

  private TaskView.Held held(HeldText text, List<Outcome> offered, String caller, ZoneId zone) {
    String reader = text.settledBy();
    return new TaskView.Held(
        text.id(),
        offered.stream()
            .filter(each -> each.value().equals(text.outcome()))
            .map(Outcome::label)
            .findFirst()
            .orElse(text.outcome()),
        text.text(),
        text.findings(),
        tasks.nameOf(text.heldBy()),
        TaskView.Moment.of(text.heldAt(), zone),
        text.heldBy().equals(caller),
        reader == null ? null : tasks.nameOf(reader),
        text.note(),
        text.inPrivate());
  }

  private TaskView.@Nullable Limit limit(Task task, AppealNumber number, ZoneId zone) {
    var due = task.getDueDate();
    return due == null
        ? null
        : new TaskView.Limit(
            due.toInstant(),
            Moments.inWords(due.toInstant(), zone),
            due.toInstant().isBefore(clock.instant()),
            trace(task.getId(), number));
  }

  /** Timers and executions are the product's: operators have no authorization to read them. */
  private List<String> trace(String taskId, AppealNumber number) {
    return product
        .ask(() -> traces.of(number, taskId))
        .map(trace -> trace.lines().stream().map(Explanation.Line::text).toList())
        .orElse(List.of());
  }

  private List<TaskView.Choice> organisations(
      List<Outcome> offered, Appeal appeal, Municipality municipality) {
    if (offered.stream().noneMatch(each -> each.asks() == Outcome.Asks.ORGANISATION)) {
      return List.of();
    }
    return directory.responders(municipality.regionCode()).stream()
        .filter(organisation -> !organisation.id().equals(appeal.organisationId()))
        .map(organisation -> new TaskView.Choice(organisation.id(), organisation.name()))
        .toList();
  }
}
