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
import org.springframework.stereotype.Component;

/**
 * How fast all nodes together may send: Bucket4j's token buckets, kept in the database.
 *
 * <p>A bucket lets through what it holds and what flows in meanwhile, so the two together are the
 * limit. An idle chat has its token ready and never waits. Mass messages have buckets of their own
 * before those of all, so that they never use up what others need.
 */
@Component
class Rates {

  /** The part of a limit that may go at once; the rest flows in over its time. */
  private static final int AT_ONCE_IN_A_GROUP = 4;

  private static final int AT_ONCE_IN_ALL = 10;

  static final String BULK = "bulk ";

  /** Of each limit, mass messages get at most half. */
  private static final int OF_BULK = 2;

  private final ProxyManager<String> buckets;
  private final RateSettings allowed;
  private final Duration second;
  private final BucketConfiguration overall;
  private final BucketConfiguration privateChat;
  private final BucketConfiguration group;
  private final BucketConfiguration overallBulk;
  private final BucketConfiguration groupBulk;

  @Autowired
  Rates(DataSource dataSource, RateSettings allowed) {
    this(dataSource, allowed, Duration.ofSeconds(1));
  }

  /** With seconds and minutes shorter than usual. */
  Rates(DataSource dataSource, RateSettings allowed, Duration second) {
    this.allowed = allowed;
    this.second = second;
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("telegram_rate")
            .build();
    // A little more than a second, for messages spend different times on their way.
    Duration betweenTwo = second.multipliedBy(11).dividedBy(10);
    // What many workers send at once is held up, and let go, together.
    Duration crowded = second.multipliedBy(5).dividedBy(4);
    Duration minute = second.multipliedBy(60);
    this.overall = configuration(share(allowed.overall(), AT_ONCE_IN_ALL, crowded));
    Bandwidth chat = limit(allowed.chat(), allowed.chat(), betweenTwo);
    this.privateChat = configuration(chat);
    this.group = configuration(chat, share(allowed.group(), AT_ONCE_IN_A_GROUP, minute));
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

  private static BucketConfiguration configuration(Bandwidth... limits) {
    return new BucketConfiguration(List.of(limits));
  }

  /**
   * Takes the right to send one message to a chat now. What all chats share is waited for here;
   * what the chat alone lacks, others need not wait for.
   *
   * @param bulk whether the message is one of a mass message
   * @return how long to leave this chat alone; zero when the right was taken
   */
  Duration take(String chatId, boolean bulk) {
    List<BucketProxy> shared = new ArrayList<>();
    List<BucketProxy> ofChat = new ArrayList<>();
    if (bulk) {
      shared.add(buckets.getProxy(BULK + allowed.overall(), () -> overallBulk));
      if (isGroup(chatId)) {
        ofChat.add(buckets.getProxy(BULK + bucketOf(chatId), () -> groupBulk));
      }
    }
    shared.add(buckets.getProxy("all " + allowed.overall(), () -> overall));
    ofChat.add(buckets.getProxy(bucketOf(chatId), () -> isGroup(chatId) ? group : privateChat));
    List<BucketProxy> taken = new ArrayList<>();
    Duration wait = take(shared, ofChat, taken);
    if (!wait.isZero()) {
      taken.forEach(bucket -> bucket.addTokens(1));
    }
    return wait;
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
    return "%s%d/%d".formatted(bucketsOf(chatId), allowed.chat(), allowed.group());
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
