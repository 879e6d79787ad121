package ru.medchat.telegram;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ru.medchat.channel.Deliveries;

/**
 * How fast all nodes together may send, kept in the database.
 *
 * <p>Between two messages of a chat lies a pause. It is counted from Telegram's answer to the first
 * of them, so that they arrive that far apart however long each of them is on its way.
 *
 * <p>What a group gets in a minute, and all chats in a second, is kept by Bucket4j's token buckets.
 * A bucket lets through what it holds and what flows in meanwhile, so the two together are the
 * limit. Mass messages have buckets of their own before those of all, so that they never use up
 * what others need.
 */
@Component
class Rates {

  /** The part of a limit that may go at once; the rest flows in over its time. */
  private static final int AT_ONCE_IN_A_GROUP = 4;

  private static final int AT_ONCE_IN_ALL = 10;

  static final String BULK = "bulk ";

  /** Of each limit, mass messages get at most half. */
  private static final int OF_BULK = 2;

  private final JdbcClient jdbc;
  private final ProxyManager<String> buckets;
  private final RateSettings allowed;
  private final Duration second;
  private final Duration pause;
  private final BucketConfiguration overall;
  private final BucketConfiguration group;
  private final BucketConfiguration overallBulk;
  private final BucketConfiguration groupBulk;

  @Autowired
  Rates(DataSource dataSource, RateSettings allowed) {
    this(dataSource, allowed, Duration.ofSeconds(1));
  }

  /** With seconds and minutes shorter than usual. */
  Rates(DataSource dataSource, RateSettings allowed, Duration second) {
    this.jdbc = JdbcClient.create(dataSource);
    this.allowed = allowed;
    this.second = second;
    // A little more, for no two clocks run alike.
    this.pause = second.multipliedBy(102).dividedBy(100L * allowed.chat());
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("telegram_rate")
            .build();
    // What many workers send at once is held up, and let go, together.
    Duration crowded = second.multipliedBy(5).dividedBy(4);
    Duration minute = second.multipliedBy(60);
    this.overall = configuration(share(allowed.overall(), AT_ONCE_IN_ALL, crowded));
    this.group = configuration(share(allowed.group(), AT_ONCE_IN_A_GROUP, minute));
    this.overallBulk = configuration(limit(1, allowed.overall() / OF_BULK, second));
    this.groupBulk = configuration(limit(1, allowed.group() / OF_BULK - 1, minute));
  }

  /** A limit for any window of a time: what may go at once is part of it. */
  private static Bandwidth share(int most, int parts, Duration time) {
    int atOnce = Math.max(1, most / parts);
    return limit(atOnce, Math.max(1, most - atOnce), time);
  }

  private static Bandwidth limit(int atOnce, int flowsIn, Duration time) {
    return Bandwidth.builder().capacity(atOnce).refillGreedy(Math.max(1, flowsIn), time).build();
  }

  private static BucketConfiguration configuration(Bandwidth limit) {
    return new BucketConfiguration(List.of(limit));
  }

  /**
   * Takes the right to send one message to a chat now; {@link #answered} gives it back. What all
   * chats share is waited for here; what the chat alone lacks, others need not wait for.
   *
   * @param bulk whether the message is one of a mass message
   * @return how long to leave this chat alone; zero when the right was taken
   */
  Duration take(String chatId, boolean bulk) {
    Duration rest = occupy(chatId);
    if (!rest.isZero()) {
      return rest;
    }
    List<BucketProxy> shared = new ArrayList<>();
    List<BucketProxy> ofChat = new ArrayList<>();
    if (bulk) {
      shared.add(buckets.getProxy(BULK + allowed.overall(), () -> overallBulk));
      if (isGroup(chatId)) {
        ofChat.add(buckets.getProxy(BULK + bucketOf(chatId), () -> groupBulk));
      }
    }
    shared.add(buckets.getProxy("all " + allowed.overall(), () -> overall));
    if (isGroup(chatId)) {
      ofChat.add(buckets.getProxy(bucketOf(chatId), () -> group));
    }
    List<BucketProxy> taken = new ArrayList<>();
    Duration wait = take(shared, ofChat, taken);
    if (!wait.isZero()) {
      taken.forEach(bucket -> bucket.addTokens(1));
      pause(chatId, Duration.ZERO);
    }
    return wait;
  }

  /** Telegram has answered, or will not any more: from now on the chat pauses. */
  void answered(String chatId) {
    pause(chatId, pause);
  }

  /**
   * Keeps a chat for one message, until {@link #answered}, and no longer than for the lease of what
   * is sent, in case our node dies.
   *
   * @return how long to leave the chat alone; zero when it is ours
   */
  private Duration occupy(String chatId) {
    boolean ours =
        jdbc.sql(
                    """
                    insert into telegram_pause as pause (chat_id, until)
                    values (:chat, now() + make_interval(secs => :lease))
                    on conflict (chat_id) do update set until = excluded.until
                     where pause.until <= now()
                    """)
                .param("chat", chatId)
                .param("lease", seconds(Deliveries.LEASE))
                .update()
            == 1;
    return ours ? Duration.ZERO : restOf(chatId);
  }

  /** While a message is on its way, nobody knows for how long; one looks again after a pause. */
  private Duration restOf(String chatId) {
    return jdbc.sql(
            """
            select ceil(extract(epoch from least(until - now(), make_interval(secs => :pause))) * 1000)
              from telegram_pause where chat_id = :chat
            """)
        .param("chat", chatId)
        .param("pause", seconds(pause))
        .query((row, n) -> Duration.ofMillis(Math.max(1, row.getLong(1))))
        .optional()
        .orElse(Duration.ofMillis(1));
  }

  private void pause(String chatId, Duration time) {
    jdbc.sql(
            """
            update telegram_pause set until = now() + make_interval(secs => :time)
             where chat_id = :chat
            """)
        .param("time", seconds(time))
        .param("chat", chatId)
        .update();
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private Duration take(
      List<BucketProxy> shared, List<BucketProxy> ofChat, List<BucketProxy> taken) {
    try {
      for (BucketProxy bucket : shared) {
        if (!bucket.asBlocking().tryConsume(1, second)) {
          return second;
        }
        taken.add(bucket);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return second;
    }
    for (BucketProxy bucket : ofChat) {
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        return Duration.ofNanos(probe.getNanosToWaitForRefill());
      }
      taken.add(bucket);
    }
    return Duration.ZERO;
  }

  /** A bucket keeps the limits it was made with, so other limits need another one. */
  private String bucketOf(String chatId) {
    return bucketsOf(chatId) + allowed.group();
  }

  /**
   * How the ids of all buckets of a chat begin, behind {@link #BULK} for those of mass messages.
   */
  static String bucketsOf(String chatId) {
    return "chat " + chatId + " ";
  }

  /** Telegram gives people positive numbers, and groups negative ones. */
  private static boolean isGroup(String chatId) {
    return chatId.startsWith("-");
  }
}
