package ru.medchat.process.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.springframework.stereotype.Component;
import ru.medchat.worktime.WorkingCalendar;
import ru.medchat.worktime.WorkingTime;

/** The limits that have not fired yet, and what moves them without resetting any clock. */
@Component
public class OpenLimits {

  private final ProcessEngineConfigurationImpl engine;

  OpenLimits(ProcessEngine engine) {
    this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
  }

  /**
   * A limit that has not fired yet.
   *
   * @param timer the id of its event in the model
   * @param taskIds the open tasks whose due date is this limit
   */
  public record OpenLimit(
      String jobId,
      String timer,
      Instant start,
      WorkingTime amount,
      Instant due,
      List<String> taskIds) {

    public OpenLimit {
      taskIds = List.copyOf(taskIds);
    }

    /** When it would be due by another calendar, counted from the same start. */
    public Instant dueBy(WorkingCalendar calendar) {
      return calendar.after(start, amount);
    }
  }

  /** What the due date of a task rests on. */
  public record Basis(Instant start, Instant due) {}

  /** All limits of an appeal that are counted in working time. */
  public List<OpenLimit> of(String businessKey) {
    return execute(
        context -> {
          var limits = new ArrayList<OpenLimit>();
          var instances =
              engine
                  .getRuntimeService()
                  .createProcessInstanceQuery()
                  .processInstanceBusinessKey(businessKey)
                  .list();
          for (var instance : instances) {
            List<TaskEntity> tasks =
                context.getTaskManager().findTasksByProcessInstanceId(instance.getId());
            for (JobEntity job :
                context.getJobManager().findJobsByProcessInstanceId(instance.getId())) {
              if (job instanceof TimerEntity timer) {
                open(timer, tasks).ifPresent(limits::add);
              }
            }
          }
          return limits;
        });
  }

  /** From when the limit of a task counts, and until when; empty when it stands under none. */
  public Optional<Basis> basisOf(String taskId) {
    return execute(
        context -> {
          TaskEntity task = context.getTaskManager().findTaskById(taskId);
          if (task == null || task.getExecution() == null) {
            return Optional.empty();
          }
          var limit = StandingLimit.of(task.getExecution());
          return limit == null || limit.start() == null
              ? Optional.empty()
              : Optional.of(new Basis(limit.start(), limit.due()));
        });
  }

  /** Moves a limit and the due dates that are its own. */
  public void move(OpenLimit limit, Instant due) {
    engine.getManagementService().setJobDuedate(limit.jobId(), Date.from(due));
    limit.taskIds().forEach(task -> engine.getTaskService().setDueDate(task, Date.from(due)));
  }

  private static Optional<OpenLimit> open(TimerEntity timer, List<TaskEntity> tasks) {
    var execution = timer.getExecution();
    var event = execution.getProcessDefinition().findActivity(timer.getActivityId());
    if (event == null || !event.getProperties().contains(WorkingTimeParse.DURATION)) {
      return Optional.empty();
    }
    WorkingTime amount = event.getProperties().get(WorkingTimeParse.DURATION).amount(execution);
    if (amount == null) {
      return Optional.empty();
    }
    Instant from = WorkingTimeDuration.countFrom(execution);
    return Optional.of(
        new OpenLimit(
            timer.getId(),
            timer.getActivityId(),
            from == null ? timer.getCreateTime().toInstant() : from,
            amount,
            timer.getDuedate().toInstant(),
            tasks.stream().filter(task -> isDueBy(task, timer)).map(TaskEntity::getId).toList()));
  }

  private static boolean isDueBy(TaskEntity task, TimerEntity timer) {
    var limit = StandingLimit.of(task.getExecution());
    return limit != null
        && limit.job() != null
        && timer.getId().equals(limit.job().getId())
        && task.getDueDate() != null
        && task.getDueDate().toInstant().equals(limit.due());
  }

  private <T> T execute(Command<T> command) {
    return engine.getCommandExecutorTxRequired().execute(command);
  }
}
