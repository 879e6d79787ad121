package ru.medchat.telegram;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import ru.medchat.channel.Files;
import ru.medchat.channel.Outbox;
import ru.medchat.loop.WorkLoop;

/** Work that this node has just committed is begun at once, not at the next look into the table. */
@Component
class WakeUps {

  private final WorkLoop registration;
  private final WorkLoop sending;
  private final WorkLoop fetching;

  WakeUps(WorkLoop telegramRegistration, WorkLoop telegramSending, WorkLoop telegramFetching) {
    this.registration = telegramRegistration;
    this.sending = telegramSending;
    this.fetching = telegramFetching;
  }

  @TransactionalEventListener
  void on(Inbox.Received received) {
    registration.wake();
  }

  @TransactionalEventListener
  void on(Outbox.Posted posted) {
    if (posted.channel().equals(Translation.CHANNEL)) {
      sending.wake();
    }
  }

  @TransactionalEventListener
  void on(Files.Expected expected) {
    if (expected.channel().equals(Translation.CHANNEL)) {
      fetching.wake();
    }
  }
}
