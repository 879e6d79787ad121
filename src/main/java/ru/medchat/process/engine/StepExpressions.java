package ru.medchat.process.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.springframework.stereotype.Component;

/** What expressions of a model may ask about its other steps: {@code ${steps.…}}. */
@Component("steps")
public class StepExpressions {

  /** Whether a step with this id is under way in the same appeal. */
  public boolean isActive(DelegateExecution execution, String stepId) {
    return ((ExecutionEntity) execution)
        .getProcessInstance()
        .findActiveActivityIds()
        .contains(stepId);
  }
}
