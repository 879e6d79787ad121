package ru.medchat.process.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may not do with a task of theirs, although the engine counts it as work on a task:
 * decide by other variables who handles the appeal and until when, leave the task by another way
 * than the model's, give it to somebody else. Administrators and the product itself may.
 *
 * <p>Kept are names, and all others are free. So a manager can draw a task with fields of its own
 * and needs nobody's leave, while an appeal stays safe whatever the model: kept is all that the
 * product itself goes by, and the names of the beans, for an expression takes a variable before a
 * bean, and a variable {@code recordBreach} would stop breaches from being recorded. A list of what
 * may be set would have to know the fields of each form of each model.
 *
 * <p>The engine's services ask here, so that it holds on every way to them: Tasklist, REST, and
 * what is ours.
 */
public final class TaskRights {

  private final Set<String> kept;

  /**
   * @param kept the variables that the product goes by
   * @param beans what models may name
   */
  public TaskRights(Collection<String> kept, ModelBeans beans) {
    this.kept = new HashSet<>(kept);
    this.kept.addAll(beans.names());
    this.kept.add(WorkingTimeDuration.COUNT_FROM);
  }

  /**
   * @param who asks; null for the product
   * @param variables what is to be set with the task; null for nothing
   * @throws AuthorizationException when the product's variables are among them
   */
  void mayLeave(@Nullable Authentication who, @Nullable Map<String, ?> variables) {
    if (who == null || isAdministrator(who) || variables == null) {
      return;
    }
    var asked = new TreeSet<>(variables.keySet());
    asked.retainAll(kept);
    if (!asked.isEmpty()) {
      throw new AuthorizationException(
          "С задачей нельзя менять то, по чему идёт рассмотрение: %s. Ничего не изменено."
              .formatted(String.join(", ", asked)));
    }
  }

  /**
   * @param user whose the task is to be
   * @throws AuthorizationException when that is somebody else, or nobody
   */
  void mayTakeFor(@Nullable Authentication who, @Nullable String user) {
    if (who != null && !isAdministrator(who) && !who.getUserId().equals(user)) {
      throw new AuthorizationException("Взять задачу можно только себе.");
    }
  }

  /**
   * @throws AuthorizationException always, but for whom everything is allowed
   */
  void mayBreakOff(@Nullable Authentication who) {
    if (who != null && !isAdministrator(who)) {
      throw new AuthorizationException(
          "Задачу завершают её решениями. Прервать её иначе может только администратор.");
    }
  }

  private static boolean isAdministrator(Authentication who) {
    return who.getGroupIds() != null && who.getGroupIds().contains(Groups.CAMUNDA_ADMIN);
  }
}
