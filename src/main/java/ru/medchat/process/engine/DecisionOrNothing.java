package ru.medchat.process.engine;

import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.impl.bpmn.behavior.DmnBusinessRuleTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.FlowNodeActivityBehavior;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A decision table that can't decide decides nothing: a rule with a mistake in it, several rules at
 * once, or no table at all leave the result variable as it was, and the process goes on. Otherwise
 * a slip in Modeler would stop every new appeal where nobody sees it.
 */
final class DecisionOrNothing extends FlowNodeActivityBehavior {

  private static final Logger log = LoggerFactory.getLogger(DecisionOrNothing.class);

  private final DmnBusinessRuleTaskActivityBehavior decision;

  DecisionOrNothing(DmnBusinessRuleTaskActivityBehavior decision) {
    this.decision = decision;
  }

  @Override
  public void execute(ActivityExecution execution) throws Exception {
    try {
      decision.execute(execution);
    } catch (RuntimeException e) {
      if (!isOfTheTable(e)) {
        throw e;
      }
      log.warn(
          "The table of step {} decided nothing for {}",
          execution.getCurrentActivityId(),
          execution.getProcessBusinessKey(),
          e);
      leave(execution);
    }
  }

  private static boolean isOfTheTable(Throwable problem) {
    for (Throwable each = problem; each != null; each = each.getCause()) {
      if (each instanceof DmnEngineException
          || each instanceof FeelException
          || each instanceof NotFoundException) {
        return true;
      }
    }
    return false;
  }
}
