package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Routing;

/**
 * Building block "Записать, кто отвечает": tells the case whom the routing table has chosen, and
 * the process who answers when it has chosen nobody who can.
 */
@Component("noteRoute")
class NoteRoute implements JavaDelegate {

  private final Routing routing;

  NoteRoute(Routing routing) {
    this.routing = routing;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Object chosen = execution.getVariable(AppealProcess.ORGANISATION);
    execution.setVariable(
        AppealProcess.ORGANISATION,
        routing.decide(AppealProcess.number(execution), chosen == null ? null : chosen.toString()));
  }
}
