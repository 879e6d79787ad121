package ru.medchat.intake;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.appeal.Answering;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Ratings;
import ru.medchat.appeal.RegisteringAppeals;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Outbox;
import ru.medchat.channel.Sender;
import ru.medchat.directory.Directory;
import ru.medchat.wording.Texts;

/** Decides what something a person did in a chat means, and lets it happen. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Intake {

  /** Why a message is passed over that may yet count, when its group turns out to be bound. */
  public static final String UNBOUND = "a group that belongs to no municipality";

  private final Directory directory;
  private final Commands commands;
  private final PrivateChats privateChats;
  private final OurPresence presences;
  private final RegisteringAppeals registration;
  private final Appeals appeals;
  private final Answering answering;
  private final Ratings ratings;
  private final Outbox outbox;
  private final Texts texts;

  Intake(
      Directory directory,
      Commands commands,
      PrivateChats privateChats,
      OurPresence presences,
      RegisteringAppeals registration,
      Appeals appeals,
      Answering answering,
      Ratings ratings,
      Outbox outbox,
      Texts texts) {
    this.directory = directory;
    this.commands = commands;
    this.privateChats = privateChats;
    this.presences = presences;
    this.registration = registration;
    this.appeals = appeals;
    this.answering = answering;
    this.ratings = ratings;
    this.outbox = outbox;
    this.texts = texts;
  }

  /** Takes a message; called in order for each chat, in the transaction that marks it as taken. */
  public Fate receive(Incoming.Message message) {
    var command = Command.in(message);
    if (!message.sender().person() && !bindsAsGroup(command, message)) {
      return Fate.ignored("not written by a person");
    }
    if (command.isPresent()) {
      commands.obey(command.get(), message);
      return Fate.ANSWERED;
    }
    return message.inPrivate() ? privateChats.receive(message) : inGroup(message);
  }

  /**
   * Takes a press of a button.
   *
   * @return what to tell the person at once, in a few words; empty when the chat itself shows it
   */
  public Optional<String> receive(Incoming.Press press) {
    if (privateChats.receive(press)) {
      return Optional.empty();
    }
    return ratings
        .rate(press.data(), press.sender().id(), press.at())
        .map(result -> texts.text(sentence(result, press)));
  }

  /** Takes a change of our own place in a chat. */
  public Fate receive(Incoming.Presence presence) {
    return presences.changed(presence);
  }

  /** An administrator may bind a group without showing their name. */
  private static boolean bindsAsGroup(Optional<Command> command, Incoming.Message message) {
    return message.sender().kind() == Sender.Kind.CHAT
        && command.filter(given -> given.kind() == Command.Kind.BIND).isPresent();
  }

  private Fate inGroup(Incoming.Message message) {
    var municipality = directory.municipalityOfChat(message.chat().channel(), message.chat().id());
    if (municipality.isEmpty()) {
      return Fate.ignored(UNBOUND);
    }
    if (directory
        .organisationOfStaff(message.chat().channel(), message.sender().id())
        .isPresent()) {
      var appeal = repliedTo(message);
      appeal.ifPresent(answered -> answering.answeredInChat(answered.number(), message));
      return appeal.isPresent() ? Fate.ADDED : Fate.ignored("staff, not in reply to an appeal");
    }
    return Fate.of(registration.take(message, municipality.get()));
  }

  /**
   * The appeal a message of staff answers: by replying to the resident, or to our words about it.
   */
  private Optional<Appeal> repliedTo(Incoming.Message message) {
    if (message.replyTo() == null) {
      return Optional.empty();
    }
    String original = message.replyTo().messageId();
    return appeals
        .ofMessage(message.chat(), original)
        .or(
            () ->
                outbox
                    .appealBehind(message.chat(), original)
                    .map(AppealNumber::of)
                    .flatMap(appeals::find));
  }

  private static String sentence(Ratings.Result result, Incoming.Press press) {
    return switch (result) {
      case TAKEN -> press.data().endsWith(":yes") ? "rating.thanks" : "rating.sorry";
      case NOT_YOURS -> "rating.notYours";
      case TOO_LATE -> "rating.tooLate";
    };
  }
}
