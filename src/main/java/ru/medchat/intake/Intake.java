package ru.medchat.intake;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.appeal.Ratings;
import ru.medchat.channel.Incoming;
import ru.medchat.wording.Texts;

/** Decides what something a person did in a chat means, and lets it happen. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Intake {

  private final Commands commands;
  private final PrivateChats privateChats;
  private final GroupChats groupChats;
  private final Ratings ratings;
  private final Texts texts;

  Intake(
      Commands commands,
      PrivateChats privateChats,
      GroupChats groupChats,
      Ratings ratings,
      Texts texts) {
    this.commands = commands;
    this.privateChats = privateChats;
    this.groupChats = groupChats;
    this.ratings = ratings;
    this.texts = texts;
  }

  /** Takes a message; called in order for each chat, in the transaction that marks it as taken. */
  public Fate receive(Incoming.Message message) {
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
    return message.inPrivate() ? privateChats.receive(message) : groupChats.receive(message);
  }

  /** Takes a reaction that somebody put on a message, in the order of its chat. */
  public Fate receive(Incoming.Reaction reaction) {
    return reaction.inPrivate()
        ? Fate.ignored("a reaction in private")
        : groupChats.receive(reaction);
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

  private static String sentence(Ratings.Result result, Incoming.Press press) {
    return switch (result) {
      case TAKEN -> press.data().endsWith(":yes") ? "rating.thanks" : "rating.sorry";
      case NOT_YOURS -> "rating.notYours";
      case TOO_LATE -> "rating.tooLate";
    };
  }
}
