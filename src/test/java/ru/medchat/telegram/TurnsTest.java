package ru.medchat.telegram;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final ExecutorService workers = Executors.newFixedThreadPool(4);

  @AfterEach
  void workersGoHome() {
    workers.shutdownNow();
  }

  @Test
  void quickWorkIsDoneOneAfterTheOther() throws Exception {
    var turns = new Turns(1, Duration.ofMinutes(1));
    var atWork = new AtomicInteger();
    var most = new AtomicInteger();
    List<Future<Boolean>> taken = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      taken.add(
          workers.submit(
              () ->
                  turns.take(
                      () -> {
                        most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                        Thread.sleep(0, 100_000);
                        atWork.decrementAndGet();
                        return true;
                      })));
    }
    for (Future<Boolean> each : taken) {
      assertThat(each.get(30, SECONDS)).isTrue();
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void whoIsHeldUpHoldsUpNobodyElse() throws Exception {
    var turns = new Turns(1, Duration.ofMillis(50));
    var lock = new CountDownLatch(1);
    var waits = new CountDownLatch(1);
    var heldUp =
        workers.submit(
            () ->
                turns.take(
                    () -> {
                      waits.countDown();
                      return lock.await(30, SECONDS);
                    }));
    waits.await();
    assertThat(workers.submit(() -> turns.take(() -> false)).get(30, SECONDS)).isFalse();
    assertThat(heldUp).isNotDone();
    lock.countDown();
    assertThat(heldUp.get(30, SECONDS)).isTrue();
  }

  @Test
  void whoFailsLeavesTheTurnToTheNext() throws Exception {
    var turns = new Turns(1, Duration.ofMinutes(1));
    var failing =
        workers.submit(
            () ->
                turns.take(
                    () -> {
                      throw new IllegalStateException("no connection");
                    }));
    assertThatThrownBy(() -> failing.get(30, SECONDS)).hasMessageContaining("no connection");
    assertThat(workers.submit(() -> turns.take(() -> true)).get(30, SECONDS)).isTrue();
  }
}
