package ru.medchat.telegram;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Whom the words of a message name, as Telegram has marked it in them. */
record Mentions(String words, List<MessageEntity> marks) {

  static Mentions in(Message message) {
    return message.getText() != null
        ? new Mentions(message.getText(), marks(message.getEntities()))
        : new Mentions(
            Objects.requireNonNullElse(message.getCaption(), ""),
            marks(message.getCaptionEntities()));
  }

  /** Whether we are named, with our name or by a link to us. */
  boolean name(OurName us, long botId) {
    return of("mention").anyMatch(named -> us.is(named.substring(1)))
        || marks.stream()
            .anyMatch(mark -> mark.getUser() != null && mark.getUser().getId() == botId);
  }

  /** Whether this is a command such as {@code /start@another_bot}. */
  boolean commandsAnother(OurName us) {
    return of("bot_command")
        .filter(words::startsWith)
        .filter(command -> command.contains("@"))
        .anyMatch(command -> us.isAnother(command.substring(command.indexOf('@') + 1)));
  }

  /** The marked words of a kind; offsets count UTF-16 units, as Java's strings do. */
  private Stream<String> of(String kind) {
    return marks.stream()
        .filter(mark -> kind.equals(mark.getType()))
        .filter(mark -> mark.getOffset() + mark.getLength() <= words.length())
        .map(mark -> words.substring(mark.getOffset(), mark.getOffset() + mark.getLength()));
  }

  private static List<MessageEntity> marks(@Nullable List<MessageEntity> marks) {
    return marks == null ? List.of() : marks;
  }
}
