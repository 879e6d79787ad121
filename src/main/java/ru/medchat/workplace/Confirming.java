package ru.medchat.workplace;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.appeal.ConfirmationException;
import ru.medchat.appeal.Decisions;
import ru.medchat.appeal.HeldTexts;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;
import ru.medchat.process.Colleagues;
import ru.medchat.process.Outcome;

/**
 * The second person for a message that sounds like medical advice: a colleague in the organisation
 * that has the task. Where there is nobody but the author, the ministry is called to the task.
 */
@Component
@Transactional
class Confirming {

  private final TaskService tasks;
  private final Colleagues colleagues;
  private final ForProduct product;
  private final EngineUsers users;
  private final AppealTasks appealTasks;
  private final HeldTexts held;
  private final Decisions decisions;
  private final Directory directory;

  Confirming(
      TaskService tasks,
      Colleagues colleagues,
      ForProduct product,
      EngineUsers users,
      AppealTasks appealTasks,
      HeldTexts held,
      Decisions decisions,
      Directory directory) {
    this.tasks = tasks;
    this.colleagues = colleagues;
    this.product = product;
    this.users = users;
    this.appealTasks = appealTasks;
    this.held = held;
    this.decisions = decisions;
    this.directory = directory;
  }

  /**
   * Asks for a second person. The task stays open under its limits, and nobody's, so that
   * colleagues find it among the new ones.
   *
   * @throws ConfirmationException when there is nobody to ask, or nothing to ask for
   */
  void ask(OpenTask open, Outcome outcome, String text, String author) {
    var task = open.task();
    if (outcome.words() != Decisions.Words.TO_RESIDENT) {
      throw new ConfirmationException("Это решение отправляется без подтверждения.");
    }
    var organisation = organisationFor(task, author);
    callMinistryIfAlone(task, organisation);
    held.hold(
        open.number(),
        task.getId(),
        outcome.value(),
        text,
        person(author),
        organisation.kind(),
        decisions.inPrivate(open.number(), author));
    assign(task, null);
  }

  /**
   * Sends a colleague's text, exactly as it is, as the colleague's.
   *
   * @throws ConfirmationException when it waits no longer, or the caller may not
   */
  void confirm(OpenTask open, long heldId, String caller) {
    organisationFor(open.task(), caller);
    var text = held.confirm(heldId, open.task().getId(), person(caller));
    tasks.complete(open.task().getId(), Map.of("outcome", text.outcome()));
  }

  /**
   * Gives a colleague's text back, and the task with it, unless the colleague has left.
   *
   * @throws ConfirmationException when it waits no longer, the caller may not, or says nothing
   */
  void giveBack(OpenTask open, long heldId, String note, String caller) {
    organisationFor(open.task(), caller);
    var text = held.giveBack(heldId, open.task().getId(), person(caller), note);
    assign(open.task(), worksOn(open.task(), text.heldBy()) ? text.heldBy() : null);
  }

  private Organisation organisationFor(Task task, String user) {
    var mine = users.groupsOf(user);
    return candidates(task).stream()
        .filter(each -> mine.contains(each.id()))
        .findFirst()
        .orElseThrow(
            () -> new ConfirmationException("Это может сделать только сотрудник организации."));
  }

  private List<Organisation> candidates(Task task) {
    return directory.organisationsAmong(
        product.ask(() -> tasks.getIdentityLinksForTask(task.getId())).stream()
            .map(IdentityLink::getGroupId)
            .filter(Objects::nonNull)
            .toList());
  }

  private boolean worksOn(Task task, String user) {
    var groups = candidates(task).stream().map(Organisation::id).toList();
    return product.ask(() -> colleagues.worksIn(groups, user));
  }

  private void callMinistryIfAlone(Task task, Organisation organisation) {
    if (peopleOf(organisation) > 1) {
      return;
    }
    var ministry = directory.ministryOf(organisation.regionCode());
    if (ministry.id().equals(organisation.id())) {
      throw new ConfirmationException(
          "Подтвердить некому: в министерстве один сотрудник. Перепишите текст.");
    }
    if (candidates(task).stream().noneMatch(each -> each.id().equals(ministry.id()))) {
      product.ask(
          () -> {
            tasks.addCandidateGroup(task.getId(), ministry.id());
            return task;
          });
    }
  }

  private int peopleOf(Organisation organisation) {
    return product.ask(() -> colleagues.in(organisation.id()).size());
  }

  private void assign(Task task, @Nullable String user) {
    product.ask(
        () -> {
          tasks.setAssignee(task.getId(), user);
          return task;
        });
  }

  private HeldTexts.Person person(String user) {
    return new HeldTexts.Person(user, appealTasks.nameOf(user));
  }
}
