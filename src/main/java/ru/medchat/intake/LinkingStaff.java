package ru.medchat.intake;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import ru.medchat.channel.Incoming;
import ru.medchat.directory.Directory;
import ru.medchat.directory.OneTimeCodes;
import ru.medchat.directory.Staff;

/** {@code /link CODE} in private: this person speaks for an organisation from now on. */
@Component
class LinkingStaff {

  private static final Logger log = LoggerFactory.getLogger(LinkingStaff.class);

  private final OneTimeCodes codes;
  private final Staff staff;
  private final Directory directory;
  private final Replies replies;

  LinkingStaff(OneTimeCodes codes, Staff staff, Directory directory, Replies replies) {
    this.codes = codes;
    this.staff = staff;
    this.directory = directory;
    this.replies = replies;
  }

  /** Whether a deep link brings a code. */
  static boolean isIn(String start) {
    return start.startsWith(OneTimeCodes.LINK_START);
  }

  /** Takes the code that a deep link brings. */
  void linkByStart(String start, Incoming.Message message) {
    link(start.substring(OneTimeCodes.LINK_START.length()), message);
  }

  void link(String typed, Incoming.Message message) {
    String channel = message.chat().channel();
    String person = message.sender().id();
    if (typed.isBlank()) {
      replies.say(message, "link.how");
      return;
    }
    if (codes.guessing(channel, person)) {
      replies.say(message, "code.too-often");
      return;
    }
    var found = codes.find(OneTimeCodes.Purpose.LINK, typed, channel, person);
    if (found.isEmpty()) {
      replies.say(message, "code.unfit");
      return;
    }
    var code = found.get();
    codes.used(code, Replies.inWords(message.sender()), message.chat().id());
    if (!message.inPrivate()) {
      // Everybody in the group has read it, and whoever is quickest would speak for a hospital.
      replies.say(message, "link.in-private");
      return;
    }
    var organisation = directory.organisation(code.target());
    staff.link(channel, person, message.sender().name(), organisation.id());
    log.info("User {} of {} speaks for {} from now on", person, channel, organisation.id());
    replies.say(message, "link.done", Map.of("organisation", organisation.name()));
  }
}
