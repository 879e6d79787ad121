package ru.medchat.directory;

/** A group in a messenger in which the residents of a municipality write. */
public record GroupChat(String channel, String id, String title) {

  /** The working time of this group alone. */
  public CalendarScope scope() {
    return CalendarScope.chat(channel, id);
  }
}
