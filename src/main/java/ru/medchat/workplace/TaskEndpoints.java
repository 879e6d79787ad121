package ru.medchat.workplace;

import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import ru.medchat.appeal.Conversation;
import ru.medchat.appeal.Decisions;
import ru.medchat.appeal.ReleasedFiles;
import ru.medchat.appeal.Routing;
import ru.medchat.appeal.UnfitTextException;

/** What the operator's form asks of the server. */
@RestController
@RequestMapping("/workplace/tasks/{taskId}")
class TaskEndpoints {

  private final AppealTasks tasks;
  private final TaskViews views;
  private final Decisions decisions;
  private final Conversation conversation;
  private final ServedFiles files;
  private final Oversight oversight;
  private final Routing routing;
  private final ForProduct product;
  private final Looks looks;
  private final ReleasedFiles released;

  TaskEndpoints(
      AppealTasks tasks,
      TaskViews views,
      Decisions decisions,
      Conversation conversation,
      ServedFiles files,
      Oversight oversight,
      Routing routing,
      ForProduct product,
      Looks looks,
      ReleasedFiles released) {
    this.tasks = tasks;
    this.views = views;
    this.decisions = decisions;
    this.conversation = conversation;
    this.files = files;
    this.oversight = oversight;
    this.routing = routing;
    this.product = product;
    this.looks = looks;
    this.released = released;
  }

  @GetMapping
  TaskView show(@PathVariable String taskId, Principal caller) {
    var open = tasks.open(taskId);
    looks.note(caller.getName(), List.of(open.number()), Looks.Way.FORM);
    return views.of(open, caller.getName());
  }

  /**
   * What an operator has written.
   *
   * @param outcome what the operator is about to decide; null while still writing
   * @param takeOver whether to go on although somebody else works on the task
   * @param inPrivate whether it is to go to the private chat of a resident who wrote in a group;
   *     null while the operator has not chosen
   */
  record Draft(
      @Nullable String text,
      @Nullable String outcome,
      boolean takeOver,
      @Nullable Boolean inPrivate) {

    /** Without the one character that PostgreSQL can't keep. */
    String words() {
      return text == null ? "" : text.replace("\0", "");
    }
  }

  /**
   * That the draft is kept.
   *
   * @param takenBy who else works on the task; null when nobody else does
   */
  record Kept(@Nullable String takenBy) {}

  /**
   * Keeps what an operator writes, whatever else comes of it; with an outcome, also says whether
   * that outcome can be.
   *
   * @throws UnfitTextException when the outcome asks for words, and these can't be sent
   * @throws ru.medchat.appeal.PersonalDataInGroupException when they must not go to a group
   * @throws ru.medchat.appeal.SoundsLikeAdviceException when they need a second person
   * @throws TaskTakenException when somebody else works on the task
   * @throws TaskGoneException when somebody else has finished it
   */
  @PutMapping("/draft")
  Kept keep(@PathVariable String taskId, @RequestBody Draft draft, Principal caller) {
    OpenTask open;
    try {
      open = tasks.open(taskId);
    } catch (TaskGoneException gone) {
      decisions.saveDraft(gone.number(), caller.getName(), draft.words(), draft.inPrivate());
      throw new TextKeptException(gone);
    }
    decisions.saveDraft(open.number(), caller.getName(), draft.words(), draft.inPrivate());
    var outcome = draft.outcome();
    if (draft.takeOver()) {
      tasks.takeOver(open.task(), caller.getName());
    } else if (outcome != null || !draft.words().isBlank()) {
      tasks.take(open.task(), caller.getName());
    }
    var other = tasks.takenBy(tasks.open(taskId).task(), caller.getName());
    if (outcome != null) {
      other.ifPresent(
          who -> {
            throw new TaskTakenException(who);
          });
      check(open, outcome, draft.words(), caller.getName());
    }
    return new Kept(other.orElse(null));
  }

  /**
   * What an operator says the appeal is about.
   *
   * @param category its code
   */
  record Topic(@Nullable String category) {}

  /** Who answers stays as it is: an operator who wants somebody else to answer passes it on. */
  @PutMapping("/category")
  TaskView categorise(@PathVariable String taskId, @RequestBody Topic topic, Principal caller) {
    var open = tasks.open(taskId);
    looks.note(caller.getName(), List.of(open.number()), Looks.Way.FORM);
    String code = topic.category() == null ? "" : topic.category();
    product.ask(
        () -> {
          routing.categorise(open.number(), code, tasks.nameOf(caller.getName()));
          return code;
        });
    return views.of(open, caller.getName());
  }

  @GetMapping("/files/{fileId}")
  ResponseEntity<Resource> file(
      @PathVariable String taskId, @PathVariable long fileId, Principal caller) {
    var open = tasks.open(taskId);
    boolean readsAll = oversight.readsPersonalData(caller.getName());
    if (!readsAll && !released.of(open.number()).contains(fileId)) {
      throw new FileNotThereException("Этот файл министерство общественной палате не показывает.");
    }
    if (!conversation.hasFile(open.number(), fileId)) {
      throw new FileNotThereException("Файл не найден: " + fileId);
    }
    looks.note(caller.getName(), List.of(open.number()), Looks.Way.FILE);
    var answer = files.serve(fileId);
    return readsAll ? answer : FileReleases.withoutName(answer);
  }

  private void check(OpenTask open, String value, String words, String caller) {
    var outcome = views.outcomeOf(open.task(), value);
    if (outcome.words() != Decisions.Words.NONE) {
      boolean inPrivate = decisions.inPrivate(open.number(), caller);
      decisions.check(open.number(), words, outcome.words(), inPrivate);
    }
  }
}
