package ru.medchat.intake;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.Incoming;

/** Decides what something a person did in a chat means, and lets it happen. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Intake {

  /** Takes a message; called in order for each chat, in the transaction that marks it as taken. */
  public void receive(Incoming.Message message) {
    throw new UnsupportedOperationException(message.messageId());
  }

  /**
   * Takes a press of a button.
   *
   * @return what to tell the person at once, in a few words; empty when the chat itself shows it
   */
  public Optional<String> receive(Incoming.Press press) {
    throw new UnsupportedOperationException(press.data());
  }
}
