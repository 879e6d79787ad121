package ru.medchat.process.engine;

import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;

/** The forms of the engine's tasks, for those who do not overstep their rights. */
final class FormsWithinRights extends FormServiceImpl {

  private final TaskRights rights;
  private final IdentityService identity;

  FormsWithinRights(TaskRights rights, IdentityService identity) {
    this.rights = rights;
    this.identity = identity;
  }

  @Override
  public void submitTaskForm(String taskId, @Nullable Map<String, Object> variables) {
    rights.mayLeave(identity.getCurrentAuthentication(), variables);
    Submission.completes(
        taskId,
        variables,
        () -> {
          super.submitTaskForm(taskId, variables);
          return taskId;
        });
  }

  @Override
  public VariableMap submitTaskFormWithVariablesInReturn(
      String taskId, @Nullable Map<String, Object> variables, boolean deserialize) {
    rights.mayLeave(identity.getCurrentAuthentication(), variables);
    return Submission.completes(
        taskId,
        variables,
        () -> super.submitTaskFormWithVariablesInReturn(taskId, variables, deserialize));
  }
}
