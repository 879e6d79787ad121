package ru.medchat.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Residents;
import ru.medchat.channel.Button;
import ru.medchat.channel.Incoming;
import ru.medchat.wording.Texts;

/** Asks a resident in private whether personal data may be kept, and takes the answer. */
@Component
class ConsentQuestion {

  private static final Pattern PRESSED = Pattern.compile("consent:(\\d{1,6}):(yes|no)");

  private final Consents consents;
  private final Residents residents;
  private final Replies replies;
  private final Texts texts;

  ConsentQuestion(Consents consents, Residents residents, Replies replies, Texts texts) {
    this.consents = consents;
    this.residents = residents;
    this.replies = replies;
    this.texts = texts;
  }

  /**
   * What came of a press.
   *
   * @param notice what to tell the person at once
   * @param decided false when the text is another one by now and had to be asked about again
   */
  record Answer(String notice, boolean decided) {}

  /**
   * Whether personal data may be kept of what somebody writes.
   *
   * @param conversing true when they write about an appeal that is open: a newer text does not
   *     interrupt that
   * @return empty when they have to be asked first
   */
  Optional<Boolean> given(Incoming event, boolean conversing) {
    var decision = conversing ? consents.lastOf(event) : consents.of(event);
    return decision.map(Consents.Decision::agreed);
  }

  void ask(Incoming event) {
    replies.say(event, "consent", texts.text("consent.ask"), buttons());
  }

  /** Shows the whole text, what this person said to it, and lets them say otherwise. */
  void showText(Incoming.Message message) {
    String standing =
        consents.of(message).map(said -> said.agreed() ? "yes" : "no").orElse("unknown");
    String words =
        texts.text(
            "privacy",
            Map.of(
                "version", consents.version(), "choice", texts.text("privacy.choice." + standing)));
    replies.say(message, "privacy", words, buttons());
  }

  /** Takes a press of one of the two buttons; empty when it is neither. */
  Optional<Answer> receive(Incoming.Press press) {
    var pressed = PRESSED.matcher(press.data());
    if (!pressed.matches()) {
      return Optional.empty();
    }
    replies.takeAwayButtons(press);
    int version = Integer.parseInt(pressed.group(1));
    if (version < consents.version()) {
      ask(press);
      return Optional.of(new Answer(texts.text("consent.outdated"), false));
    }
    return Optional.of(
        new Answer(
            decide(press, new Consents.Decision(version, pressed.group(2).equals("yes"))), true));
  }

  private String decide(Incoming.Press press, Consents.Decision decision) {
    String said = decision.agreed() ? "yes" : "no";
    if (consents.of(press).filter(decision::equals).isPresent()) {
      return texts.text("consent.already." + said);
    }
    consents.record(press, decision);
    if (!decision.agreed()) {
      residents.forgetName(
          press.chat().channel(), press.sender().id(), texts.text("resident.unnamed"));
    }
    replies.say(press, "consent." + said);
    return texts.text("consent.toast." + said);
  }

  private List<List<Button>> buttons() {
    String data = "consent:" + consents.version() + ":";
    return List.of(
        List.of(
            new Button(texts.text("consent.agree"), data + "yes"),
            new Button(texts.text("consent.refuse"), data + "no")));
  }
}
