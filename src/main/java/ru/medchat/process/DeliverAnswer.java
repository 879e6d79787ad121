package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Answering;

/** Building block "Отправить ответ: sends the resident the answer decided last". */
@Component("deliverAnswer")
class DeliverAnswer implements JavaDelegate {

  private final Answering answering;

  DeliverAnswer(Answering answering) {
    this.answering = answering;
  }

  @Override
  public void execute(DelegateExecution execution) {
    answering.deliverAnswer(AppealProcess.number(execution));
  }
}
