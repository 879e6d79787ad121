package ru.medchat.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The way of an outbox row to its chat, for the adapter that sends. The rows of one chat are a
 * lane: only its oldest open row is ever given out, and one of a mass message only when nothing
 * else is open. All that is awaited comes before all mass messages.
 *
 * <p>A row is given out for a lease. An adapter that says nothing within it counts as crashed; the
 * row is given out again as one that may arrive twice, and the late word of the first is ignored.
 * All times are the database's, for the product's clock can be moved.
 */
@Component
@Transactional
public class Deliveries {

  /** Longer than any single call to a messenger may take. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final MovedChats moves;
  private final ApplicationEventPublisher events;

  Deliveries(
      JdbcClient jdbc, ObjectMapper json, MovedChats moves, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.json = json;
    this.moves = moves;
    this.events = events;
  }

  /**
   * A message to be sent now, or a change of the buttons under one that was.
   *
   * @param placeKnown as {@link Outgoing#placeKnown()} tells it
   * @param changes our message whose buttons are changed; null for a new message. A change can be
   *     made again freely: it is never ambiguous.
   * @param partsSent how many parts of a long text have arrived already
   * @param attempt the how manyth attempt this is, from 1
   * @param bulk whether it is one of a mass message
   */
  public record Delivery(
      long id,
      ChatRef chat,
      String text,
      @Nullable String replyTo,
      List<List<Button>> buttons,
      boolean placeKnown,
      @Nullable String changes,
      int partsSent,
      int attempt,
      boolean bulk) {}

  /** Gives out a message; committed when this returns, so that no crash can hide the attempt. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public Optional<Delivery> next(String channel) {
    return jdbc.sql(
            """
            update outbox
               set state = 'SENDING',
                   attempts = attempts + 1,
                   possibly_twice = possibly_twice
                                    or (state = 'SENDING' and body ->> 'changes' is null),
                   next_attempt_at = now() + make_interval(secs => :lease)
             where id = (
                   select id from outbox o
                    where channel = :channel
                      and state in ('NEW', 'SENDING')
                      and next_attempt_at <= now()
                      and not exists (
                          select 1 from outbox ahead
                           where ahead.channel = o.channel
                             and ahead.chat_id = o.chat_id
                             and ahead.settled_at is null
                             and (ahead.bulk, ahead.id) < (o.bulk, o.id)
                          offset 0) -- asked row by row, never joined with the whole queue
                    order by bulk, next_attempt_at
                    limit 1
                      for update skip locked)
            returning id, channel, chat_id, body, parts_sent, attempts, bulk
            """)
        .param("channel", channel)
        .param("lease", seconds(LEASE))
        .query((row, n) -> delivery(row))
        .optional();
  }

  /** A part of a long text arrived, and the next one is on its way. */
  public void partSent(Delivery delivery, int partsSent) {
    outcome(
            delivery,
            """
            update outbox
               set parts_sent = :parts, next_attempt_at = now() + make_interval(secs => :lease)
             where id = :id and attempts = :attempt and state = 'SENDING'
            """)
        .param("parts", partsSent)
        .param("lease", seconds(LEASE))
        .update();
  }

  /** It arrived; the id is null when the messenger gave none. */
  public void sent(Delivery delivery, @Nullable String messageId) {
    outcome(
            delivery,
            """
            update outbox
               set state = 'SENT', sent_at = now(), settled_at = now(), message_id = :message, error = null
             where id = :id and attempts = :attempt and state = 'SENDING'
            returning dedupe_key
            """)
        .param("message", messageId)
        .query(String.class)
        .optional()
        .ifPresent(key -> events.publishEvent(new Delivered(key)));
  }

  /** It was not tried, for its chat has had enough just now. That is no attempt. */
  public void hold(Delivery delivery, Duration pause) {
    outcome(
            delivery,
            """
            update outbox
               set state = 'NEW',
                   attempts = attempts - 1,
                   next_attempt_at = now() + make_interval(secs => :pause)
             where id = :id and attempts = :attempt and state = 'SENDING'
            """)
        .param("pause", seconds(pause))
        .update();
  }

  /** It surely did not arrive, but can later. Its lane waits with it. */
  public void retryLater(Delivery delivery, Duration pause, String error) {
    again(delivery, pause, error, false);
  }

  /** Nobody knows whether it arrived: a rare double is better than silence. */
  public void ambiguous(Delivery delivery, Duration pause, String error) {
    again(delivery, pause, error, true);
  }

  /** The person or the group can't be reached by us any more. */
  public void unreachable(Delivery delivery, String reason) {
    giveUp(delivery, "UNREACHABLE", reason);
  }

  /** The messenger refuses this message for good. */
  public void dead(Delivery delivery, String reason) {
    giveUp(delivery, "DEAD", reason);
  }

  /** The chat has another id now: what it is still owed goes there, as {@link MovedChats} tells. */
  public void moved(Delivery delivery, String to) {
    moves.moved(delivery.chat().channel(), delivery.chat().id(), to);
    outcome(
            delivery,
            """
            update outbox set state = 'NEW', next_attempt_at = now()
             where id = :id and attempts = :attempt and state = 'SENDING'
            """)
        .update();
  }

  /** The topic it was meant for is no more: it is sent to the chat as such. */
  public void topicGone(Delivery delivery) {
    outcome(
            delivery,
            """
            update outbox
               set state = 'NEW', next_attempt_at = now(), body = body || '{"thread": null}'
             where id = :id and attempts = :attempt and state = 'SENDING'
            """)
        .update();
  }

  private void again(Delivery delivery, Duration pause, String error, boolean possiblyTwice) {
    outcome(
            delivery,
            """
            update outbox
               set state = 'NEW',
                   possibly_twice = possibly_twice or :twice,
                   next_attempt_at = now() + make_interval(secs => :pause),
                   error = :error
             where id = :id and attempts = :attempt and state = 'SENDING'
            """)
        .param("twice", possiblyTwice)
        .param("pause", seconds(pause))
        .param("error", error)
        .update();
  }

  private void giveUp(Delivery delivery, String state, String reason) {
    outcome(
            delivery,
            """
            update outbox set state = :state, settled_at = now(), error = :reason
             where id = :id and attempts = :attempt and state = 'SENDING'
            returning coalesce(appeal_number, '') as appeal, dedupe_key, state = 'UNREACHABLE' as unreachable
            """)
        .param("state", state)
        .param("reason", reason)
        .query(
            (row, n) ->
                new DeliveryFailed(
                    row.getString("appeal"),
                    row.getString("dedupe_key"),
                    row.getBoolean("unreachable"),
                    reason))
        .optional()
        .filter(failed -> !failed.appeal().isEmpty())
        .ifPresent(events::publishEvent);
  }

  private StatementSpec outcome(Delivery delivery, String sql) {
    return jdbc.sql(sql).param("id", delivery.id()).param("attempt", delivery.attempt());
  }

  private Delivery delivery(ResultSet row) throws SQLException {
    Outbox.Body body = read(row.getLong("id"), row.getString("body"));
    return new Delivery(
        row.getLong("id"),
        new ChatRef(row.getString("channel"), row.getString("chat_id"), body.thread()),
        body.text(),
        body.replyTo(),
        body.buttons(),
        body.placeKnown(),
        body.changes(),
        row.getInt("parts_sent"),
        row.getInt("attempts"),
        row.getBoolean("bulk"));
  }

  private Outbox.Body read(long id, String body) {
    try {
      return json.readValue(body, Outbox.Body.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Outbox row " + id + " can't be read", e);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
