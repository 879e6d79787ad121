package ru.medchat.directory;

/** A group in a messenger in which the residents of a municipality write. */
public record GroupChat(
    String channel, String id, String title, String municipalityId, Listening listening) {

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
