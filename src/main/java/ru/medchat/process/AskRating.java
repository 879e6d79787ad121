package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Answering;

/** Building block "Спросить, решён ли вопрос". */
@Component("askRating")
class AskRating implements JavaDelegate {

  private final Answering answering;

  AskRating(Answering answering) {
    this.answering = answering;
  }

  @Override
  public void execute(DelegateExecution execution) {
    answering.askRating(AppealProcess.number(execution));
  }
}
