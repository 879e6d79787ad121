package ru.medchat.intake;

import org.jspecify.annotations.Nullable;
import ru.medchat.appeal.RegisteringAppeals;

/**
 * What became of something a person did in a chat. Every one has exactly one fate, so that a day's
 * balance can be drawn.
 *
 * @param reason why it was passed over, in English and without the person's words; null unless
 *     ignored
 */
public record Fate(Kind kind, @Nullable String reason) {

  /** The ways it can go. */
  public enum Kind {
    /** It opened an appeal. */
    REGISTERED,
    /** It went into the conversation of an appeal, or into what is kept and may yet be one. */
    ADDED,
    /** It was answered on the spot: a command, a question back, a press of a button. */
    ANSWERED,
    /** It was passed over, for a reason. */
    IGNORED
  }

  public static final Fate REGISTERED = new Fate(Kind.REGISTERED, null);
  public static final Fate ADDED = new Fate(Kind.ADDED, null);
  public static final Fate ANSWERED = new Fate(Kind.ANSWERED, null);

  public Fate {
    if ((kind == Kind.IGNORED) != (reason != null)) {
      throw new IllegalArgumentException("Only what is ignored has a reason");
    }
  }

  public static Fate ignored(String reason) {
    return new Fate(Kind.IGNORED, reason);
  }

  static Fate of(RegisteringAppeals.Taken taken) {
    return taken.opened() ? REGISTERED : ADDED;
  }
}
