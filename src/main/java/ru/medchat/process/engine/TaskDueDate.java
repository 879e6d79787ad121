package ru.medchat.process.engine;

import java.util.ArrayList;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.jspecify.annotations.Nullable;

/**
 * Gives a new user task the due date of the limit it stands under: the last timer on its own
 * border, or else on that of the nearest subprocess around it. A due date in the model wins.
 */
final class TaskDueDate implements TaskListener {

  @Override
  public void notify(DelegateTask task) {
    if (task.getDueDate() == null) {
      Date due = limitOf((ExecutionEntity) task.getExecution());
      if (due != null) {
        task.setDueDate(due);
      }
    }
  }

  private static @Nullable Date limitOf(ExecutionEntity execution) {
    ScopeImpl scope = execution.getActivity();
    while (scope instanceof ActivityImpl activity) {
      if (activity.getProperties().contains(WorkingTimeParse.LIMITS)) {
        return limitOf(activity, execution);
      }
      scope = activity.getFlowScope();
    }
    return null;
  }

  private static @Nullable Date limitOf(ActivityImpl host, ExecutionEntity execution) {
    var limits = new ArrayList<>(host.getProperties().get(WorkingTimeParse.LIMITS).entrySet());
    var scope = (ExecutionEntity) execution.findExecutionForFlowScope(host);
    Date last = null;
    for (var limit : limits) {
      Date due = due(limit.getKey(), limit.getValue(), scope);
      if (due != null && (last == null || due.toInstant().isAfter(last.toInstant()))) {
        last = due;
      }
    }
    return last;
  }

  /** The due date of the timer itself; when it has fired already, what it was. */
  private static @Nullable Date due(String timerId, Expression duration, ExecutionEntity scope) {
    for (JobEntity job : scope.getJobs()) {
      if (timerId.equals(job.getActivityId())) {
        return job.getDuedate();
      }
    }
    return scope.hasVariableLocal(WorkingTimeDuration.COUNT_FROM)
            && duration.getValue(scope) instanceof Date date
        ? date
        : null;
  }
}
