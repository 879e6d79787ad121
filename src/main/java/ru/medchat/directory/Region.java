package ru.medchat.directory;

/**
 * A region of the country.
 *
 * @param code such as {@code 61}
 */
public record Region(String code, String name) {

  /** The working time of the whole region. */
  public CalendarScope scope() {
    return CalendarScope.region(code);
  }
}
