package ru.medchat.telegram;

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
 * How fast all nodes together may send: Bucket4j's token buckets, kept in the database. Telegram
 * wants no more than one message a second in a chat, 20 a minute in a group, 30 a second in all.
 *
 * <p>A bucket lets through what it holds and what flows in meanwhile, so the two together are the
 * limit. An idle chat has its token ready and never waits. Mass messages have buckets of their own
 * before those of all, so that they never use up what others need.
 */
@Component
class Rates {

  private static final String ALL = "all";
  private static final String BULK = "bulk";

  private final ProxyManager<String> buckets;
  private final Duration second;
  private final BucketConfiguration overall;
  private final BucketConfiguration privateChat;
  private final BucketConfiguration group;
  private final BucketConfiguration overallBulk;
  private final BucketConfiguration groupBulk;

  @Autowired
  Rates(DataSource dataSource) {
    this(dataSource, Duration.ofSeconds(1));
  }

  /** With seconds and minutes shorter than usual. */
  Rates(DataSource dataSource, Duration second) {
    this.second = second;
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("telegram_rate")
            .build();
    // A little more than a second, for messages spend different times on their way.
    Duration betweenTwo = second.multipliedBy(11).dividedBy(10);
    Duration minute = second.multipliedBy(60);
    this.overall =
        BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(5).refillGreedy(25, second))
            .build();
    this.privateChat =
        BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(1).refillGreedy(1, betweenTwo))
            .build();
    this.group =
        BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(1).refillGreedy(1, betweenTwo))
            .addLimit(limit -> limit.capacity(5).refillGreedy(15, minute))
            .build();
    this.overallBulk =
        BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(1).refillGreedy(15, second))
            .build();
    this.groupBulk =
        BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(1).refillGreedy(8, minute))
            .build();
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
      shared.add(buckets.getProxy(BULK, () -> overallBulk));
      if (isGroup(chatId)) {
        ofChat.add(buckets.getProxy("bulk " + chatId, () -> groupBulk));
      }
    }
    shared.add(buckets.getProxy(ALL, () -> overall));
    ofChat.add(buckets.getProxy("chat " + chatId, () -> isGroup(chatId) ? group : privateChat));
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

  /** Telegram gives people positive numbers, and groups negative ones. */
  private static boolean isGroup(String chatId) {
    return chatId.startsWith("-");
  }
}
