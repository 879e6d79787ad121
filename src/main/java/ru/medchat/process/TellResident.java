package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Answering;

/** Building block "Сообщить жителю: sends the resident the text {@code tell.<text>}". */
@Component("tellResident")
class TellResident implements JavaDelegate {

  private final Answering answering;

  TellResident(Answering answering) {
    this.answering = answering;
  }

  @Override
  public void execute(DelegateExecution execution) {
    answering.tell(AppealProcess.number(execution), AppealProcess.input(execution, "text"));
  }
}
