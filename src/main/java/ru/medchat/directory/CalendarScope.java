package ru.medchat.directory;

import ru.medchat.worktime.Level;

/**
 * Whose working time an exception is about.
 *
 * @param place {@code ru} for the country, else the region's code, the municipality's id, or the
 *     chat as {@link #chat} names it
 */
public record CalendarScope(Level level, String place) {

  public static final CalendarScope COUNTRY = new CalendarScope(Level.COUNTRY, "ru");

  public static CalendarScope region(String code) {
    return new CalendarScope(Level.REGION, code);
  }

  public static CalendarScope municipality(String id) {
    return new CalendarScope(Level.MUNICIPALITY, id);
  }

  public static CalendarScope chat(String channel, String chatId) {
    return new CalendarScope(Level.CHAT, channel + "/" + chatId);
  }
}
