package ru.medchat.intake;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Handling;
import ru.medchat.channel.Incoming;
import ru.medchat.directory.Directory;
import ru.medchat.wording.Moments;
import ru.medchat.wording.Texts;

/** Does what people command. */
@Component
class Commands {

  private static final int MOST_APPEALS = 5;

  private final Appeals appeals;
  private final Handling handling;
  private final PrivateChats privateChats;
  private final BindingGroups binding;
  private final LinkingStaff linking;
  private final Replies replies;
  private final Directory directory;
  private final Texts texts;
  private final Clock clock;

  Commands(
      Appeals appeals,
      Handling handling,
      PrivateChats privateChats,
      BindingGroups binding,
      LinkingStaff linking,
      Replies replies,
      Directory directory,
      Texts texts,
      Clock clock) {
    this.appeals = appeals;
    this.handling = handling;
    this.privateChats = privateChats;
    this.binding = binding;
    this.linking = linking;
    this.replies = replies;
    this.directory = directory;
    this.texts = texts;
    this.clock = clock;
  }

  void obey(Command command, Incoming.Message message) {
    switch (command.kind()) {
      case START -> start(command, message);
      case HELP -> replies.say(message, message.inPrivate() ? "help" : "help.group");
      case STATUS -> status(message);
      case CANCEL -> cancel(message);
      case BIND -> binding.bind(command.argument(), message);
      case LINK -> linking.link(command.argument(), message);
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
    var latest =
        appeals.latestOf(message.chat().channel(), message.sender().id(), MOST_APPEALS).stream()
            .filter(appeal -> message.inPrivate() || appeal.chat().id().equals(message.chat().id()))
            .toList();
    if (latest.isEmpty()) {
      replies.say(message, "status.none");
      return;
    }
    String words = latest.stream().map(this::standing).collect(Collectors.joining("\n"));
    replies.say(message, "status", words, List.of());
  }

  private String standing(Appeal appeal) {
    var until = appeal.promisedUntil();
    return switch (appeal.state()) {
      case ASKED -> texts.text("status.asked", Map.of("number", appeal.number()));
      case ANSWERED -> texts.text("status.answered", Map.of("number", appeal.number()));
      case CLOSED -> texts.text("status.closed", Map.of("number", appeal.number()));
      case WAITING -> {
        if (until == null) {
          yield texts.text("status.registered", Map.of("number", appeal.number()));
        }
        if (until.isBefore(clock.instant())) {
          yield texts.text("status.overdue", Map.of("number", appeal.number()));
        }
        var zone = directory.municipality(appeal.municipalityId()).zone();
        yield texts.text(
            "status.waiting",
            Map.of("number", appeal.number(), "until", Moments.inWords(until, zone)));
      }
    };
  }

  private void cancel(Incoming.Message message) {
    var open =
        appeals.latestOf(message.chat().channel(), message.sender().id(), MOST_APPEALS).stream()
            .filter(appeal -> appeal.state() != Appeal.State.CLOSED)
            .findFirst();
    open.ifPresentOrElse(
        appeal -> handling.withdraw(appeal.number()), () -> replies.say(message, "cancel.none"));
  }
}
