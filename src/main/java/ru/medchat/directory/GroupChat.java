package ru.medchat.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group in a messenger in which the residents of a municipality write.
 *
 * @param goneAt since when we are no longer in it; null while we are
 */
public record GroupChat(
    String channel,
    String id,
    String title,
    String municipalityId,
    Listening listening,
    @Nullable Instant goneAt) {

  /** Which messages of residents become appeals. */
  public enum Listening {
    /** Every one. */
    EVERY,
    /** Those that name the bot or reply to it, or come with {@code /appeal}. */
    ADDRESSED,
    /** Those that staff mark, with a reaction or by replying {@code /appeal}. */
    MARKED
  }

  /** The working time of this group alone. */
  public CalendarScope scope() {
    return CalendarScope.chat(channel, id);
  }
}
