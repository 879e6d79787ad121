package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.function.ServerResponse.SseBuilder;

/** Tells open pages that something has happened; what it is they ask for themselves. */
class PageEvents implements AutoCloseable {

  private static final int HEARTBEAT_SECONDS = 15;

  private final List<SseBuilder> pages = new CopyOnWriteArrayList<>();
  // One thread of its own: a page that reads slowly must not hold up the bot.
  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "sandbox-events");
            thread.setDaemon(true);
            return thread;
          });

  PageEvents() {
    var unused =
        sender.scheduleWithFixedDelay(
            () -> sendNow("alive", "{}"), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
  }

  void subscribe(SseBuilder page) {
    page.onComplete(() -> pages.remove(page));
    page.onError(error -> pages.remove(page));
    page.onTimeout(() -> pages.remove(page));
    pages.add(page);
    send("alive", Json.object());
  }

  void send(String event, JsonNode content) {
    var text = content.toString();
    try {
      sender.execute(() -> sendNow(event, text));
    } catch (RejectedExecutionException closing) {
      // The pages learn of it when they connect again.
      return;
    }
  }

  @Override
  public void close() {
    sender.shutdownNow();
    pages.forEach(SseBuilder::complete);
    pages.clear();
  }

  private void sendNow(String event, String content) {
    pages.removeIf(page -> !hears(page, event, content));
  }

  private static boolean hears(SseBuilder page, String event, String content) {
    try {
      page.event(event).data(content);
      return true;
    } catch (IOException | IllegalStateException gone) {
      return false;
    }
  }
}
