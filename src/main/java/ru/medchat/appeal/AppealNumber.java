package ru.medchat.appeal;

import java.util.regex.Pattern;

/**
 * The number a resident is told, and the business key of its process: region code and sequence,
 * such as {@code 61-000123}.
 */
public record AppealNumber(String value) {

  private static final Pattern FORM = Pattern.compile("\\d{2,3}-\\d{6,}");

  public AppealNumber {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("Not the number of an appeal: " + value);
    }
  }

  /**
   * Reads a number.
   *
   * @throws IllegalArgumentException when it has not the form of one
   */
  public static AppealNumber of(String value) {
    return new AppealNumber(value);
  }

  static AppealNumber of(String regionCode, long sequence) {
    return new AppealNumber("%s-%06d".formatted(regionCode, sequence));
  }

  @Override
  public String toString() {
    return value;
  }
}
