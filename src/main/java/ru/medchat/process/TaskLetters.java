package ru.medchat.process;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.IdentityLink;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Appeals;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;

/**
 * Stands at the beginning of every user task: whoever is to do it gets the letter that the field
 * «Письмо о задаче» of the task names.
 */
@Component("taskLetters")
class TaskLetters implements TaskListener {

  private static final String NEW_APPEAL = "newAppeal";
  private static final String INSTRUCTION = "instruction";
  private static final String REOPENED = "reopened";

  private final AppealLetters letters;
  private final Appeals appeals;
  private final Directory directory;

  TaskLetters(AppealLetters letters, Appeals appeals, Directory directory) {
    this.letters = letters;
    this.appeals = appeals;
    this.directory = directory;
  }

  @Override
  public void notify(DelegateTask task) {
    ModelProperties.of(task.getBpmnModelElementInstance(), "letter")
        .filter(letter -> !letter.isBlank())
        .ifPresent(letter -> tell(letter, task));
  }

  private void tell(String letter, DelegateTask task) {
    var appeal = appeals.get(AppealNumber.of(task.getExecution().getProcessBusinessKey()));
    var due = task.getDueDate();
    var work = new AppealLetters.Work(task.getId(), due == null ? null : due.toInstant());
    String kind = letter.equals(NEW_APPEAL) ? whatIsNew(appeal) : letter;
    task.getCandidates().stream()
        .map(IdentityLink::getGroupId)
        .flatMap(group -> Optional.ofNullable(group).flatMap(directory::findOrganisation).stream())
        .map(Organisation::id)
        .forEach(to -> letters.post(key(kind, to, task, appeal), to, kind, appeal, work));
  }

  /** The task to answer comes again with every return, and whenever the resident waits anew. */
  private static String whatIsNew(Appeal appeal) {
    if (appeal.instructedAt() != null && appeal.instructedAt().equals(appeal.countFrom())) {
      return INSTRUCTION;
    }
    return appeal.openedAt().equals(appeal.waitingSince()) ? NEW_APPEAL : REOPENED;
  }

  /** Each wait is new to an organisation once, whoever the appeal went to and came back from. */
  private static String key(String kind, String to, DelegateTask task, Appeal appeal) {
    return switch (kind) {
      case NEW_APPEAL -> "%s:%s:%s".formatted(appeal.number(), kind, to);
      case REOPENED -> "%s:%s:%s:%s".formatted(appeal.number(), kind, to, appeal.waitingSince());
      default -> "%s:%s:%s:%s".formatted(appeal.number(), kind, to, task.getId());
    };
  }
}
