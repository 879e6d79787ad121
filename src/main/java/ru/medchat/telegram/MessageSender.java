package ru.medchat.telegram;

import java.io.Serializable;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageReplyMarkup;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import ru.medchat.channel.Deliveries;
import ru.medchat.channel.Deliveries.Delivery;

/** Takes what we owe people to Telegram, and notes what became of it. */
@Component
class MessageSender {

  private static final Logger log = LoggerFactory.getLogger(MessageSender.class);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration JITTER = Duration.ofMillis(500);

  private final Deliveries deliveries;
  private final BotApi api;
  private final Pace pace;
  private final Rates rates;

  MessageSender(Deliveries deliveries, BotApi api, Pace pace, Rates rates) {
    this.deliveries = deliveries;
    this.api = api;
    this.pace = pace;
    this.rates = rates;
  }

  /** Returns false when nothing may be sent now. */
  boolean sendNext() {
    Optional<Delivery> next = deliveries.next(Translation.CHANNEL);
    next.ifPresent(this::send);
    return next.isPresent();
  }

  private void send(Delivery delivery) {
    try {
      String changes = delivery.changes();
      if (changes == null) {
        sendMessage(delivery);
      } else {
        changeButtons(delivery, Integer.valueOf(changes));
      }
    } catch (TelegramApiException e) {
      if (e instanceof TelegramApiRequestException refusal && refusal.getApiResponse() != null) {
        refused(delivery, refusal);
      } else {
        broken(delivery, e);
      }
    }
  }

  private void sendMessage(Delivery delivery) throws TelegramApiException {
    List<String> parts = TextParts.of(delivery.text());
    // After a failure in the middle, go on from there.
    for (int part = delivery.partsSent(); part < parts.size(); part++) {
      if (isTooFast(delivery)) {
        return;
      }
      boolean last = part == parts.size() - 1;
      var message = call(delivery, message(delivery, parts.get(part), part == 0, last));
      if (last) {
        TelegramMetrics.sent("sent");
        deliveries.sent(delivery, message.getMessageId().toString());
      } else {
        deliveries.partSent(delivery, part + 1);
      }
    }
  }

  private void changeButtons(Delivery delivery, Integer messageId) throws TelegramApiException {
    if (isTooFast(delivery)) {
      return;
    }
    call(
        delivery,
        EditMessageReplyMarkup.builder()
            .chatId(delivery.chat().id())
            .messageId(messageId)
            .replyMarkup(Keyboards.inline(delivery.buttons()))
            .build());
    TelegramMetrics.sent("sent");
    deliveries.sent(delivery, null);
  }

  private <T extends Serializable> T call(Delivery delivery, BotApiMethod<T> method)
      throws TelegramApiException {
    try {
      return api.client().execute(method);
    } finally {
      // Before the outcome is noted, which gives out the next message of this chat.
      rates.answered(delivery.chat().id());
    }
  }

  private boolean isTooFast(Delivery delivery) {
    Duration wait = mayNotYet(delivery);
    if (!wait.isZero()) {
      deliveries.hold(delivery, wait);
    }
    return !wait.isZero();
  }

  /** How long to wait before the next message to this chat; zero when it is taken as sent now. */
  private Duration mayNotYet(Delivery delivery) {
    Duration held = pace.holdOf(delivery.chat().id());
    if (held.isZero()) {
      return rates.take(delivery.chat().id(), delivery.bulk());
    }
    // All that waited comes back at different moments.
    return held.plusMillis(ThreadLocalRandom.current().nextLong(JITTER.toMillis()));
  }

  private static SendMessage message(Delivery delivery, String text, boolean first, boolean last) {
    SendMessage message = new PlainMessage(delivery.chat().id(), text);
    if (delivery.chat().thread() != null) {
      message.setMessageThreadId(Integer.valueOf(delivery.chat().thread()));
    }
    if (first && delivery.replyTo() != null) {
      message.setReplyParameters(
          ReplyParameters.builder()
              .messageId(Integer.valueOf(delivery.replyTo()))
              .allowSendingWithoutReply(true)
              .build());
    }
    if (last) {
      message.setReplyMarkup(Keyboards.under(delivery));
    }
    return message;
  }

  private void refused(Delivery delivery, TelegramApiRequestException refusal) {
    String reason = refusal.getApiResponse();
    int code = refusal.getErrorCode() == null ? 0 : refusal.getErrorCode();
    ResponseParameters more =
        refusal.getParameters() == null ? new ResponseParameters() : refusal.getParameters();
    if (code == 429) {
      TelegramMetrics.sent("too many requests");
      tooFast(delivery, more.getRetryAfter() == null ? 5 : more.getRetryAfter(), reason);
    } else if (more.getMigrateToChatId() != null) {
      TelegramMetrics.sent("moved");
      deliveries.moved(delivery, more.getMigrateToChatId().toString());
    } else if (code == 403) {
      TelegramMetrics.sent("unreachable");
      deliveries.unreachable(delivery, reason);
      log.info("Outbox row {} can't reach its chat: {}", delivery.id(), reason);
    } else if (code == 400
        && delivery.chat().thread() != null
        && (reason.contains("message thread not found") || reason.contains("TOPIC_CLOSED"))) {
      deliveries.topicGone(delivery);
      log.info("Outbox row {} goes out without its topic: {}", delivery.id(), reason);
    } else if (code == 400
        && (reason.contains("message is not modified") || delivery.changes() != null)) {
      // A message whose buttons can't be changed was deleted by its reader, or has them already.
      TelegramMetrics.sent("sent");
      deliveries.sent(delivery, null);
    } else if (code == 400) {
      TelegramMetrics.sent("dead");
      deliveries.dead(delivery, reason);
      log.warn("Outbox row {} is refused by Telegram: {}", delivery.id(), reason);
    } else if (code >= 500) {
      ambiguous(delivery, reason);
    } else {
      TelegramMetrics.sent("refused");
      // Such as 401: our fault, not the message's. It waits until we are in order again.
      deliveries.retryLater(delivery, pause(delivery), reason);
      log.warn("Outbox row {} waits: Telegram says {} {}", delivery.id(), code, reason);
    }
  }

  private void tooFast(Delivery delivery, int seconds, String reason) {
    Duration hold = Duration.ofSeconds(seconds);
    pace.tooFast(delivery.chat().id(), hold);
    Duration jitter =
        Duration.ofMillis(ThreadLocalRandom.current().nextLong(50, JITTER.toMillis()));
    deliveries.retryLater(delivery, hold.plus(jitter), reason);
    log.info("Outbox row {} waits {} s: Telegram says {}", delivery.id(), seconds, reason);
  }

  private void broken(Delivery delivery, TelegramApiException e) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
    if (cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof NoRouteToHostException) {
      TelegramMetrics.sent("no connection");
      deliveries.retryLater(delivery, pause(delivery), cause.toString());
    } else {
      ambiguous(delivery, cause.toString());
      log.warn("Outbox row {} may have arrived or not: {}", delivery.id(), cause.toString());
    }
  }

  private void ambiguous(Delivery delivery, String reason) {
    TelegramMetrics.sent("ambiguous");
    if (delivery.changes() == null) {
      deliveries.ambiguous(delivery, pause(delivery), reason);
    } else {
      deliveries.retryLater(delivery, pause(delivery), reason);
    }
  }

  private static Duration pause(Delivery delivery) {
    Duration pause = Duration.ofSeconds(1L << Math.min(delivery.attempt() - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
