package ru.medchat.intake;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Handling;
import ru.medchat.channel.Incoming;

/** Does what people command. */
@Component
class Commands {

  private static final int MOST_APPEALS = 5;

  private final Appeals appeals;
  private final Handling handling;
  private final PrivateChats privateChats;
  private final Groups groups;
  private final ConsentQuestion consent;
  private final MyAppeals myAppeals;
  private final Standing standing;
  private final BindingGroups binding;
  private final LinkingStaff linking;
  private final Replies replies;

  Commands(
      Appeals appeals,
      Handling handling,
      PrivateChats privateChats,
      Groups groups,
      ConsentQuestion consent,
      MyAppeals myAppeals,
      Standing standing,
      BindingGroups binding,
      LinkingStaff linking,
      Replies replies) {
    this.appeals = appeals;
    this.handling = handling;
    this.privateChats = privateChats;
    this.groups = groups;
    this.consent = consent;
    this.myAppeals = myAppeals;
    this.standing = standing;
    this.binding = binding;
    this.linking = linking;
    this.replies = replies;
  }

  Fate obey(Command command, Incoming.Message message) {
    switch (command.kind()) {
      case APPEAL -> {
        return message.inPrivate()
            ? privateChats.appeal(command.argument(), message)
            : groups.appeal(command.argument(), message);
      }
      case START -> start(command, message);
      case HELP -> replies.say(message, message.inPrivate() ? "help" : "help.group");
      case STATUS -> status(message);
      case MY -> myAppeals.list(message);
      case PRIVACY -> privacy(message);
      case CANCEL -> cancel(message);
      case BIND -> binding.bind(command.argument(), message);
      case LINK -> linking.link(command.argument(), message);
      case UNKNOWN -> {
        if (!message.inPrivate()) {
          // It may be meant for another bot.
          return Fate.ignored("a command that is not ours, in a group");
        }
        replies.say(message, "command.unknown");
      }
    }
    return Fate.ANSWERED;
  }

  private void privacy(Incoming.Message message) {
    if (message.inPrivate()) {
      consent.showText(message);
    } else {
      replies.say(message, "privacy.group");
    }
  }

  private void start(Command command, Incoming.Message message) {
    if (message.inPrivate() && LinkingStaff.isIn(command.argument())) {
      linking.linkByStart(command.argument(), message);
    } else if (message.inPrivate()) {
      privateChats.start(message, command.argument());
    } else {
      replies.say(message, "help.group");
    }
  }

  private void status(Incoming.Message message) {
    var latest = latest(message).toList();
    if (latest.isEmpty()) {
      replies.say(message, "status.none");
      return;
    }
    String words = latest.stream().map(standing::of).collect(Collectors.joining("\n\n"));
    replies.say(message, "status", words, List.of());
  }

  /** The person's appeals, the newest first: in a group only those written there. */
  private Stream<Appeal> latest(Incoming.Message message) {
    return appeals.latestOf(message.chat().channel(), message.sender().id(), MOST_APPEALS).stream()
        .filter(appeal -> message.inPrivate() || appeal.chat().id().equals(message.chat().id()));
  }

  private void cancel(Incoming.Message message) {
    var open = latest(message).filter(appeal -> appeal.state() != Appeal.State.CLOSED).findFirst();
    if (message.inPrivate() && privateChats.forgetPending(message)) {
      replies.say(message, "cancel.pending");
    } else {
      open.ifPresentOrElse(
          appeal -> handling.withdraw(appeal.number()), () -> replies.say(message, "cancel.none"));
    }
  }
}
