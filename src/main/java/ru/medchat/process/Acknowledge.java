package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Acknowledgement;

/** Building block "Сообщить номер и срок ответа: promises an answer within the limit ahead". */
@Component("acknowledge")
class Acknowledge implements JavaDelegate {

  private final Acknowledgement acknowledgement;

  Acknowledge(Acknowledgement acknowledgement) {
    this.acknowledgement = acknowledgement;
  }

  @Override
  public void execute(DelegateExecution execution) {
    acknowledgement.acknowledge(AppealProcess.number(execution), ModelLimits.aheadOf(execution));
  }
}
