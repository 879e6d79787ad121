package ru.medchat.appeal;

import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.DeliveryFailed;

/** Brings it back into the case when a messenger can't deliver what we said. */
@Component
@Transactional
class Undelivered {

  private final Appeals appeals;
  private final PrivateTalk privateTalk;
  private final Conversation conversation;
  private final ApplicationEventPublisher facts;

  Undelivered(
      Appeals appeals,
      PrivateTalk privateTalk,
      Conversation conversation,
      ApplicationEventPublisher facts) {
    this.appeals = appeals;
    this.privateTalk = privateTalk;
    this.conversation = conversation;
    this.facts = facts;
  }

  @EventListener
  public void on(DeliveryFailed failure) {
    if (privateTalk.waits(failure)) {
      return;
    }
    var number = AppealNumber.of(failure.appeal());
    // What fails in two chats at once is one trouble.
    appeals.lock(number);
    conversation.happened(number, "not-delivered", Map.of("reason", failure.reason()));
    facts.publishEvent(new AppealFact.NotDelivered(number));
  }
}
