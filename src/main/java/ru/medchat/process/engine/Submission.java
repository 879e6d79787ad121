package ru.medchat.process.engine;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sends along when they complete a task. The engine puts it among the variables of
 * the process, where what an earlier step left looks just the same.
 */
public final class Submission {

  private static final ThreadLocal<@Nullable Submission> NOW = new ThreadLocal<>();

  private final String taskId;
  private final Map<String, ?> variables;

  private Submission(String taskId, @Nullable Map<String, ?> variables) {
    this.taskId = taskId;
    this.variables = variables == null ? Map.of() : variables;
  }

  /** What was sent under a name with the completion of this task; null for nothing. */
  public static @Nullable Object of(DelegateTask task, String variable) {
    var now = NOW.get();
    return now == null || !now.taskId.equals(task.getId()) ? null : now.variables.get(variable);
  }

  /**
   * @throws FormFieldValidationException when the decision can't be; of all its refusals, the
   *     engine's REST tells only this one as the asker's own mistake on every way to complete a
   *     task
   */
  static <T> T completes(
      String taskId, @Nullable Map<String, ?> variables, Supplier<T> completion) {
    var outer = NOW.get();
    NOW.set(new Submission(taskId, variables));
    try {
      return completion.get();
    } catch (RuntimeException e) {
      throw Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
          .filter(UnfitDecisionException.class::isInstance)
          .findFirst()
          .<RuntimeException>map(
              unfit -> new FormFieldValidationException(taskId, unfit.getMessage(), e))
          .orElse(e);
    } finally {
      NOW.set(outer);
    }
  }
}
