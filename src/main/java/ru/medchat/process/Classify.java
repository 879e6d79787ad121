package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Routing;

/** Building block "Определить тему": what the routing table goes by, from the resident's words. */
@Component("classify")
class Classify implements JavaDelegate {

  private final Routing routing;

  Classify(Routing routing) {
    this.routing = routing;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var clues = routing.classify(AppealProcess.number(execution));
    execution.setVariable(AppealProcess.CATEGORY, clues.category());
    execution.setVariable(AppealProcess.REGION, clues.region());
    execution.setVariable(AppealProcess.OWN_ORGANISATION, clues.ownOrganisation());
    execution.setVariable(AppealProcess.NAMED_ORGANISATION, clues.namedOrganisation());
  }
}
