package ru.medchat.telegram;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How fast this node may send. It knows only what Telegram complains of: one chat that is too fast
 * waits alone, two within a minute mean that we are too fast altogether.
 */
@Component
class Pace {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private @Nullable String slowed;
  private long slowedAt;
  private long heldUntil = System.nanoTime();

  synchronized boolean isHeld() {
    return System.nanoTime() - heldUntil < 0;
  }

  /** Telegram wants this chat to be left alone for a while. */
  synchronized void tooFast(String chatId, Duration pause) {
    long now = System.nanoTime();
    if (slowed != null && !slowed.equals(chatId) && now - slowedAt < MINUTE) {
      heldUntil = now + pause.toNanos();
    }
    slowed = chatId;
    slowedAt = now;
  }
}
