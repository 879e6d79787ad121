package ru.medchat.intake;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import ru.medchat.channel.Incoming;

/**
 * A command: {@code /status}, or the plain word «статус».
 *
 * @param argument what stands behind it; empty when nothing does
 */
record Command(Kind kind, String argument) {

  /** What can be commanded. */
  enum Kind {
    START,
    HELP,
    STATUS,
    CANCEL,
    /** By a group's administrator: the group belongs to a municipality. */
    BIND,
    /** By a representative: they speak for an organisation. */
    LINK
  }

  private static final Pattern SLASH = Pattern.compile("/(\\w+)(?:@\\w+)?(?:\\s+(.*))?");

  static Optional<Command> in(Incoming.Message message) {
    String text = message.text().strip();
    var slash = SLASH.matcher(text);
    if (slash.matches()) {
      String argument = slash.group(2) == null ? "" : slash.group(2).strip();
      return kind(slash.group(1)).map(kind -> new Command(kind, argument));
    }
    return kind(text).map(kind -> new Command(kind, ""));
  }

  private static Optional<Kind> kind(String word) {
    return Optional.ofNullable(
        switch (word.toLowerCase(Locale.ROOT)) {
          case "start" -> Kind.START;
          case "help", "помощь" -> Kind.HELP;
          case "status", "статус" -> Kind.STATUS;
          case "cancel" -> Kind.CANCEL;
          case "bind" -> Kind.BIND;
          case "link" -> Kind.LINK;
          default -> null;
        });
  }
}
