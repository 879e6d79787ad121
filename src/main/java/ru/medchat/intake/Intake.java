package ru.medchat.intake;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.appeal.Edits;
import ru.medchat.appeal.Ratings;
import ru.medchat.channel.Incoming;
import ru.medchat.wording.Texts;

/** Decides what something a person did in a chat means, and lets it happen. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Intake {

  /** Why a message is passed over that may yet count, when its group turns out to be bound. */
  public static final String UNBOUND = "a group that belongs to no municipality";

  private final Commands commands;
  private final PrivateChats privateChats;
  private final Groups groups;
  private final OurPresence presences;
  private final Edits edits;
  private final Ratings ratings;
  private final MyAppeals myAppeals;
  private final Standing standing;
  private final Texts texts;

  Intake(
      Commands commands,
      PrivateChats privateChats,
      Groups groups,
      OurPresence presences,
      Edits edits,
      Ratings ratings,
      MyAppeals myAppeals,
      Standing standing,
      Texts texts) {
    this.commands = commands;
    this.privateChats = privateChats;
    this.groups = groups;
    this.presences = presences;
    this.edits = edits;
    this.ratings = ratings;
    this.myAppeals = myAppeals;
    this.standing = standing;
    this.texts = texts;
  }

  /** Takes a message; called in order for each chat, in the transaction that marks it as taken. */
  public Fate receive(Incoming.Message message) {
    if (continueAlbum(message)) {
      return Fate.ADDED;
    }
    switch (message.sender().kind()) {
      case CHANNEL -> {
        return Fate.ignored("a post of a channel");
      }
      case BOT -> {
        return Fate.ignored("written by a bot");
      }
      case PERSON, CHAT -> {}
    }
    var command = Command.in(message);
    if (command.isPresent()) {
      return commands.obey(command.get(), message);
    }
    return message.inPrivate() ? privateChats.receive(message) : groups.receive(message);
  }

  /**
   * Takes a message only as a part of an album whose other parts are in an appeal, or kept as they
   * may yet be one; false when it is none.
   */
  public boolean continueAlbum(Incoming.Message message) {
    return message.inPrivate()
        ? privateChats.continueAlbum(message)
        : groups.continueAlbum(message);
  }

  /** Takes a reaction that somebody put on a message, in the order of its chat. */
  public Fate receive(Incoming.Reaction reaction) {
    return reaction.inPrivate() ? Fate.ignored("a reaction in private") : groups.receive(reaction);
  }

  /** Takes a change of a message; called in order with the messages of its chat. */
  public Fate receive(Incoming.Edit changed) {
    var edit = new Incoming.Edit(Command.withoutAppeal(changed.message()), changed.at());
    var permitted =
        edit.inPrivate()
            ? new Incoming.Edit(privateChats.permitted(edit.message()), edit.at())
            : edit;
    return switch (edits.take(permitted)) {
      case KEPT -> Fate.ADDED;
      case UNCHANGED -> Fate.ignored("an edit that changes neither words nor files");
      case UNKNOWN ->
          (edit.inPrivate() ? privateChats.receive(edit) : groups.receive(edit))
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

  /** Takes a change of our own place in a chat. */
  public Fate receive(Incoming.Presence presence) {
    return presences.changed(presence);
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
      case OPEN_BESIDES ->
          texts.text("rating.openBesides", Map.of("number", reply.appeal().number()));
      case OVER -> standing.of(reply.appeal());
    };
  }
}
