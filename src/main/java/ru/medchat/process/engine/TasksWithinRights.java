package ru.medchat.process.engine;

import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;

/** The engine's tasks, for those who do not overstep their rights. */
final class TasksWithinRights extends TaskServiceImpl {

  private final TaskRights rights;
  private final IdentityService identity;

  TasksWithinRights(TaskRights rights, IdentityService identity) {
    this.rights = rights;
    this.identity = identity;
  }

  @Override
  public void complete(String taskId, @Nullable Map<String, Object> variables) {
    rights.mayLeave(identity.getCurrentAuthentication(), variables);
    Submission.completes(
        taskId,
        variables,
        () -> {
          super.complete(taskId, variables);
          return taskId;
        });
  }

  @Override
  public VariableMap completeWithVariablesInReturn(
      String taskId, @Nullable Map<String, Object> variables, boolean deserialize) {
    rights.mayLeave(identity.getCurrentAuthentication(), variables);
    return Submission.completes(
        taskId,
        variables,
        () -> super.completeWithVariablesInReturn(taskId, variables, deserialize));
  }

  @Override
  public void resolveTask(String taskId, @Nullable Map<String, Object> variables) {
    rights.mayLeave(identity.getCurrentAuthentication(), variables);
    super.resolveTask(taskId, variables);
  }

  @Override
  public void claim(String taskId, @Nullable String userId) {
    rights.mayTakeFor(identity.getCurrentAuthentication(), userId);
    super.claim(taskId, userId);
  }

  /** Who works on a task may put it back, though nobody but administrators hands tasks around. */
  @Override
  public void setAssignee(String taskId, @Nullable String userId) {
    var who = identity.getCurrentAuthentication();
    if (who == null || userId != null) {
      super.setAssignee(taskId, userId);
    } else {
      getCommandExecutor().execute(new PutBack(taskId, who.getUserId()));
    }
  }

  @Override
  public void handleBpmnError(String taskId, String code) {
    rights.mayBreakOff(identity.getCurrentAuthentication());
    super.handleBpmnError(taskId, code);
  }

  @Override
  public void handleBpmnError(String taskId, String code, @Nullable String message) {
    rights.mayBreakOff(identity.getCurrentAuthentication());
    super.handleBpmnError(taskId, code, message);
  }

  @Override
  public void handleBpmnError(
      String taskId,
      String code,
      @Nullable String message,
      @Nullable Map<String, Object> variables) {
    rights.mayBreakOff(identity.getCurrentAuthentication());
    super.handleBpmnError(taskId, code, message, variables);
  }

  @Override
  public void handleEscalation(String taskId, String code) {
    rights.mayBreakOff(identity.getCurrentAuthentication());
    super.handleEscalation(taskId, code);
  }

  @Override
  public void handleEscalation(
      String taskId, String code, @Nullable Map<String, Object> variables) {
    rights.mayBreakOff(identity.getCurrentAuthentication());
    super.handleEscalation(taskId, code, variables);
  }
}
