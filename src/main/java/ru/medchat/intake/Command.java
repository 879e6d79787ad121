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
    MY,
    PRIVACY,
    CANCEL,
    APPEAL,
    /** By a group's administrator: the group belongs to a municipality. */
    BIND,
    /** By a representative: they speak for an organisation. */
    LINK,
    /** Looks like a command, but is none of ours. */
    UNKNOWN
  }

  private static final Pattern SLASH =
      Pattern.compile("/(\\w+)(?:@\\w+)?(?:\\s+(.*))?", Pattern.DOTALL);

  static Optional<Command> in(Incoming.Message message) {
    String text = message.text().strip();
    var slash = SLASH.matcher(text);
    if (slash.matches()) {
      String argument = slash.group(2) == null ? "" : slash.group(2).strip();
      return Optional.of(new Command(kind(slash.group(1)).orElse(Kind.UNKNOWN), argument));
    }
    // A plain word may end with a full stop, or with a question mark.
    return kind(text.replaceAll("[.!? ]+$", "")).map(kind -> new Command(kind, ""));
  }

  /** A message as it goes into an appeal: without the command {@code /appeal} before it. */
  static Incoming.Message withoutAppeal(Incoming.Message message) {
    return in(message)
        .filter(command -> command.kind() == Kind.APPEAL)
        .map(command -> message.inWords(command.argument()))
        .orElse(message);
  }

  private static Optional<Kind> kind(String word) {
    return Optional.ofNullable(
        switch (word.toLowerCase(Locale.ROOT)) {
          case "start" -> Kind.START;
          case "help", "помощь" -> Kind.HELP;
          case "status", "статус" -> Kind.STATUS;
          case "my", "мои обращения" -> Kind.MY;
          case "privacy" -> Kind.PRIVACY;
          case "cancel" -> Kind.CANCEL;
          case "appeal" -> Kind.APPEAL;
          case "bind" -> Kind.BIND;
          case "link" -> Kind.LINK;
          default -> null;
        });
  }
}
