package ru.medchat.directory;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ties a group to its municipality, or a representative to their organisation.
 *
 * @param id of the group or the person, as their messenger has it
 * @param place the id of the municipality or organisation
 * @param name as people read it
 * @param more how we listen in the group; the person's account at the workplace, null for none
 */
record Binding(
    Kind kind, String channel, String id, String place, String name, @Nullable String more) {

  private static final Pattern GROUP = Pattern.compile("-[1-9]\\d{4,15}");
  private static final Pattern PERSON = Pattern.compile("[1-9]\\d{0,15}");
  private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9][a-z0-9._-]{1,39}");

  /** What is tied. Table and columns come from here only, never from outside. */
  enum Kind {
    CHAT("chat", "chat_id", "municipality_id", "title", "listening", "bound_at"),
    STAFF("staff", "user_id", "organisation_id", "name", "account", "linked_at");

    private final String table;
    private final String key;
    private final String place;
    private final String name;
    private final String more;
    private final String since;

    Kind(String table, String key, String place, String name, String more, String since) {
      this.table = table;
      this.key = key;
      this.place = place;
      this.name = name;
      this.more = more;
      this.since = since;
    }

    /** SQL in which the names of the table and its columns stand in braces. */
    String in(String sql) {
      return sql.replace("{table}", table)
          .replace("{key}", key)
          .replace("{place}", place)
          .replace("{name}", name)
          .replace("{more}", more)
          .replace("{since}", since);
    }

    /** What is wrong with an id, and how to mend it; empty when nothing is. */
    Optional<String> problemOfId(String id) {
      return switch (this) {
        case CHAT ->
            problem(
                GROUP, id, "нужен номер группы, он начинается с минуса, например -1001234567890");
        case STAFF ->
            problem(PERSON, id, "нужен номер человека цифрами, например 123456789, а не имя");
      };
    }

    /** Likewise with the further value. */
    Optional<String> problemOfMore(String more) {
      return switch (this) {
        case CHAT ->
            problem(
                Pattern.compile("EVERY|ADDRESSED|MARKED"),
                more,
                "нужно EVERY (каждое сообщение), ADDRESSED (обращённые к боту) или MARKED"
                    + " (отмеченные представителем)");
        case STAFF -> problem(ACCOUNT, more, "нужно имя для входа, например ivanova");
      };
    }

    private static Optional<String> problem(Pattern good, String value, String wanted) {
      return good.matcher(value).matches()
          ? Optional.empty()
          : Optional.of("«%s» не подходит: %s".formatted(value, wanted));
    }
  }
}
