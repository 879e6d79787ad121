package ru.medchat.appeal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import ru.medchat.directory.Organisation;

/**
 * What an operator decided when finishing a task.
 *
 * @param taskId the task, which can be decided only once
 * @param outcome the value of the outcome chosen, such as {@code answer}
 * @param text what the operator wrote; null when the outcome asks for nothing
 * @param decidedBy the operator's user id
 * @param decidedAs for whom the operator spoke
 * @param inPrivate whether its words go to the private chat of a resident who wrote in a group
 */
public record Decision(
    String taskId,
    String outcome,
    @Nullable String text,
    String decidedBy,
    Organisation.Kind decidedAs,
    Instant decidedAt,
    boolean inPrivate) {

  /**
   * The words that have to be there.
   *
   * @throws IllegalStateException when there are none
   */
  String words() {
    if (text == null || text.isBlank()) {
      throw new IllegalStateException(
          "Decision " + outcome + " of task " + taskId + " has no words");
    }
    return text;
  }
}
