package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The updates that wait for the bot.
 *
 * <p>Fetching an update does not take it away; asking for a higher one does. Ids are given out
 * under a lock that is held until the commit, so nobody ever sees a higher id before a lower one.
 */
class UpdateQueue {

  private static final Duration KEPT_FOR = Duration.ofHours(24);
  private static final Set<String> ONLY_ON_REQUEST =
      Set.of("message_reaction", "message_reaction_count", "chat_member");
  private static final int TOLERANCE_PAST_THE_TAIL = 10;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  private final Object monitor = new Object();
  private long arrivals;
  private long latestPoll;
  private boolean closed;
  private volatile boolean webhookIsActive;

  UpdateQueue(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
    jdbc.sql(
            """
            insert into sandbox.bot (id, next_update_id, allowed_updates)
            values (?, 500000001, '') on conflict do nothing
            """)
        .param(Bot.ID)
        .update();
  }

  /** Adds an update, as part of the caller's transaction; {@link #announce} it after the commit. */
  void add(String kind, ObjectNode content) {
    var bot = lock();
    if (!bot.allows(kind)) {
      return;
    }
    var body = Json.object().put("update_id", bot.nextUpdateId());
    body.set(kind, content);
    jdbc.sql("insert into sandbox.update (id, body, created_at) values (?, ?, ?)")
        .params(bot.nextUpdateId(), Json.write(body), Timestamp.from(clock.instant()))
        .update();
    jdbc.sql("update sandbox.bot set next_update_id = next_update_id + 1").update();
  }

  /** Wakes whoever waits for updates. */
  void announce() {
    synchronized (monitor) {
      arrivals++;
      monitor.notifyAll();
    }
  }

  /** Lets whoever waits go, and nobody wait any more. */
  void close() {
    synchronized (monitor) {
      closed = true;
      monitor.notifyAll();
    }
  }

  /**
   * What the Bot API's getUpdates answers.
   *
   * @param offset forget everything below; negative: everything but the last so many; 0: nothing
   * @param timeout how long to wait for a first update
   * @param allowed the kinds to queue from now on, none for the usual ones, null for no change
   */
  ArrayNode poll(long offset, int limit, Duration timeout, @Nullable List<String> allowed) {
    requireNoWebhook();
    long deadline = System.nanoTime() + timeout.toNanos();
    long poll;
    synchronized (monitor) {
      poll = ++latestPoll;
      monitor.notifyAll();
    }
    transaction.executeWithoutResult(status -> prepare(offset, allowed));
    while (true) {
      long seen;
      synchronized (monitor) {
        seen = arrivals;
      }
      requireNoWebhook();
      var found = fetch(limit);
      if (!found.isEmpty() || !awaitArrival(poll, seen, deadline)) {
        return found;
      }
    }
  }

  /**
   * Goes on from another, lower number, as Telegram does after a week without updates; what waits
   * already is gone. Returns the number the next update gets.
   */
  long renumber() {
    return jdbc.sql(
            """
            with gone as (delete from sandbox.update)
            update sandbox.bot set next_update_id = greatest(1, next_update_id / 2)
            returning next_update_id
            """)
        .query(Long.class)
        .single();
  }

  int pending() {
    return jdbc.sql("select count(*) from sandbox.update").query(Integer.class).single();
  }

  /** The oldest update that waits; null when none has come in that time. */
  @Nullable JsonNode awaitFirst(Duration timeout) throws InterruptedException {
    long seen;
    synchronized (monitor) {
      seen = arrivals;
    }
    var found = fetch(1);
    if (found.isEmpty()) {
      long deadline = System.nanoTime() + timeout.toNanos();
      synchronized (monitor) {
        while (arrivals == seen && !closed) {
          long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
          if (left <= 0) {
            break;
          }
          monitor.wait(left);
        }
      }
      found = fetch(1);
    }
    return found.isEmpty() ? null : found.get(0);
  }

  /** Sets the kinds to queue from now on: none for the usual ones, null for no change. */
  void allow(@Nullable List<String> kinds) {
    if (kinds != null) {
      jdbc.sql("update sandbox.bot set allowed_updates = ?")
          .param(String.join(",", kinds))
          .update();
    }
  }

  void forget(long id) {
    jdbc.sql("delete from sandbox.update where id = ?").param(id).update();
  }

  void dropPending() {
    jdbc.sql("delete from sandbox.update").update();
  }

  /** Whether updates are brought to the bot, which then must not ask for them. */
  void webhookIsActive(boolean active) {
    webhookIsActive = active;
    announce();
  }

  private void requireNoWebhook() {
    if (webhookIsActive) {
      throw BotRefusal.conflict(
          "can't use getUpdates method while webhook is active;"
              + " use deleteWebhook to delete the webhook first");
    }
  }

  private boolean awaitArrival(long poll, long seen, long deadline) {
    synchronized (monitor) {
      while (arrivals == seen && !closed) {
        if (latestPoll != poll) {
          throw BotRefusal.conflict(
              "terminated by other getUpdates request;"
                  + " make sure that only one bot instance is running");
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        try {
          monitor.wait(left);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return !closed;
    }
  }

  private void prepare(long offset, @Nullable List<String> allowed) {
    var bot = lock();
    allow(allowed);
    jdbc.sql("delete from sandbox.update where created_at < ?")
        .param(Timestamp.from(clock.instant().minus(KEPT_FOR)))
        .update();
    if (offset < 0) {
      jdbc.sql(
              """
              delete from sandbox.update where id not in
                (select id from sandbox.update order by id desc limit ?)
              """)
          .param(-offset)
          .update();
    } else if (offset <= bot.nextUpdateId() + TOLERANCE_PAST_THE_TAIL) {
      jdbc.sql("delete from sandbox.update where id < ?").param(offset).update();
    }
    // An offset farther past the tail is of another numbering: Telegram serves from the head.
  }

  private ArrayNode fetch(int limit) {
    var found = Json.array();
    jdbc.sql("select body from sandbox.update order by id limit ?")
        .param(limit)
        .query(String.class)
        .list()
        .forEach(body -> found.add(Json.parse(body)));
    return found;
  }

  private BotRow lock() {
    return jdbc.sql("select next_update_id, allowed_updates from sandbox.bot for update")
        .query(
            (row, number) ->
                new BotRow(row.getLong("next_update_id"), row.getString("allowed_updates")))
        .single();
  }

  private record BotRow(long nextUpdateId, String allowedUpdates) {

    boolean allows(String kind) {
      return allowedUpdates.isEmpty()
          ? !ONLY_ON_REQUEST.contains(kind)
          : List.of(allowedUpdates.split(",", -1)).contains(kind);
    }
  }
}
