package ru.medchat.directory;

import java.time.ZoneId;

/**
 * A city or district with a chat of its own.
 *
 * @param id spoken, in latin letters, such as {@code taganrog}; also its deep link
 * @param zone where its opening hours and the times told to its residents are reckoned
 */
public record Municipality(String id, String regionCode, String name, Kind kind, ZoneId zone) {

  /** A town of regional rank, or a district of villages and small towns. */
  public enum Kind {
    CITY,
    DISTRICT
  }
}
