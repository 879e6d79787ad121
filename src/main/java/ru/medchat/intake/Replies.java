package ru.medchat.intake;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  void say(Incoming.Message to, String text) {
    say(to, text, texts.text(text), List.of());
  }

  void say(Incoming.Message to, String text, Map<String, ?> values) {
    say(to, text, texts.text(text, values), List.of());
  }

  void say(Incoming.Message to, String what, String words, List<List<Button>> buttons) {
    String replyTo = to.inPrivate() ? null : to.messageId();
    post(to, "%s:%s".formatted(to.messageId(), what), words, replyTo, buttons);
  }

  void say(Incoming.Press to, String words, List<List<Button>> buttons) {
    // A button may be pressed again, and then has to work again.
    String occasion = "%s:%s:%s".formatted(to.messageId(), to.data(), to.at());
    post(to, occasion, words, null, buttons);
  }

  private void post(
      Incoming to,
      String occasion,
      String words,
      @Nullable String replyTo,
      List<List<Button>> buttons) {
    String key = "reply:%s:%s:%s".formatted(to.chat().channel(), to.chat().id(), occasion);
    outbox.post(new Outgoing(to.chat(), key, null, words, replyTo, buttons));
  }
}
