package ru.medchat.intake;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Incoming.Standing;
import ru.medchat.channel.Messenger;
import ru.medchat.channel.Outbox;
import ru.medchat.channel.Outgoing;
import ru.medchat.directory.GroupChats;
import ru.medchat.wording.Texts;

/** What we say and note when we are added to a group, promoted or removed. */
@Component
class OurPresence {

  private static final Logger log = LoggerFactory.getLogger(OurPresence.class);

  private static final Fate NOTED = Fate.ignored("our own place in a chat");

  private final GroupChats groups;
  private final List<Messenger> messengers;
  private final Outbox outbox;
  private final Texts texts;

  OurPresence(GroupChats groups, List<Messenger> messengers, Outbox outbox, Texts texts) {
    this.groups = groups;
    this.messengers = messengers;
    this.outbox = outbox;
    this.texts = texts;
  }

  Fate changed(Incoming.Presence presence) {
    if (presence.inPrivate()) {
      // A person who blocked us is noticed by what we can't deliver, and only then matters.
      return NOTED;
    }
    if (presence.left()) {
      return left(presence);
    }
    if (presence.now() == Standing.ABSENT) {
      return NOTED;
    }
    boolean bound = groups.present(presence.chat().channel(), presence.chat().id());
    if (presence.entered()) {
      return entered(presence, bound);
    }
    if (presence.now() == presence.before()) {
      return NOTED;
    }
    if (presence.now() == Standing.ADMINISTRATOR) {
      return say(presence, "promoted", texts.text("presence.promoted"));
    }
    return hearsAll(presence)
        ? NOTED
        : say(presence, "demoted:" + presence.at(), texts.text("presence.deaf"));
  }

  private Fate left(Incoming.Presence presence) {
    var chat = presence.chat();
    if (groups.gone(chat.channel(), chat.id(), presence.at())) {
      log.warn(
          "We were removed from group {} of {} by user {}: its residents are no longer heard",
          chat.id(),
          chat.channel(),
          presence.sender().id());
    }
    return NOTED;
  }

  private Fate entered(Incoming.Presence presence, boolean bound) {
    boolean deaf = presence.now() != Standing.ADMINISTRATOR && !hearsAll(presence);
    if (bound && !deaf) {
      return NOTED;
    }
    String deafness = texts.text("presence.deaf");
    String words =
        bound ? deafness : texts.text("presence.unbound") + (deaf ? "\n\n" + deafness : "");
    return say(presence, "entered:" + presence.at(), words);
  }

  private boolean hearsAll(Incoming.Presence presence) {
    return messengers.stream()
        .filter(messenger -> messenger.channel().equals(presence.chat().channel()))
        .allMatch(messenger -> messenger.hearsAll(presence.chat()));
  }

  /** Says something in the group, once for an occasion. */
  private Fate say(Incoming.Presence presence, String occasion, String words) {
    var chat = presence.chat();
    String key = "presence:%s:%s:%s".formatted(chat.channel(), chat.id(), occasion);
    outbox.post(new Outgoing(chat, key, null, words, null, List.of()));
    return Fate.ANSWERED;
  }
}
