package ru.medchat.workplace;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricIdentityLinkLog;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Decision;
import ru.medchat.appeal.Decisions;
import ru.medchat.directory.Directory;
import ru.medchat.process.AppealProcess;
import ru.medchat.wording.Moments;

/** The tasks of appeals as the caller may see them, who works on them, and who finished them. */
@Component
class AppealTasks {

  private final TaskService tasks;
  private final RuntimeService runtime;
  private final HistoryService history;
  private final IdentityService identity;
  private final ForProduct product;
  private final Appeals appeals;
  private final Decisions decisions;
  private final Directory directory;

  AppealTasks(
      TaskService tasks,
      RuntimeService runtime,
      HistoryService history,
      IdentityService identity,
      ForProduct product,
      Appeals appeals,
      Decisions decisions,
      Directory directory) {
    this.tasks = tasks;
    this.runtime = runtime;
    this.history = history;
    this.identity = identity;
    this.product = product;
    this.appeals = appeals;
    this.decisions = decisions;
    this.directory = directory;
  }

  /**
   * An open task.
   *
   * @throws TaskGoneException when it is finished, and the caller could have done it
   * @throws TaskNotFoundException when it is not there for the caller
   */
  OpenTask open(String taskId) {
    // Asked as the caller, so that the engine's authorizations decide.
    Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
    if (task == null) {
      throw missing(taskId);
    }
    return new OpenTask(
        task,
        numberOf(task.getProcessInstanceId()).orElseThrow(() -> new TaskNotFoundException(taskId)));
  }

  /** Makes the caller the one who works on a task, unless somebody else is. */
  void take(Task task, String caller) {
    if (task.getAssignee() == null) {
      try {
        tasks.claim(task.getId(), caller);
      } catch (ProcessEngineException e) {
        // Somebody was faster, with this task or with finishing it: what is asked next finds out.
        return;
      }
    }
  }

  /** Makes the caller the one who works on a task, whoever did until now. */
  void takeOver(Task task, String caller) {
    product.ask(
        () -> {
          tasks.setAssignee(task.getId(), caller);
          return task;
        });
  }

  /** The name of somebody else who works on a task. */
  Optional<String> takenBy(Task task, String caller) {
    String assignee = task.getAssignee();
    return assignee == null || assignee.equals(caller)
        ? Optional.empty()
        : Optional.of(nameOf(assignee));
  }

  private RuntimeException missing(String taskId) {
    var task =
        product.ask(() -> history.createHistoricTaskInstanceQuery().taskId(taskId).singleResult());
    if (task == null || task.getEndTime() == null || !couldBeDone(taskId)) {
      return new TaskNotFoundException(taskId);
    }
    return finishedNumberOf(task)
        .<RuntimeException>map(number -> new TaskGoneException(number, howItEnded(task, number)))
        .orElseGet(() -> new TaskNotFoundException(taskId));
  }

  private boolean couldBeDone(String taskId) {
    List<String> mine = identity.getCurrentAuthentication().getGroupIds();
    return product
        .ask(
            () ->
                history
                    .createHistoricIdentityLinkLogQuery()
                    .taskId(taskId)
                    .type(IdentityLinkType.CANDIDATE)
                    .list())
        .stream()
        .map(HistoricIdentityLinkLog::getGroupId)
        .anyMatch(mine::contains);
  }

  private String howItEnded(HistoricTaskInstance task, AppealNumber number) {
    var zone = directory.municipality(appeals.get(number).municipalityId()).zone();
    String at = Moments.time(task.getEndTime().toInstant(), zone);
    return decisions
        .ofTask(task.getId())
        .map(Decision::decidedBy)
        .or(() -> Optional.ofNullable(task.getAssignee()).filter(a -> !wasWithdrawn(task)))
        .flatMap(this::findName)
        .map(who -> "Эту задачу уже завершил(а) %s в %s.".formatted(who, at))
        .orElse(
            AppealProcess.AWAIT_REPLY.equals(task.getTaskDefinitionKey())
                ? "Жителя больше не ждём с %s: он ответил, или обращение закрыто.".formatted(at)
                : "Эта задача снята в %s: на обращение ответили без неё.".formatted(at));
  }

  private static boolean wasWithdrawn(HistoricTaskInstance task) {
    return !"completed".equals(task.getDeleteReason());
  }

  private Optional<AppealNumber> finishedNumberOf(HistoricTaskInstance task) {
    return Optional.ofNullable(
            product.ask(
                () ->
                    history
                        .createHistoricProcessInstanceQuery()
                        .processInstanceId(task.getProcessInstanceId())
                        .singleResult()))
        .flatMap(instance -> number(instance.getBusinessKey()));
  }

  private Optional<AppealNumber> numberOf(@Nullable String processInstanceId) {
    if (processInstanceId == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(
            product.ask(
                () ->
                    runtime
                        .createProcessInstanceQuery()
                        .processInstanceId(processInstanceId)
                        .singleResult()))
        .flatMap(instance -> number(instance.getBusinessKey()));
  }

  /** A manager may run processes of other things beside ours, which are no appeals. */
  static Optional<AppealNumber> number(@Nullable String businessKey) {
    try {
      return Optional.ofNullable(businessKey).map(AppealNumber::of);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What a user is called; the id where nobody has given a name. */
  String nameOf(String userId) {
    return findName(userId).orElse(userId);
  }

  private Optional<String> findName(String userId) {
    return Optional.ofNullable(
            product.ask(() -> identity.createUserQuery().userId(userId).singleResult()))
        .map(user -> (user.getFirstName() + " " + user.getLastName()).strip());
  }
}
