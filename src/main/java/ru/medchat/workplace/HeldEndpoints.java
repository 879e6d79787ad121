package ru.medchat.workplace;

import java.security.Principal;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import ru.medchat.appeal.ConfirmationException;

/** What the operator's form asks about a message that needs a second person. */
@RestController
@RequestMapping("/workplace/tasks/{taskId}/held")
@ResponseStatus(HttpStatus.NO_CONTENT)
class HeldEndpoints {

  private final AppealTasks tasks;
  private final TaskViews views;
  private final Confirming confirming;

  HeldEndpoints(AppealTasks tasks, TaskViews views, Confirming confirming) {
    this.tasks = tasks;
    this.views = views;
    this.confirming = confirming;
  }

  /** What is to be confirmed. */
  record Asked(@Nullable String text, @Nullable String outcome) {}

  /** Why a text is returned. */
  record Objection(@Nullable String note) {}

  /**
   * Asks for a second person.
   *
   * @throws TaskTakenException when somebody else works on the task
   * @throws OutcomeNotOfferedException when the task has no such outcome
   * @throws ru.medchat.appeal.PersonalDataInGroupException when it must not go to a group
   * @throws ConfirmationException when the text needs nobody, or a colleague's waits already
   */
  @PostMapping
  void ask(@PathVariable String taskId, @RequestBody Asked asked, Principal caller) {
    var open = tasks.open(taskId);
    tasks
        .takenBy(open.task(), caller.getName())
        .ifPresent(
            who -> {
              throw new TaskTakenException(who);
            });
    String value = asked.outcome() == null ? "" : asked.outcome();
    String text = asked.text() == null ? "" : asked.text().replace("\0", "");
    confirming.ask(open, views.outcomeOf(open.task(), value), text, caller.getName());
  }

  /** Confirms a text, which sends it and finishes the task. */
  @PostMapping("/{heldId}/confirmation")
  void confirm(@PathVariable String taskId, @PathVariable long heldId, Principal caller) {
    var open = tasks.open(taskId);
    try {
      confirming.confirm(open, heldId, caller.getName());
    } catch (OptimisticLockingException e) {
      // Somebody has finished the task at the same moment: says who.
      tasks.open(taskId);
      throw new ConfirmationException("Кто-то сейчас меняет эту задачу. Попробуйте ещё раз.");
    }
  }

  @PostMapping("/{heldId}/return")
  void giveBack(
      @PathVariable String taskId,
      @PathVariable long heldId,
      @RequestBody Objection objection,
      Principal caller) {
    String note = objection.note() == null ? "" : objection.note().replace("\0", "");
    confirming.giveBack(tasks.open(taskId), heldId, note, caller.getName());
  }
}
