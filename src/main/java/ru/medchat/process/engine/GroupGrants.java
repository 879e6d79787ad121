package ru.medchat.process.engine;

import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Task;

/**
 * Grants a task of a group to the group only. The engine would grant it to whoever takes it too,
 * and leave them that grant until the task is finished, also when they give the task back or no
 * longer belong to the group.
 */
final class GroupGrants extends DefaultAuthorizationProvider {

  @Override
  public AuthorizationEntity[] newTaskAssignee(Task task, String before, String assignee) {
    return isOfGroup(task)
        ? new AuthorizationEntity[0]
        : super.newTaskAssignee(task, before, assignee);
  }

  /** By its model: a task may be given to somebody before it is offered to its groups. */
  private static boolean isOfGroup(Task task) {
    if (!(task instanceof TaskEntity known)) {
      return false;
    }
    var definition = known.getTaskDefinition();
    return definition != null && !definition.getCandidateGroupIdExpressions().isEmpty();
  }
}
