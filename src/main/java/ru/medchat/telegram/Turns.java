package ru.medchat.telegram;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import ru.medchat.loop.WorkLoop;

/**
 * Lets only so many of a loop's workers work at once. Who has waited long enough works all the
 * same, so that a worker held up by a lock in the database holds up nobody else.
 */
final class Turns {

  private final Semaphore free;
  private final Duration patience;

  Turns(int atOnce, Duration patience) {
    this.free = new Semaphore(atOnce);
    this.patience = patience;
  }

  boolean take(WorkLoop.Step step) throws Exception {
    boolean inTurn = free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return step.run();
    } finally {
      if (inTurn) {
        free.release();
      }
    }
  }
}
