package ru.medchat.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What we owe people: messages posted in the transaction of what they tell about. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Outbox {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final ApplicationEventPublisher events;

  Outbox(JdbcClient jdbc, ObjectMapper json, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.json = json;
    this.events = events;
  }

  /** A message waits to be sent; of use after the commit, to whoever sends. */
  public record Posted(String channel) {}

  /** Posts a message, unless one with its dedupe key was posted before. */
  public void post(Outgoing message) {
    post(
        message.chat(), message.dedupeKey(), message.appeal(), Body.of(message), message.urgency());
  }

  /**
   * Puts other buttons under a message we sent, or takes them away. Harmless when done twice.
   *
   * @param dedupeKey names the change, once and for all
   * @param messageId our message
   * @param buttons what it has from now on; empty for none
   */
  public void changeButtons(
      ChatRef chat, String dedupeKey, String messageId, List<List<Button>> buttons) {
    post(chat, dedupeKey, null, Body.change(chat, messageId, buttons), Outgoing.Urgency.AWAITED);
  }

  private void post(
      ChatRef chat,
      String dedupeKey,
      @Nullable String appeal,
      Body body,
      Outgoing.Urgency urgency) {
    int posted =
        jdbc.sql(
                """
            insert into outbox (channel, chat_id, dedupe_key, appeal_number, body, bulk)
            values (:channel, :chat, :key, :appeal, :body::jsonb, :bulk)
            on conflict (dedupe_key) do nothing
            """)
            .param("channel", chat.channel())
            .param("chat", chat.id())
            .param("key", dedupeKey)
            .param("appeal", appeal)
            .param("body", write(body))
            .param("bulk", urgency == Outgoing.Urgency.BULK)
            .update();
    if (posted > 0) {
      events.publishEvent(new Posted(chat.channel()));
    }
  }

  /**
   * Sends a message anew that could not reach its chat, before all that was posted after it.
   *
   * @return false when it was not given up for that, or a person has set it aside since
   */
  public boolean sendAgain(String dedupeKey) {
    var channel =
        jdbc.sql(
                """
                update outbox
                   set state = 'NEW', settled_at = null, attempts = 0, next_attempt_at = now()
                 where dedupe_key = ? and state = 'UNREACHABLE' and set_aside_at is null
                returning channel
                """)
            .param(dedupeKey)
            .query(String.class)
            .optional();
    channel.ifPresent(of -> events.publishEvent(new Posted(of)));
    return channel.isPresent();
  }

  /** The number of the appeal that a message we sent is about. */
  @Transactional(propagation = Propagation.SUPPORTS)
  public Optional<String> appealBehind(ChatRef chat, String messageId) {
    return jdbc.sql(
            """
            select appeal_number from outbox
             where channel = :channel and chat_id = :chat and message_id = :message
               and appeal_number is not null
            """)
        .param("channel", chat.channel())
        .param("chat", chat.id())
        .param("message", messageId)
        .query(String.class)
        .optional();
  }

  private String write(Body body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An outgoing message could not be written down", e);
    }
  }

  /**
   * The part of a message that only the sender reads.
   *
   * @param changes our message whose buttons are changed to these; null for a new message
   */
  record Body(
      String text,
      @Nullable String thread,
      @Nullable String replyTo,
      List<List<Button>> buttons,
      boolean placeKnown,
      @Nullable String changes) {

    static Body of(Outgoing message) {
      return new Body(
          message.text(),
          message.chat().thread(),
          message.replyTo(),
          message.buttons(),
          message.placeKnown(),
          null);
    }

    static Body change(ChatRef chat, String messageId, List<List<Button>> buttons) {
      return new Body("", chat.thread(), null, buttons, false, messageId);
    }
  }
}
