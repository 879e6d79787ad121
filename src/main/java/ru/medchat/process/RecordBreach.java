package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Breaches;

/**
 * Building block "Зафиксировать нарушение срока: records that the limit before it passed
 * unanswered".
 */
@Component("recordBreach")
class RecordBreach implements JavaDelegate {

  private final Breaches breaches;

  RecordBreach(Breaches breaches) {
    this.breaches = breaches;
  }

  @Override
  public void execute(DelegateExecution execution) {
    breaches.record(AppealProcess.number(execution), ModelLimits.passedBefore(execution));
  }
}
