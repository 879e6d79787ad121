package ru.medchat.workplace;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.AppealCards;
import ru.medchat.appeal.AppealCards.AppealCard;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Categories;
import ru.medchat.appeal.HeldTexts;
import ru.medchat.directory.Calendars;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Municipality;
import ru.medchat.process.AppealProcess;
import ru.medchat.process.Burning;
import ru.medchat.wording.Moments;

/** What tells the tasks of a list apart, a whole list at once. */
@Component
class TaskCards {

  private final TaskService tasks;
  private final RuntimeService runtime;
  private final ForProduct product;
  private final AppealCards appeals;
  private final HeldTexts heldTexts;
  private final Categories categories;
  private final Directory directory;
  private final Oversight oversight;
  private final Burning burning;
  private final Calendars calendars;
  private final Clock clock;

  TaskCards(
      TaskService tasks,
      RuntimeService runtime,
      ForProduct product,
      AppealCards appeals,
      HeldTexts heldTexts,
      Categories categories,
      Directory directory,
      Oversight oversight,
      Burning burning,
      Calendars calendars,
      Clock clock) {
    this.tasks = tasks;
    this.runtime = runtime;
    this.product = product;
    this.appeals = appeals;
    this.heldTexts = heldTexts;
    this.categories = categories;
    this.directory = directory;
    this.oversight = oversight;
    this.burning = burning;
    this.calendars = calendars;
    this.clock = clock;
  }

  /**
   * A task in the list.
   *
   * @param category null when nobody has said
   * @param words what the resident began with; null for who may not read it, empty when there are
   *     none
   * @param asked since when the resident's reply is waited for; null when something is to be done
   * @param due until when that is waited for, or the task has to be done; null when it has no limit
   * @param burning whether it has to be done, and less than half an hour of working time is left
   * @param held whether a message waits there for a second person
   */
  record TaskCard(
      String task,
      String number,
      String municipality,
      @Nullable String category,
      @Nullable String words,
      TaskView.@Nullable Moment asked,
      TaskView.@Nullable Moment due,
      boolean burning,
      boolean held) {}

  /** The cards of those tasks that the caller may see and that are about appeals. */
  List<TaskCard> of(Collection<String> taskIds, Collection<String> groups) {
    if (taskIds.isEmpty()) {
      return List.of();
    }
    // Asked as the caller, so that the engine's authorizations decide.
    var open = tasks.createTaskQuery().taskIdIn(taskIds.toArray(String[]::new)).list();
    var numbers = numbersOf(open);
    var cards =
        appeals.of(Set.copyOf(numbers.values())).stream()
            .collect(Collectors.toMap(AppealCard::number, Function.identity()));
    var places =
        directory.municipalities().stream()
            .collect(Collectors.toMap(Municipality::id, Function.identity()));
    // Residents write their personal data where they like.
    boolean readsWords = oversight.readsPersonalData(groups);
    var held = heldTexts.waitingAt(open.stream().map(Task::getId).toList());
    return open.stream()
        .flatMap(
            task ->
                Optional.ofNullable(numbers.get(task.getProcessInstanceId()))
                    .map(cards::get)
                    .map(
                        card ->
                            card(
                                task,
                                card,
                                Objects.requireNonNull(places.get(card.municipalityId())),
                                readsWords,
                                held.contains(task.getId())))
                    .stream())
        .toList();
  }

  private TaskCard card(
      Task task, AppealCard card, Municipality place, boolean readsWords, boolean held) {
    boolean waiting = AppealProcess.AWAIT_REPLY.equals(task.getTaskDefinitionKey());
    return new TaskCard(
        task.getId(),
        card.number().value(),
        place.name(),
        categoryName(card.category()),
        readsWords ? card.firstWords() : null,
        waiting ? moment(task.getCreateTime().toInstant(), place.zone()) : null,
        task.getDueDate() == null ? null : moment(task.getDueDate().toInstant(), place.zone()),
        !waiting
            && task.getDueDate() != null
            && burning.is(task.getDueDate().toInstant(), calendars.of(place.id(), null)),
        held);
  }

  /** What a category is called; null when nobody has said. */
  @Nullable String categoryName(@Nullable String code) {
    return Optional.ofNullable(code)
        .flatMap(categories::find)
        .map(Categories.Category::name)
        .orElse(null);
  }

  private TaskView.Moment moment(Instant at, ZoneId zone) {
    boolean today =
        at.atZone(zone).toLocalDate().equals(clock.instant().atZone(zone).toLocalDate());
    return new TaskView.Moment(at, today ? Moments.time(at, zone) : Moments.inShort(at, zone));
  }

  /** The appeals that tasks are about, by process instance. */
  private Map<String, AppealNumber> numbersOf(List<Task> open) {
    var instances =
        open.stream()
            .map(Task::getProcessInstanceId)
            .filter(id -> id != null)
            .collect(Collectors.toSet());
    if (instances.isEmpty()) {
      return Map.of();
    }
    return product
        .ask(() -> runtime.createProcessInstanceQuery().processInstanceIds(instances).list())
        .stream()
        .flatMap(
            instance ->
                AppealTasks.number(instance.getBusinessKey())
                    .map(n -> Map.entry(instance.getId(), n))
                    .stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
