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
    int posted =
        jdbc.sql(
                """
            insert into outbox (channel, chat_id, dedupe_key, appeal_number, body, bulk)
            values (:channel, :chat, :key, :appeal, :body::jsonb, :bulk)
            on conflict (dedupe_key) do nothing
            """)
            .param("channel", message.chat().channel())
            .param("chat", message.chat().id())
            .param("key", message.dedupeKey())
            .param("appeal", message.appeal())
            .param("body", write(Body.of(message)))
            .param("bulk", message.urgency() == Outgoing.Urgency.BULK)
            .update();
    if (posted > 0) {
      events.publishEvent(new Posted(message.chat().channel()));
    }
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

  /** The part of a message that only the sender reads. */
  record Body(
      String text, @Nullable String thread, @Nullable String replyTo, List<List<Button>> buttons) {

    static Body of(Outgoing message) {
      return new Body(
          message.text(), message.chat().thread(), message.replyTo(), message.buttons());
    }
  }
}
