package ru.medchat.process.engine;

import java.util.Comparator;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/**
 * The open tasks beside a step. The engine's task query would take a fifth of all that a breach
 * costs, most of it to put its SQL together.
 */
public final class OpenTasks {

  private OpenTasks() {}

  /** The oldest one that a group may work on, whether somebody has taken it or not. */
  public static Optional<? extends DelegateTask> oldestOf(
      String group, DelegateExecution execution) {
    return Context.getCommandContext()
        .getTaskManager()
        .findTasksByProcessInstanceId(execution.getProcessInstanceId())
        .stream()
        .filter(task -> isOf(group, task))
        .min(Comparator.comparing(TaskEntity::getCreateTime));
  }

  private static boolean isOf(String group, TaskEntity task) {
    return task.getCandidates().stream().anyMatch(link -> group.equals(link.getGroupId()));
  }
}
