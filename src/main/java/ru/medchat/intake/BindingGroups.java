package ru.medchat.intake;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Messenger;
import ru.medchat.directory.Directory;
import ru.medchat.directory.GroupChats;
import ru.medchat.directory.OneTimeCodes;
import ru.medchat.wording.Texts;

/** {@code /bind CODE} in a group: its residents belong to a municipality from now on. */
@Component
class BindingGroups {

  private static final Logger log = LoggerFactory.getLogger(BindingGroups.class);

  private final OneTimeCodes codes;
  private final GroupChats groups;
  private final Directory directory;
  private final List<Messenger> messengers;
  private final Replies replies;
  private final Texts texts;

  BindingGroups(
      OneTimeCodes codes,
      GroupChats groups,
      Directory directory,
      List<Messenger> messengers,
      Replies replies,
      Texts texts) {
    this.codes = codes;
    this.groups = groups;
    this.directory = directory;
    this.messengers = messengers;
    this.replies = replies;
    this.texts = texts;
  }

  void bind(String typed, Incoming.Message message) {
    String channel = message.chat().channel();
    String person = message.sender().id();
    if (message.inPrivate()) {
      replies.say(message, "bind.in-group");
    } else if (typed.isBlank()) {
      replies.say(message, "bind.how");
    } else if (codes.guessing(channel, person)) {
      replies.say(message, "code.too-often");
    } else {
      // The code comes first: the messenger is asked only by those who have been given one.
      codes
          .find(OneTimeCodes.Purpose.BIND, typed, channel, person)
          .ifPresentOrElse(code -> bind(code, message), () -> replies.say(message, "code.unfit"));
    }
  }

  private void bind(OneTimeCodes.Code code, Incoming.Message message) {
    var chat = message.chat();
    var messenger = messenger(chat.channel());
    if (!messenger.administers(message.sender(), chat)) {
      replies.say(message, "bind.administrators-only");
      return;
    }
    var municipality = directory.municipality(code.target());
    String by = Replies.inWords(message.sender());
    groups.bind(chat.channel(), chat.id(), messenger.titleOf(chat), municipality.id(), by);
    codes.used(code, by, chat.id());
    log.info(
        "Group {} of {} is bound to {} by user {}",
        chat.id(),
        chat.channel(),
        municipality.id(),
        message.sender().id());
    String words = texts.text("bind.done", Map.of("municipality", municipality.name()));
    boolean deaf = !messenger.hearsAll(chat);
    replies.say(
        message,
        "bind.done",
        deaf ? words + "\n\n" + texts.text("presence.deaf") : words,
        List.of());
  }

  private Messenger messenger(String channel) {
    return messengers.stream()
        .filter(messenger -> messenger.channel().equals(channel))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Nobody speaks with " + channel));
  }
}
