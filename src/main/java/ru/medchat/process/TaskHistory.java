package ru.medchat.process;

import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.IdentityLink;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Handling;
import ru.medchat.directory.Absences.Absence;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;

/** Writes into the case to whom each user task is given, who takes it, and who finishes it how. */
@Component("taskHistory")
class TaskHistory implements TaskListener {

  /** Why tasks change hands in this thread just now; null when somebody simply does it. */
  private static final ThreadLocal<@Nullable Reason> REASON = new ThreadLocal<>();

  /** What is to be noted of a task that changes hands. */
  @FunctionalInterface
  private interface Reason {
    void note(AppealNumber number, String task, @Nullable String assignee);
  }

  private final Outcomes outcomes;
  private final Appeals appeals;
  private final Handling handling;
  private final Directory directory;
  private final IdentityService identity;

  TaskHistory(
      @Lazy Outcomes outcomes,
      Appeals appeals,
      Handling handling,
      Directory directory,
      @Lazy IdentityService identity) {
    this.outcomes = outcomes;
    this.appeals = appeals;
    this.handling = handling;
    this.directory = directory;
    this.identity = identity;
  }

  @Override
  public void notify(DelegateTask task) {
    numberOf(task).ifPresent(number -> note(number, task));
  }

  /** Tells of tasks that change hands meanwhile that they do because of an absence. */
  void handingOn(Absence absence, Runnable change) {
    because(
        (number, task, assignee) ->
            handling.handedOn(
                number,
                task,
                nameOf(absence.account()),
                absence.back(),
                assignee == null ? null : nameOf(assignee)),
        change);
  }

  /** Tells of tasks that change hands meanwhile that they do because somebody has left. */
  void leaving(String account, Runnable change) {
    because((number, task, assignee) -> handling.leftBy(number, task, nameOf(account)), change);
  }

  private static void because(Reason reason, Runnable change) {
    REASON.set(reason);
    try {
      change.run();
    } finally {
      REASON.remove();
    }
  }

  private void note(AppealNumber number, DelegateTask task) {
    switch (task.getEventName()) {
      case EVENTNAME_CREATE ->
          groupsOf(task).ifPresent(who -> note(number, task, Handling.Step.given, "", who));
      case EVENTNAME_ASSIGNMENT -> {
        String assignee = task.getAssignee();
        var reason = REASON.get();
        if (reason != null) {
          reason.note(number, task.getName(), assignee);
        } else if (assignee != null) {
          note(number, task, Handling.Step.taken, "", nameOf(assignee));
        } else {
          asking().ifPresent(who -> note(number, task, Handling.Step.left, "", nameOf(who)));
        }
      }
      case EVENTNAME_COMPLETE ->
          asking()
              .ifPresent(
                  who -> note(number, task, Handling.Step.done, outcomeOf(task), nameOf(who)));
      default -> throw new IllegalStateException(task.getEventName());
    }
  }

  private void note(
      AppealNumber number, DelegateTask task, Handling.Step step, String what, String who) {
    handling.worked(number, step, task.getName(), what, who);
  }

  /** A manager may run processes of other things beside ours, which are no appeals. */
  private Optional<AppealNumber> numberOf(DelegateTask task) {
    String key = task.getExecution().getProcessBusinessKey();
    try {
      return key == null
          ? Optional.empty()
          : Optional.of(AppealNumber.of(key)).filter(number -> appeals.find(number).isPresent());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whose task it is; empty when a model gives it to no organisation. */
  private Optional<String> groupsOf(DelegateTask task) {
    return task.getCandidates().stream()
        .map(IdentityLink::getGroupId)
        .flatMap(group -> directory.findOrganisation(group).stream())
        .map(Organisation::name)
        .reduce((some, other) -> some + ", " + other);
  }

  private String outcomeOf(DelegateTask task) {
    Object chosen = task.getVariable(AppealProcess.OUTCOME);
    return outcomes.of(task.getProcessDefinitionId(), task.getTaskDefinitionKey()).stream()
        .filter(outcome -> outcome.value().equals(chosen))
        .map(Outcome::label)
        .findFirst()
        .orElse("сделано");
  }

  /** Who acts; empty when nobody does, but the product. */
  private Optional<String> asking() {
    return Optional.ofNullable(identity.getCurrentAuthentication())
        .map(authentication -> authentication.getUserId());
  }

  /** What a user is called; the id where nobody has given a name. */
  String nameOf(String userId) {
    return Optional.ofNullable(identity.createUserQuery().userId(userId).singleResult())
        .map(user -> (user.getFirstName() + " " + user.getLastName()).strip())
        .orElse(userId);
  }
}
