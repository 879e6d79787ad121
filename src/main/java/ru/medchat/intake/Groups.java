package ru.medchat.intake;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Answering;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.PassedMessages;
import ru.medchat.appeal.PassedMessages.Reason;
import ru.medchat.appeal.RegisteringAppeals;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Outbox;
import ru.medchat.channel.Sender;
import ru.medchat.directory.Directory;
import ru.medchat.directory.GroupChat;
import ru.medchat.directory.GroupChat.Listening;
import ru.medchat.directory.Municipality;

/**
 * A group: residents, representatives and the chat's administrators write in it, to us and to each
 * other. What opens no appeal is kept, in case it should have.
 */
@Component
class Groups {

  private static final Fate OF_NO_MUNICIPALITY = Fate.ignored(Intake.UNBOUND);

  private final Directory directory;
  private final ChatRules rules;
  private final Appeals appeals;
  private final RegisteringAppeals registration;
  private final PassedMessages passed;
  private final Answering answering;
  private final Emergencies emergencies;
  private final Outbox outbox;
  private final Replies replies;

  Groups(
      Directory directory,
      ChatRules rules,
      Appeals appeals,
      RegisteringAppeals registration,
      PassedMessages passed,
      Answering answering,
      Emergencies emergencies,
      Outbox outbox,
      Replies replies) {
    this.directory = directory;
    this.rules = rules;
    this.appeals = appeals;
    this.registration = registration;
    this.passed = passed;
    this.answering = answering;
    this.emergencies = emergencies;
    this.outbox = outbox;
    this.replies = replies;
  }

  /** A group and the municipality whose residents write in it. */
  private record Group(GroupChat chat, Municipality municipality) {}

  /** Takes a message that is no command. */
  Fate receive(Incoming.Message message) {
    var group = groupOf(message);
    if (group.isEmpty()) {
      return OF_NO_MUNICIPALITY;
    }
    var answered = repliedTo(message);
    if (speaksForStaff(message, group.get().municipality())
        || answered.filter(appeal -> belongsToItsOrganisation(message, appeal)).isPresent()) {
      answered.ifPresent(appeal -> answering.repliedInChat(appeal.number(), message));
      return answered.isPresent() ? Fate.ADDED : Fate.ignored("staff, not in reply to an appeal");
    }
    return ofResident(message, group.get());
  }

  /** Takes a part of an album that comes after the others; false when it is none. */
  boolean continueAlbum(Incoming.Message message) {
    return registration.continueAlbum(message) || passed.continueAlbum(message);
  }

  /** Takes a change of a message that is no appeal; false when it is not known here. */
  boolean receive(Incoming.Edit edit) {
    return passed.change(edit);
  }

  private Fate ofResident(Incoming.Message message, Group group) {
    emergencies.answer(message);
    var municipality = group.municipality();
    if (repliesToAnotherResident(message, municipality) && !message.addressed()) {
      return pass(message, municipality, Reason.AMONG_RESIDENTS);
    }
    var open = openOf(message, municipality);
    if (rules.asksForNothing(message, open)) {
      return pass(message, municipality, Reason.SMALL_TALK);
    }
    if (open.filter(appeal -> isHeardBy(appeal, message, municipality)).isEmpty()) {
      if (group.chat().listening() == Listening.MARKED) {
        return pass(message, municipality, Reason.NOT_MARKED);
      }
      if (group.chat().listening() == Listening.ADDRESSED && !message.addressed()) {
        return pass(message, municipality, Reason.NOT_ADDRESSED);
      }
    }
    return Fate.of(registration.take(message, municipality));
  }

  /**
   * Whether a resident speaks to the appeal they have open. Who waits or was asked does; who has an
   * answer only when replying to what was said about it, to us or to staff.
   */
  private boolean isHeardBy(Appeal open, Incoming.Message message, Municipality municipality) {
    return open.state() != Appeal.State.ANSWERED
        || repliesToStaff(message, municipality)
        || repliedTo(message).filter(appeal -> appeal.number().equals(open.number())).isPresent();
  }

  private Fate pass(Incoming.Message message, Municipality municipality, Reason reason) {
    passed.keep(message, municipality, reason);
    return Fate.ignored("kept without an appeal: " + reason);
  }

  /**
   * Takes the command {@code /appeal}.
   *
   * @param words what stands behind it; may be empty
   */
  Fate appeal(String words, Incoming.Message message) {
    var group = groupOf(message);
    if (group.isEmpty()) {
      return OF_NO_MUNICIPALITY;
    }
    var original = message.replyTo();
    if (speaksForStaff(message, group.get().municipality())) {
      return original == null
          ? hint(message, "appeal.how.staff")
          : mark(original.messageId(), message);
    }
    emergencies.answer(message);
    boolean own = original != null && original.author().id().equals(message.sender().id());
    boolean says = !words.isEmpty() || !message.attachments().isEmpty();
    if (!says && !own) {
      return hint(message, original == null ? "appeal.how" : "appeal.someoneElses");
    }
    if (group.get().chat().listening() == Listening.MARKED
        && openOf(message, group.get().municipality()).isEmpty()) {
      if (says) {
        passed.keep(message.inWords(words), group.get().municipality(), Reason.NOT_MARKED);
      }
      return hint(message, "appeal.marked");
    }
    if (!says && original != null) {
      return mark(original.messageId(), message);
    }
    if (own && original != null) {
      passed.makeAppeal(message.chat(), original.messageId(), message.sender().name());
    }
    return Fate.of(registration.take(message.inWords(words), group.get().municipality()));
  }

  /** Makes an appeal of the message that somebody entitled to it points at, and says if not. */
  private Fate mark(String messageId, Incoming.Message command) {
    var taken = passed.makeAppeal(command.chat(), messageId, command.sender().name());
    if (taken.isPresent()) {
      return Fate.of(taken.get());
    }
    var already = appeals.ofMessage(command.chat(), messageId);
    if (already.isPresent()) {
      replies.say(command, "appeal.already", Map.of("number", already.get().number()));
      return Fate.ANSWERED;
    }
    return hint(command, "appeal.unknown");
  }

  private Fate hint(Incoming.Message message, String text) {
    replies.say(message, text);
    return Fate.ANSWERED;
  }

  /** Takes a reaction: that of staff may mark a message as an appeal. */
  Fate receive(Incoming.Reaction reaction) {
    if (!rules.mark(reaction.emoji())) {
      return Fate.ignored("a reaction that marks nothing");
    }
    var group = groupOf(reaction);
    if (group.isEmpty()) {
      return OF_NO_MUNICIPALITY;
    }
    if (!speaksForStaff(reaction, group.get().municipality())) {
      return Fate.ignored("a reaction of somebody who may not mark");
    }
    return passed
        .makeAppeal(reaction.chat(), reaction.messageId(), reaction.sender().name())
        .map(Fate::of)
        .orElseGet(() -> Fate.ignored("a mark on what is no message without an appeal"));
  }

  private Optional<Group> groupOf(Incoming event) {
    return directory
        .findGroupChat(event.chat().channel(), event.chat().id())
        .map(chat -> new Group(chat, directory.municipality(chat.municipalityId())));
  }

  private Optional<Appeal> openOf(Incoming event, Municipality municipality) {
    return appeals.openOf(event.chat().channel(), event.sender().id(), municipality.id(), false);
  }

  /**
   * Whether somebody speaks for an organisation that serves the municipality. The administrators of
   * its chat do. Staff of another town are residents here, who may be patients too.
   */
  private boolean speaksForStaff(Incoming event, Municipality municipality) {
    return switch (event.sender().kind()) {
      case CHAT -> true;
      case PERSON -> isStaff(event.chat().channel(), event.sender().id(), municipality);
      case CHANNEL, BOT -> false;
    };
  }

  private boolean isStaff(String channel, String userId, Municipality municipality) {
    return directory
        .organisationOfStaff(channel, userId)
        .filter(organisation -> organisation.serves(municipality))
        .isPresent();
  }

  private boolean belongsToItsOrganisation(Incoming.Message message, Appeal appeal) {
    return directory
        .organisationOfStaff(message.chat().channel(), message.sender().id())
        .filter(organisation -> organisation.id().equals(appeal.organisationId()))
        .isPresent();
  }

  private boolean repliesToStaff(Incoming.Message message, Municipality municipality) {
    if (message.replyTo() == null) {
      return false;
    }
    var author = message.replyTo().author();
    return author.kind() == Sender.Kind.CHAT
        || isStaff(message.chat().channel(), author.id(), municipality);
  }

  private boolean repliesToAnotherResident(Incoming.Message message, Municipality municipality) {
    if (message.replyTo() == null) {
      return false;
    }
    var author = message.replyTo().author();
    return author.person()
        && !author.id().equals(message.sender().id())
        && !isStaff(message.chat().channel(), author.id(), municipality);
  }

  /** The appeal a message replies to: to words of its resident, or to ours about it. */
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
}
