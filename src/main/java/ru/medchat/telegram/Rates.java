package ru.medchat.telegram;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How fast all nodes together may send: Bucket4j's token buckets, kept in the database. Telegram
 * wants no more than one message a second in a chat, 20 a minute in a group, 30 a second in all.
 *
 * <p>A bucket lets through what it holds and what flows in meanwhile, so the two together are the
 * limit. An idle chat has its token ready and never waits.
 */
@Component
class Rates {

  private static final String ALL = "all";

  private final ProxyManager<String> buckets;
  private final Duration second;
  private final BucketConfiguration overall;
  private final BucketConfiguration privateChat;
  private final BucketConfiguration group;

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
  }

  /**
   * Takes the right to send one message to a chat now. What all chats share is waited for here;
   * what the chat alone lacks, others need not wait for.
   *
   * @return how long to leave this chat alone; zero when the right was taken
   */
  Duration take(String chatId) {
    BucketProxy all = buckets.getProxy(ALL, () -> overall);
    try {
      if (!all.asBlocking().tryConsume(1, second)) {
        return second;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return second;
    }
    ConsumptionProbe chat =
        buckets
            .getProxy("chat " + chatId, () -> isGroup(chatId) ? group : privateChat)
            .tryConsumeAndReturnRemaining(1);
    if (chat.isConsumed()) {
      return Duration.ZERO;
    }
    all.addTokens(1);
    return Duration.ofNanos(chat.getNanosToWaitForRefill());
  }

  /** Telegram gives people positive numbers, and groups negative ones. */
  private static boolean isGroup(String chatId) {
    return chatId.startsWith("-");
  }
}
