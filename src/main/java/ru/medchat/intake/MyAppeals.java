package ru.medchat.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Conversation;
import ru.medchat.channel.Button;
import ru.medchat.channel.Incoming;
import ru.medchat.directory.Directory;
import ru.medchat.wording.Moments;
import ru.medchat.wording.Texts;

/** Shows a resident their own appeals, and each of them on a press. */
@Component
class MyAppeals {

  private static final Pattern PRESSED = Pattern.compile("appeal:(\\d{2,3}-\\d{6,})");
  private static final int MOST = 5;
  private static final int WORDS_ON_A_BUTTON = 22;
  private static final int WORDS_IN_DETAIL = 200;

  private final Appeals appeals;
  private final Conversation conversation;
  private final Standing standing;
  private final Replies replies;
  private final Directory directory;
  private final Texts texts;

  MyAppeals(
      Appeals appeals,
      Conversation conversation,
      Standing standing,
      Replies replies,
      Directory directory,
      Texts texts) {
    this.appeals = appeals;
    this.conversation = conversation;
    this.standing = standing;
    this.replies = replies;
    this.directory = directory;
    this.texts = texts;
  }

  /** Lists the newest, with a button to each; in a group nobody is shown anything. */
  void list(Incoming.Message message) {
    if (!message.inPrivate()) {
      replies.say(message, "my.group");
      return;
    }
    var newest = appeals.latestOf(message.chat().channel(), message.sender().id(), MOST);
    if (newest.isEmpty()) {
      replies.say(message, "status.none");
      return;
    }
    var lines = new ArrayList<String>();
    var buttons = new ArrayList<List<Button>>();
    for (Appeal appeal : newest) {
      lines.add(standing.of(appeal));
      String words = begun(appeal, WORDS_ON_A_BUTTON);
      String label = texts.text("my.button", Map.of("number", appeal.number(), "words", words));
      buttons.add(List.of(new Button(label, "appeal:" + appeal.number())));
    }
    String list = texts.text("my.list", Map.of("appeals", String.join("\n\n", lines)));
    replies.say(message, "my", list, buttons);
  }

  /** Takes a press of a button of the list; empty when it is none. */
  Optional<String> receive(Incoming.Press press) {
    var pressed = PRESSED.matcher(press.data());
    if (!pressed.matches()) {
      return Optional.empty();
    }
    var appeal =
        appeals
            .find(AppealNumber.of(pressed.group(1)))
            .filter(found -> found.residentId().equals(press.sender().id()))
            .filter(found -> found.chat().channel().equals(press.chat().channel()));
    if (appeal.isEmpty() || !press.inPrivate()) {
      return Optional.of(texts.text("my.notYours"));
    }
    replies.say(press, "details", details(appeal.get()), List.of());
    return Optional.of(texts.text("my.shown", Map.of("number", appeal.get().number())));
  }

  private String details(Appeal appeal) {
    var municipality = directory.municipality(appeal.municipalityId());
    return texts.text(
        "my.details",
        Map.of(
            "standing", standing.of(appeal),
            "opened", Moments.inWords(appeal.openedAt(), municipality.zone()),
            "municipality", municipality.name(),
            "words", begun(appeal, WORDS_IN_DETAIL)));
  }

  private String begun(Appeal appeal, int longest) {
    String words = conversation.firstWords(appeal.number()).replaceAll("\\s+", " ").strip();
    if (words.isEmpty()) {
      return texts.text("my.noWords");
    }
    if (words.length() <= longest) {
      return words;
    }
    int end = words.lastIndexOf(' ', longest);
    if (end < longest / 2) {
      // Between the halves of an emoji there is no end of a word.
      end = Character.isHighSurrogate(words.charAt(longest - 1)) ? longest - 1 : longest;
    }
    return words.substring(0, end) + "…";
  }
}
