package ru.medchat.process.engine;

import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.jspecify.annotations.Nullable;

/**
 * The limit a step stands under: the last timer on its own border, or else on that of the nearest
 * subprocess around it.
 *
 * @param start from when it counts; null when it has fired and the step does not say
 * @param due when it fires, or fired
 * @param job the timer that will fire; null when it has fired
 */
record StandingLimit(@Nullable Instant start, Instant due, @Nullable JobEntity job) {

  static @Nullable StandingLimit of(ExecutionEntity execution) {
    ScopeImpl scope = execution.getActivity();
    while (scope instanceof ActivityImpl activity) {
      if (activity.getProperties().contains(WorkingTimeParse.LIMITS)) {
        return lastOn(activity, execution);
      }
      scope = activity.getFlowScope();
    }
    return null;
  }

  private static @Nullable StandingLimit lastOn(ActivityImpl host, ExecutionEntity execution) {
    var scope = (ExecutionEntity) execution.findExecutionForFlowScope(host);
    StandingLimit last = null;
    for (var limit : host.getProperties().get(WorkingTimeParse.LIMITS).entrySet()) {
      var each = of(limit.getKey(), limit.getValue(), scope);
      if (each != null && (last == null || each.due().isAfter(last.due()))) {
        last = each;
      }
    }
    return last;
  }

  private static @Nullable StandingLimit of(
      String timerId, WorkingTimeDuration duration, ExecutionEntity scope) {
    Instant from = WorkingTimeDuration.countFrom(scope);
    for (JobEntity job : scope.getJobs()) {
      if (timerId.equals(job.getActivityId())) {
        Instant start = from == null ? job.getCreateTime().toInstant() : from;
        return new StandingLimit(start, job.getDuedate().toInstant(), job);
      }
    }
    return from != null && duration.getValue(scope) instanceof Date date
        ? new StandingLimit(from, date.toInstant(), null)
        : null;
  }
}
