package ru.medchat.process;

import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.IdentityLink;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Decisions;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;

/**
 * Stands at the end of every user task, whichever way it is completed: lets only outcomes pass that
 * the model offers, and writes the decision into the case.
 */
@Component("taskDecisions")
class TaskDecisions implements TaskListener {

  private final Outcomes outcomes;
  private final Decisions decisions;
  private final Directory directory;
  private final IdentityService identity;

  TaskDecisions(
      @Lazy Outcomes outcomes,
      Decisions decisions,
      Directory directory,
      @Lazy IdentityService identity) {
    this.outcomes = outcomes;
    this.decisions = decisions;
    this.directory = directory;
    this.identity = identity;
  }

  @Override
  public void notify(DelegateTask task) {
    var offered = outcomes.of(task.getProcessDefinitionId(), task.getTaskDefinitionKey());
    if (offered.isEmpty()) {
      return;
    }
    Object chosen = task.getVariable(AppealProcess.OUTCOME);
    var outcome =
        offered.stream()
            .filter(each -> each.value().equals(chosen))
            .findFirst()
            .orElseThrow(() -> new UnknownOutcomeException(task.getName(), chosen));
    decisions.decide(
        AppealNumber.of(task.getExecution().getProcessBusinessKey()),
        task.getId(),
        outcome.value(),
        outcome.asks() == Outcome.Asks.TEXT,
        operator(),
        speaksFor(task));
  }

  private String operator() {
    return Optional.ofNullable(identity.getCurrentAuthentication())
        .map(authentication -> authentication.getUserId())
        .orElse("medchat");
  }

  private Organisation.Kind speaksFor(DelegateTask task) {
    return task.getCandidates().stream()
        .map(IdentityLink::getGroupId)
        .flatMap(group -> directory.findOrganisation(group).stream())
        .map(Organisation::kind)
        .findFirst()
        .orElse(Organisation.Kind.RESPONDER);
  }
}
