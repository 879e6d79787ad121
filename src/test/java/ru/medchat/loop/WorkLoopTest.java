package ru.medchat.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkLoopTest {

  private final AtomicInteger work = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private WorkLoop loop = new WorkLoop("test", 2, this::takeNext);

  @AfterEach
  void stop() {
    loop.stop();
  }

  @Test
  void it_works_while_there_is_work_and_starts_again_at_once_when_woken() {
    loop.start();
    long begin = System.nanoTime();
    for (int i = 1; i <= 40; i++) {
      work.set(10);
      loop.wake();
      int all = i * 10;
      await()
          .pollDelay(Duration.ofMillis(10))
          .pollInterval(Duration.ofMillis(5))
          .untilAsserted(() -> assertThat(done).hasValue(all));
    }
    // Each of its two threads looks by itself every half a second, which makes ten seconds.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void it_finds_what_others_left_without_being_woken() {
    loop.start();
    await().pollDelay(Duration.ofMillis(50)).until(() -> true);
    work.set(1);
    await().untilAsserted(() -> assertThat(done).hasValue(1));
  }

  @Test
  void a_failure_is_not_its_end() {
    AtomicInteger runs = new AtomicInteger();
    loop =
        new WorkLoop(
            "test",
            1,
            () -> {
              if (runs.incrementAndGet() == 1) {
                throw new AssertionError("an error, even");
              }
              return takeNext();
            });
    work.set(1);
    loop.start();
    await().untilAsserted(() -> assertThat(done).hasValue(1));
  }

  @Test
  void it_stops_even_when_stuck_and_can_start_again() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    loop =
        new WorkLoop(
            "test",
            1,
            () -> {
              if (runs.incrementAndGet() == 1) {
                stuck.countDown();
                never.await();
              }
              return takeNext();
            });
    loop.start();
    stuck.await();

    long begin = System.nanoTime();
    loop.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));

    work.set(1);
    loop.start();
    await().untilAsserted(() -> assertThat(done).hasValue(1));
  }

  private boolean takeNext() {
    boolean taken = work.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    if (taken) {
      done.incrementAndGet();
    }
    return taken;
  }
}
