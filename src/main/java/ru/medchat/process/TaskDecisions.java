package ru.medchat.process;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.IdentityLink;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.ConfirmationException;
import ru.medchat.appeal.Decisions;
import ru.medchat.appeal.HeldTexts;
import ru.medchat.appeal.PersonalDataInGroupException;
import ru.medchat.appeal.SoundsLikeAdviceException;
import ru.medchat.appeal.UnfitTextException;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;
import ru.medchat.process.engine.Submission;
import ru.medchat.process.engine.UnfitDecisionException;

/**
 * Stands at the end of every user task, whichever way it is completed: lets only outcomes pass that
 * the model offers, and writes the decision into the case. What waits at a task that is withdrawn
 * is withdrawn with it.
 */
@Component("taskDecisions")
class TaskDecisions implements TaskListener {

  private final Outcomes outcomes;
  private final Decisions decisions;
  private final HeldTexts held;
  private final Directory directory;
  private final IdentityService identity;

  TaskDecisions(
      @Lazy Outcomes outcomes,
      Decisions decisions,
      HeldTexts held,
      Directory directory,
      @Lazy IdentityService identity) {
    this.outcomes = outcomes;
    this.decisions = decisions;
    this.held = held;
    this.directory = directory;
    this.identity = identity;
  }

  @Override
  public void notify(DelegateTask task) {
    if (task.getEventName().equals(EVENTNAME_DELETE)) {
      held.withdraw(task.getId());
    } else {
      decide(task);
    }
  }

  private void decide(DelegateTask task) {
    var offered = outcomes.of(task.getProcessDefinitionId(), task.getTaskDefinitionKey());
    if (offered.isEmpty()) {
      return;
    }
    var outcome = chosen(task, offered);
    if (outcome.asks() == Outcome.Asks.ORGANISATION
        && !(Submission.of(task, AppealProcess.REDIRECT_TO) instanceof String)) {
      throw new UnfitDecisionException("Выберите, какой организации передать обращение.", null);
    }
    try {
      decisions.decide(
          AppealNumber.of(task.getExecution().getProcessBusinessKey()),
          task.getId(),
          outcome.value(),
          outcome.words(),
          operator(),
          speaksFor(task));
    } catch (UnfitTextException
        | SoundsLikeAdviceException
        | PersonalDataInGroupException
        | ConfirmationException e) {
      throw new UnfitDecisionException(e.getMessage(), e);
    }
  }

  /**
   * What is sent with the task, never what an earlier one left; the only one there is goes unsaid.
   */
  private static Outcome chosen(DelegateTask task, List<Outcome> offered) {
    Object sent = Submission.of(task, AppealProcess.OUTCOME);
    if (sent == null && offered.size() == 1) {
      task.setVariable(AppealProcess.OUTCOME, offered.get(0).value());
      return offered.get(0);
    }
    return offered.stream()
        .filter(each -> each.value().equals(sent))
        .findFirst()
        .orElseThrow(() -> new UnknownOutcomeException(task.getName(), sent, offered));
  }

  private String operator() {
    return Optional.ofNullable(identity.getCurrentAuthentication())
        .map(authentication -> authentication.getUserId())
        .orElse("medchat");
  }

  /**
   * For the operator's own organisation; where it has no part in the task, for whose task it is.
   */
  private Organisation.Kind speaksFor(DelegateTask task) {
    var candidates =
        task.getCandidates().stream()
            .map(IdentityLink::getGroupId)
            .flatMap(group -> directory.findOrganisation(group).stream())
            .toList();
    var own =
        Optional.ofNullable(identity.getCurrentAuthentication())
            .map(authentication -> authentication.getGroupIds())
            .orElse(List.of());
    return candidates.stream()
        .filter(each -> own.contains(each.id()))
        .findFirst()
        .map(Organisation::kind)
        .or(() -> candidates.stream().map(Organisation::kind).min(Comparator.naturalOrder()))
        .orElse(Organisation.Kind.RESPONDER);
  }
}
