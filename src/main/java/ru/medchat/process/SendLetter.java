package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Handling;
import ru.medchat.mail.Letters;
import ru.medchat.process.engine.OpenTasks;

/** Building block "Отправить письмо": posts the {@code letter} {@code to} an organisation. */
@Component("sendLetter")
class SendLetter implements JavaDelegate {

  private final AppealLetters letters;
  private final StaffNotices notices;
  private final Handling handling;
  private final Appeals appeals;

  SendLetter(AppealLetters letters, StaffNotices notices, Handling handling, Appeals appeals) {
    this.letters = letters;
    this.notices = notices;
    this.handling = handling;
    this.appeals = appeals;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var appeal = appeals.get(AppealProcess.number(execution));
    String to = AppealProcess.input(execution, "to");
    // A step that is tried again has its former letter rolled back with it.
    String key = "%s:%s".formatted(appeal.number(), execution.getActivityInstanceId());
    String letter = AppealProcess.input(execution, "letter");
    var work = OpenTasks.oldestOf(to, execution).map(SendLetter::work).orElse(null);
    var fate = letters.post(key, to, letter, appeal, work);
    notices.post(key, to, letter, appeal, work);
    handling.wroteTo(appeal.number(), to, execution.getCurrentActivityName(), inHistory(fate));
  }

  private static Handling.Letter inHistory(Letters.Fate fate) {
    return switch (fate) {
      case SENT_AT_ONCE -> Handling.Letter.sent;
      case SENT_AT_OPENING -> Handling.Letter.waits;
      case IN_DIGEST -> Handling.Letter.held;
      case UNWANTED -> Handling.Letter.unwanted;
      case NO_ADDRESS -> Handling.Letter.unaddressed;
    };
  }

  private static AppealLetters.Work work(DelegateTask task) {
    var due = task.getDueDate();
    return new AppealLetters.Work(task.getId(), due == null ? null : due.toInstant());
  }
}
