package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Answering;

/** Building block "Задать вопрос жителю: sends the resident the question decided last". */
@Component("askResident")
class AskResident implements JavaDelegate {

  private final Answering answering;

  AskResident(Answering answering) {
    this.answering = answering;
  }

  @Override
  public void execute(DelegateExecution execution) {
    answering.askResident(AppealProcess.number(execution));
  }
}
