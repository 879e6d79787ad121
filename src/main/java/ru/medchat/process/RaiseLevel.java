package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Handling;
import ru.medchat.directory.Organisation;

/** Building block "Поднять уровень": from the organisation to the ministry, then to the chamber. */
@Component("raiseLevel")
class RaiseLevel implements JavaDelegate {

  private final Handling handling;

  RaiseLevel(Handling handling) {
    this.handling = handling;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var level = Level.valueOf((String) execution.getVariable(AppealProcess.LEVEL)).next();
    execution.setVariable(AppealProcess.LEVEL, level.name());
    handling.raised(
        AppealProcess.number(execution),
        level == Level.ministry ? Organisation.Kind.MINISTRY : Organisation.Kind.CHAMBER);
  }
}
