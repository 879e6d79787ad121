package ru.medchat.intake;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import ru.medchat.channel.Button;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Outbox;
import ru.medchat.channel.Outgoing;
import ru.medchat.channel.Sender;
import ru.medchat.wording.Texts;

/** Answers on the spot, in the chat where something was said. */
@Component
class Replies {

  private final Outbox outbox;
  private final Texts texts;

  Replies(Outbox outbox, Texts texts) {
    this.outbox = outbox;
    this.texts = texts;
  }

  /** Somebody as the directory keeps them: by name, and by id in case the name changes. */
  static String inWords(Sender sender) {
    return "%s (%s)".formatted(sender.name(), sender.id());
  }

  void say(Incoming to, String text) {
    say(to, text, texts.text(text), List.of());
  }

  void say(Incoming to, String text, Map<String, ?> values) {
    say(to, text, texts.text(text, values), List.of());
  }

  /**
   * Says one of several things in answer to the same.
   *
   * @param what names it
   */
  void say(Incoming to, String what, String words, List<List<Button>> buttons) {
    post(to, what, words, buttons, false);
  }

  /** Says something after which nobody needs to show us any more where they are. */
  void sayPlaceKnown(Incoming to, String what, String words) {
    post(to, what, words, List.of(), true);
  }

  /** Takes away the buttons of the message one of which was pressed. */
  void takeAwayButtons(Incoming.Press press) {
    String key = "buttons:" + key(press, "gone");
    outbox.changeButtons(press.chat(), key, press.messageId(), List.of());
  }

  private void post(
      Incoming to, String what, String words, List<List<Button>> buttons, boolean placeKnown) {
    String replyTo =
        to instanceof Incoming.Message message && !to.inPrivate() ? message.messageId() : null;
    outbox.post(
        new Outgoing(
            to.chat(),
            "reply:" + key(to, what),
            null,
            words,
            replyTo,
            buttons,
            placeKnown,
            Outgoing.Urgency.AWAITED));
  }

  private static String key(Incoming to, String what) {
    String occasion =
        to instanceof Incoming.Press press
            // A button may be pressed again, and then has to work again.
            ? "%s:%s:%s".formatted(press.messageId(), press.data(), press.at())
            : ((Incoming.Message) to).messageId();
    return "%s:%s:%s:%s".formatted(to.chat().channel(), to.chat().id(), occasion, what);
  }
}
