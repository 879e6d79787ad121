package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Handling;

/** Building block "Передать поручение организации: returns the appeal to it, with a new limit". */
@Component("giveInstruction")
class GiveInstruction implements JavaDelegate {

  private final Handling handling;

  GiveInstruction(Handling handling) {
    this.handling = handling;
  }

  @Override
  public void execute(DelegateExecution execution) {
    handling.instruct(AppealProcess.number(execution));
    execution.setVariable(AppealProcess.LEVEL, Level.organisation.name());
  }
}
