package ru.medchat.directory;

import static ru.medchat.directory.Field.ACTIVE;
import static ru.medchat.directory.Field.ADDRESS;
import static ru.medchat.directory.Field.ALIASES;
import static ru.medchat.directory.Field.KIND;
import static ru.medchat.directory.Field.LATITUDE;
import static ru.medchat.directory.Field.LONGITUDE;
import static ru.medchat.directory.Field.MAIL;
import static ru.medchat.directory.Field.NAME;
import static ru.medchat.directory.Field.PHONE;
import static ru.medchat.directory.Field.SITE;
import static ru.medchat.directory.Field.ZONE;

import java.util.List;

/** What the directory is made of. */
public enum EntryKind {
  REGION("region", "code", "code", NAME),
  MUNICIPALITY("municipality", "id", "region_code", NAME, KIND, ZONE, LATITUDE, LONGITUDE, ACTIVE),
  ORGANISATION(
      "organisation",
      "id",
      "region_code",
      NAME,
      ADDRESS,
      PHONE,
      MAIL,
      SITE,
      ALIASES,
      Field.MUNICIPALITY,
      ACTIVE);

  private final String table;
  private final String key;
  private final String regionColumn;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Field> fields;

  EntryKind(String table, String key, String regionColumn, Field... fields) {
    this.table = table;
    this.key = key;
    this.regionColumn = regionColumn;
    this.fields = List.of(fields);
  }

  String table() {
    return table;
  }

  String key() {
    return key;
  }

  String regionColumn() {
    return regionColumn;
  }

  /** What it says of each, in the order in which people read it. */
  public List<Field> fields() {
    return fields;
  }
}
