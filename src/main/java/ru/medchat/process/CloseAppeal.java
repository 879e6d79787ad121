package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.ClosingReason;
import ru.medchat.appeal.Handling;

/** Building block "Закрыть обращение: for a {@code reason}". */
@Component("closeAppeal")
class CloseAppeal implements JavaDelegate {

  private final Handling handling;

  CloseAppeal(Handling handling) {
    this.handling = handling;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var reason = ClosingReason.valueOf(AppealProcess.input(execution, "reason"));
    handling.close(AppealProcess.number(execution), reason);
  }
}
