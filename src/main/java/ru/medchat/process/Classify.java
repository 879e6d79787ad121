package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Handling;

/** Building block "Определить тему: suggests the category from the resident's words". */
@Component("classify")
class Classify implements JavaDelegate {

  private final Handling handling;

  Classify(Handling handling) {
    this.handling = handling;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        AppealProcess.CATEGORY, handling.classify(AppealProcess.number(execution)));
  }
}
