package ru.medchat.process.engine;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/**
 * Gives a new user task the due date of the limit it stands under. A due date in the model wins.
 */
final class TaskDueDate implements TaskListener {

  @Override
  public void notify(DelegateTask task) {
    if (task.getDueDate() == null) {
      var limit = StandingLimit.of((ExecutionEntity) task.getExecution());
      if (limit != null) {
        task.setDueDate(Date.from(limit.due()));
      }
    }
  }
}
