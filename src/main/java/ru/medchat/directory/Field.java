package ru.medchat.directory;

import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the directory says of a region, a municipality or an organisation, as text. */
public enum Field {
  NAME("name", "Название"),
  ADDRESS("address", "Адрес"),
  PHONE("phone", "Телефон"),
  MAIL("mail", "Почта"),
  SITE("site", "Сайт"),
  /** One a line. */
  ALIASES("aliases", "Как называют жители"),
  MUNICIPALITY("municipality_id", "Муниципалитет"),
  KIND("kind", "Вид"),
  ZONE("zone", "Часовой пояс"),
  LATITUDE("latitude", "Широта"),
  LONGITUDE("longitude", "Долгота"),
  /** {@code true} or {@code false}. */
  ACTIVE("active", "Принимает обращения");

  private static final int LONGEST = 300;
  private static final int LONGEST_ALIASES = 2000;
  private static final Pattern ADDRESS_OF_MAIL =
      Pattern.compile("[^@\\s,;<>]+@[^@\\s,;<>.]+(\\.[^@\\s,;<>.]+)+");
  private static final Pattern NUMBERS = Pattern.compile("(?=(.*\\d){2})[\\d+() ,;.доб–-]+");

  private final String column;
  private final String label;

  Field(String column, String label) {
    this.column = column;
    this.label = label;
  }

  String column() {
    return column;
  }

  /** What people call it. */
  public String label() {
    return label;
  }

  /** The type of its column. */
  String type() {
    return switch (this) {
      case LATITUDE, LONGITUDE -> "double precision";
      case ACTIVE -> "boolean";
      default -> "text";
    };
  }

  boolean isRequired() {
    return this == NAME || this == KIND || this == ZONE || this == ACTIVE;
  }

  /** Whether it is how to reach an organisation. */
  public boolean isContact() {
    return this == ADDRESS || this == PHONE || this == MAIL || this == SITE;
  }

  /**
   * What is wrong with a value, and how to mend it; empty when nothing is.
   *
   * @param value never blank
   */
  Optional<String> problemOf(String value) {
    int longest = this == ALIASES ? LONGEST_ALIASES : LONGEST;
    if (value.length() > longest) {
      return Optional.of("слишком длинно: нужно не больше %d знаков".formatted(longest));
    }
    boolean good =
        switch (this) {
          case NAME, ADDRESS, MUNICIPALITY -> value.lines().count() == 1;
          case ALIASES -> true;
          case MAIL -> ADDRESS_OF_MAIL.matcher(value).matches();
          case PHONE -> NUMBERS.matcher(value).matches();
          case SITE -> isAddress(value);
          case ZONE -> isZone(value);
          case KIND -> value.equals("CITY") || value.equals("DISTRICT");
          case LATITUDE -> isWithin(90, value);
          case LONGITUDE -> isWithin(180, value);
          case ACTIVE -> value.equals("true") || value.equals("false");
        };
    return good ? Optional.empty() : Optional.of("«%s» не подходит: %s".formatted(value, wanted()));
  }

  private String wanted() {
    return switch (this) {
      case MAIL -> "нужен один адрес, например hospital@example.org";
      case PHONE -> "нужен номер цифрами, например +7 8634 12-34-56";
      case SITE -> "нужен адрес с https://, например https://hospital.example.org";
      case ZONE -> "нужно имя пояса, например Europe/Moscow или Asia/Yekaterinburg";
      case KIND -> "нужно CITY (город) или DISTRICT (район)";
      case LATITUDE -> "нужно число градусов от -90 до 90, например 47.21";
      case LONGITUDE -> "нужно число градусов от -180 до 180, например 38.93";
      case ACTIVE -> "нужно true или false";
      case NAME, ADDRESS, ALIASES, MUNICIPALITY -> "нужна одна строка";
    };
  }

  private static boolean isAddress(String value) {
    try {
      var address = URI.create(value);
      return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
          && address.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isZone(String value) {
    try {
      return ZoneId.of(value).getId().contains("/");
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isWithin(int most, String value) {
    try {
      return Math.abs(Double.parseDouble(value)) <= most;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
