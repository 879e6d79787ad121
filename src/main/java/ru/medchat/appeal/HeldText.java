package ru.medchat.appeal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.medchat.directory.Organisation;
import ru.medchat.guard.Finding;

/**
 * A message to a resident that sounds like medical advice, on its way past a second person.
 *
 * @param outcome what its author wants to decide with it
 * @param heldBy its author's user id
 * @param heldAs for whom the author speaks
 * @param settledBy the second person; null while nobody was
 * @param note what the second person objects to; null unless returned
 * @param inPrivate whether it goes to the private chat of a resident who wrote in a group
 */
public record HeldText(
    long id,
    AppealNumber number,
    String taskId,
    String outcome,
    String text,
    List<Finding> findings,
    String heldBy,
    Organisation.Kind heldAs,
    Instant heldAt,
    State state,
    @Nullable String settledBy,
    @Nullable String note,
    boolean inPrivate) {

  public HeldText {
    findings = List.copyOf(findings);
  }

  /** What became of it. */
  public enum State {
    WAITING,
    /** It is no advice, and went out as it is. */
    CONFIRMED,
    RETURNED,
    /** Its author changed it, or the task was decided in another way. */
    REPLACED,
    /** Its task was withdrawn: the appeal went on without it. */
    WITHDRAWN
  }
}
