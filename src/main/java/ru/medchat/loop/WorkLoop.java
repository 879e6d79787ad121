package ru.medchat.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Works while there is work, then waits to be woken or for a short while, in case another node left
 * some. A bean of this type starts when the product is ready and is among the first to stop.
 */
public final class WorkLoop implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

  private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);

  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration TIME_TO_FINISH = Duration.ofSeconds(1);
  private static final Duration TIME_TO_GIVE_UP = Duration.ofMillis(250);

  private final String name;
  private final int width;
  private final Step step;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Thread> threads = List.of();
  private volatile boolean running;
  private long wakeUps;
  private boolean failing;

  /**
   * @param name of its threads
   * @param width how many of them work side by side
   */
  public WorkLoop(String name, int width, Step step) {
    this.name = name;
    this.width = width;
    this.step = step;
  }

  /** One piece of work. Whatever it throws makes the loop pause, longer each time, and go on. */
  @FunctionalInterface
  public interface Step {

    /** Returns false when nothing was there to do. */
    boolean run() throws Exception;
  }

  /** There may be work now. */
  public void wake() {
    lock.lock();
    try {
      wakeUps++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    start();
  }

  @Override
  public boolean isAutoStartup() {
    return false;
  }

  @Override
  public void start() {
    lock.lock();
    try {
      if (running) {
        return;
      }
      running = true;
      List<Thread> started = new ArrayList<>();
      for (int i = 1; i <= width; i++) {
        Thread thread = new Thread(this::work, name + "-" + i);
        thread.setDaemon(true);
        thread.start();
        started.add(thread);
      }
      threads = started;
    } finally {
      lock.unlock();
    }
  }

  /** Lets what is under way finish for a second, then interrupts it. */
  @Override
  public void stop() {
    List<Thread> stopping = letGo();
    try {
      join(stopping, TIME_TO_FINISH);
      stopping.forEach(Thread::interrupt);
      join(stopping, TIME_TO_GIVE_UP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops beside other loops, not after them. */
  @Override
  public void stop(Runnable callback) {
    letGo();
    Thread stopper =
        new Thread(
            () -> {
              stop();
              callback.run();
            },
            name + "-stop");
    stopper.setDaemon(true);
    stopper.start();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private static void join(List<Thread> threads, Duration time) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    }
  }

  private List<Thread> letGo() {
    lock.lock();
    try {
      running = false;
      changed.signalAll();
      return threads;
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    Duration pause = SHORTEST_PAUSE;
    while (isMine()) {
      long seen = wakeUps();
      try {
        boolean worked = step.run();
        pause = SHORTEST_PAUSE;
        recovered();
        if (!worked) {
          await(IDLE, seen);
        }
      } catch (Throwable e) {
        if (!isMine()) {
          return;
        }
        failed(e);
        sleep(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
  }

  /** A thread that outlived its stop must not go on beside those of the next start. */
  private boolean isMine() {
    lock.lock();
    try {
      return running && threads.contains(Thread.currentThread());
    } finally {
      lock.unlock();
    }
  }

  private long wakeUps() {
    lock.lock();
    try {
      return wakeUps;
    } finally {
      lock.unlock();
    }
  }

  private void await(Duration time, long seen) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (running && wakeUps == seen && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void sleep(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (running && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // Only stop() interrupts, and the loop looks at that next.
      log.trace("{} was interrupted", name);
    } finally {
      lock.unlock();
    }
  }

  /** An outage is told when it begins and when it ends, not twice a second. */
  private void failed(Throwable e) {
    lock.lock();
    try {
      if (!failing) {
        failing = true;
        log.warn("{} can't work and keeps trying", name, e);
      }
    } finally {
      lock.unlock();
    }
  }

  private void recovered() {
    lock.lock();
    try {
      if (failing) {
        failing = false;
        log.info("{} works again", name);
      }
    } finally {
      lock.unlock();
    }
  }
}
