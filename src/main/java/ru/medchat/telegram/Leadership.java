package ru.medchat.telegram;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.leader.AbstractCandidate;
import org.springframework.integration.leader.Context;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Whether this node is the one that polls for our bot: Spring Integration's election by a row in
 * the database, which its holder renews long before its lease is over.
 *
 * <p>The election learns of a loss only from the database, and so late when that does not answer.
 * Here leadership ends by itself once a lease has passed since the last renewal was begun, which is
 * never later than another node may take the row. (The row bears the nodes' own times: clocks that
 * differ make two pollers overlap by that much, which costs a 409 and nothing else.)
 */
@Component
class Leadership extends AbstractCandidate {

  private static final Logger log = LoggerFactory.getLogger(Leadership.class);

  private static final Duration TIME_TO_HAND_OVER = Duration.ofSeconds(1);

  private final Duration lease;
  private final LockRegistryLeaderInitiator election;

  private boolean granted;
  private long renewed = System.nanoTime();
  private @Nullable Runnable listener;

  Leadership(
      DataSource dataSource, PlatformTransactionManager transactions, TelegramSettings settings) {
    super(null, "telegram-poller-" + settings.botId());
    this.lease = settings.lease();
    var rows = new Rows(dataSource);
    rows.setTransactionManager(transactions);
    rows.setTimeToLive((int) lease.toMillis());
    // Otherwise a row somebody else has just made ends the transaction, as an error.
    rows.setInsertQuery(rows.getInsertQuery() + " on conflict do nothing");
    rows.afterPropertiesSet();
    rows.afterSingletonsInstantiated();
    var locks = new JdbcLockRegistry(rows);
    Duration pulse = lease.dividedBy(5);
    locks.setIdleBetweenTries(pulse);
    this.election = new LockRegistryLeaderInitiator(locks, this);
    election.setHeartBeatMillis(pulse.toMillis());
    election.setBusyWaitMillis(pulse.toMillis());
    var threads = new SimpleAsyncTaskExecutor("telegram-leadership-");
    threads.setDaemon(true);
    election.setTaskExecutor(threads);
  }

  /** Stands for election from now on. */
  void seek(Runnable onChange) {
    synchronized (this) {
      listener = onChange;
    }
    election.start();
  }

  /** Hands over at once, if the database can be told. */
  synchronized void resign() {
    election.stop();
    long deadline = System.nanoTime() + TIME_TO_HAND_OVER.toNanos();
    try {
      for (long left = 1; granted && left > 0; left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized boolean isHeld() {
    return granted && System.nanoTime() - renewed < lease.toNanos();
  }

  @Override
  public void onGranted(Context context) {
    log.info("This node fetches the updates from Telegram");
    turn(true);
  }

  @Override
  public void onRevoked(Context context) {
    log.info("This node no longer fetches the updates from Telegram");
    turn(false);
  }

  private void turn(boolean held) {
    Runnable told;
    synchronized (this) {
      granted = held;
      notifyAll();
      told = listener;
    }
    if (told != null) {
      told.run();
    }
  }

  private synchronized void renewedAt(long moment) {
    renewed = moment;
  }

  /** The election's rows, with an eye on when each was last ours. */
  private final class Rows extends DefaultLockRepository {

    Rows(DataSource dataSource) {
      super(dataSource);
    }

    @Override
    public boolean acquire(String lock) {
      long begun = System.nanoTime();
      boolean acquired = super.acquire(lock);
      if (acquired) {
        renewedAt(begun);
      }
      return acquired;
    }
  }
}
