package ru.medchat.channel;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes what a chat is still owed to the chat it has become, and tells everybody about it. */
@Component
public class MovedChats {

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;

  MovedChats(JdbcClient jdbc, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /**
   * A chat has another id now. May be told any number of times, by whoever notices it first.
   * Replies become plain messages, because the ids of messages do not move along.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void moved(String channel, String from, String to) {
    // Told by two at the same time, it happens one time after the other, not each half.
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:chat, 0))")
        .param("chat", "moved " + channel + "/" + from)
        .query((row, n) -> true)
        .single();
    jdbc.sql(
            """
            update outbox set chat_id = :to, body = body || '{"replyTo": null, "thread": null}'
             where channel = :channel and chat_id = :from and state in ('NEW', 'SENDING')
            """)
        .param("channel", channel)
        .param("from", from)
        .param("to", to)
        .update();
    events.publishEvent(new ChatMoved(channel, from, to));
  }
}
