package ru.medchat.intake;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.appeal.Answering;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Edits;
import ru.medchat.appeal.Ratings;
import ru.medchat.appeal.RegisteringAppeals;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Outbox;
import ru.medchat.directory.Directory;
import ru.medchat.wording.Texts;

/** Decides what something a person did in a chat means, and lets it happen. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Intake {

  private final Directory directory;
  private final Commands commands;
  private final PrivateChats privateChats;
  private final RegisteringAppeals registration;
  private final Appeals appeals;
  private final Answering answering;
  private final Edits edits;
  private final Ratings ratings;
  private final MyAppeals myAppeals;
  private final Standing standing;
  private final Emergencies emergencies;
  private final Outbox outbox;
  private final Texts texts;

  Intake(
      Directory directory,
      Commands commands,
      PrivateChats privateChats,
      RegisteringAppeals registration,
      Appeals appeals,
      Answering answering,
      Edits edits,
      Ratings ratings,
      MyAppeals myAppeals,
      Standing standing,
      Emergencies emergencies,
      Outbox outbox,
      Texts texts) {
    this.directory = directory;
    this.commands = commands;
    this.privateChats = privateChats;
    this.registration = registration;
    this.appeals = appeals;
    this.answering = answering;
    this.edits = edits;
    this.ratings = ratings;
    this.myAppeals = myAppeals;
    this.standing = standing;
    this.emergencies = emergencies;
    this.outbox = outbox;
    this.texts = texts;
  }

  /** Takes a message; called in order for each chat, in the transaction that marks it as taken. */
  public Fate receive(Incoming.Message message) {
    if (message.inPrivate()
        ? privateChats.continueAlbum(message)
        : registration.continueAlbum(message)) {
      return Fate.ADDED;
    }
    if (!message.sender().person()) {
      return Fate.ignored("not written by a person");
    }
    var command = Command.in(message);
    if (command.isPresent()) {
      return commands.obey(command.get(), message);
    }
    return message.inPrivate() ? privateChats.receive(message) : inGroup(message);
  }

  /** Takes a change of a message; called in order with the messages of its chat. */
  public Fate receive(Incoming.Edit edit) {
    var permitted =
        edit.inPrivate()
            ? new Incoming.Edit(privateChats.permitted(edit.message()), edit.at())
            : edit;
    return switch (edits.take(permitted)) {
      case KEPT -> Fate.ADDED;
      case UNCHANGED -> Fate.ignored("an edit that changes neither words nor files");
      case UNKNOWN ->
          privateChats.receive(edit)
              ? Fate.ADDED
              : Fate.ignored("an edit of a message that is in no appeal");
    };
  }

  /**
   * Takes a press of a button.
   *
   * @return what to tell the person at once, in a few words; never empty, so that no press seems to
   *     have come to nothing
   */
  public Optional<String> receive(Incoming.Press press) {
    return privateChats
        .receive(press)
        .or(() -> myAppeals.receive(press))
        .or(() -> ratings.take(press).map(this::sentence))
        .or(() -> Optional.of(texts.text("press.unknown")));
  }

  private Fate inGroup(Incoming.Message message) {
    var municipality = directory.municipalityOfChat(message.chat().channel(), message.chat().id());
    if (municipality.isEmpty()) {
      return Fate.ignored("a group that belongs to no municipality");
    }
    if (directory
        .organisationOfStaff(message.chat().channel(), message.sender().id())
        .isPresent()) {
      var appeal = repliedTo(message);
      appeal.ifPresent(answered -> answering.answeredInChat(answered.number(), message));
      return appeal.isPresent() ? Fate.ADDED : Fate.ignored("staff, not in reply to an appeal");
    }
    emergencies.answer(message);
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

  private String sentence(Ratings.Reply reply) {
    return switch (reply.result()) {
      case SOLVED -> texts.text("rating.thanks");
      case NOT_SOLVED -> texts.text("rating.sorry");
      case STARS -> texts.text("stars.thanks", Map.of("stars", reply.stars()));
      case STARS_FIXED -> texts.text("stars.fixed", Map.of("stars", reply.stars()));
      case NOT_YOURS -> texts.text("rating.notYours");
      case NEWER_ANSWER ->
          texts.text("rating.newerAnswer", Map.of("number", reply.appeal().number()));
      case OVER -> standing.of(reply.appeal());
    };
  }
}
