package ru.medchat.worktime;

/**
 * A schedule or a calendar file says something impossible. The message is in Russian, for the
 * administrator who wrote it, and names the place (level, day, file and line) and the value.
 */
public class InvalidScheduleException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * @param place where the problem is, as an administrator calls it
   * @param problem what it is, naming the value
   */
  public InvalidScheduleException(String place, String problem) {
    super(place + ": " + problem);
  }

  private InvalidScheduleException(String place, InvalidScheduleException inner) {
    super(place + ", " + inner.getMessage(), inner);
  }

  /** The same problem, seen from further out. */
  InvalidScheduleException in(String place) {
    return new InvalidScheduleException(place, this);
  }
}
