package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Handling;

/** Building block "Записать, кто отвечает": tells the case whom the routing table has chosen. */
@Component("noteRoute")
class NoteRoute implements JavaDelegate {

  private final Handling handling;

  NoteRoute(Handling handling) {
    this.handling = handling;
  }

  @Override
  public void execute(DelegateExecution execution) {
    handling.assign(
        AppealProcess.number(execution),
        (String) execution.getVariable(AppealProcess.ORGANISATION));
  }
}
