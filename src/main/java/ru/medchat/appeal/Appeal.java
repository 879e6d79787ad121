package ru.medchat.appeal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import ru.medchat.channel.ChatRef;
import ru.medchat.directory.CalendarScope;

/**
 * A case as it stands.
 *
 * @param organisationId who answers; null until that is decided
 * @param category what it is about; null when nobody has said
 * @param chat where the resident wrote, and is answered
 * @param waitingSince the resident's first message that nobody has answered; null when nobody waits
 * @param instructedAt when it was last returned with an instruction; null when it never was
 * @param promisedUntil the answer time the resident was told; null before that
 * @param emergency true when the resident's words sounded like an emergency
 */
public record Appeal(
    AppealNumber number,
    String municipalityId,
    @Nullable String organisationId,
    @Nullable String category,
    String residentId,
    String residentName,
    ChatRef chat,
    boolean inPrivate,
    State state,
    Instant openedAt,
    @Nullable Instant waitingSince,
    @Nullable Instant instructedAt,
    @Nullable Instant promisedUntil,
    boolean emergency) {

  /** What is being waited for. */
  public enum State {
    /** The resident waits for an answer. */
    WAITING,
    /** The resident was asked back. */
    ASKED,
    /** The resident has an answer, and may say whether it helped. */
    ANSWERED,
    /** Nothing more will come. */
    CLOSED
  }

  /**
   * From when a limit for an answer counts: the resident's first unanswered message, or a later
   * instruction to answer.
   *
   * @return null when nobody waits
   */
  public @Nullable Instant countFrom() {
    if (waitingSince == null || instructedAt == null) {
      return waitingSince;
    }
    return instructedAt.isAfter(waitingSince) ? instructedAt : waitingSince;
  }

  /** The group whose hours count, as {@link CalendarScope#chat} names it; null in private. */
  public @Nullable String calendarChat() {
    return inPrivate ? null : CalendarScope.chat(chat.channel(), chat.id()).place();
  }

  void mustBeOpen() {
    if (state == State.CLOSED) {
      throw new AppealClosedException(number);
    }
  }
}
