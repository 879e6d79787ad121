package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings updates to the bot's own address while one is set, the oldest first and each until it is
 * taken with a 2xx.
 *
 * <p>As opposed to Telegram it calls plain http as well, and one update at a time.
 */
class Webhook implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Webhook.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{1,256}");

  private final UpdateQueue updates;
  private final Clock clock;
  private final JdbcClient jdbc;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Object monitor = new Object();
  private @Nullable Target target;
  private @Nullable Failure failure;
  private @Nullable Thread courier;

  private record Target(URI url, @Nullable String secret) {

    static Target read(JsonNode kept) {
      return new Target(
          URI.create(kept.path("url").asText()),
          kept.has("secret") ? kept.path("secret").asText() : null);
    }

    String written() {
      var json = Json.object().put("url", url.toString());
      return Json.write(secret == null ? json : json.put("secret", secret));
    }
  }

  private record Failure(long date, String message) {}

  Webhook(UpdateQueue updates, Clock clock, JdbcClient jdbc) {
    this.updates = updates;
    this.clock = clock;
    this.jdbc = jdbc;
    jdbc.sql("select value from sandbox.setting where name = 'webhook'")
        .query(String.class)
        .optional()
        .ifPresent(kept -> use(Target.read(Json.parse(kept))));
  }

  JsonNode set(BotRequest call) {
    var address = call.text("url");
    if (address.isEmpty()) {
      return delete(call);
    }
    var secret = call.has("secret_token") ? call.text("secret_token") : null;
    if (secret != null && !SECRET.matcher(secret).matches()) {
      throw BotRefusal.badRequest("secret token contains unallowed characters");
    }
    var next = new Target(url(address), secret);
    prepare(call);
    updates.allow(BotApi.allowedUpdates(call.structure("allowed_updates")));
    jdbc.sql("insert into sandbox.setting (name, value) values ('webhook', ?)")
        .param(next.written())
        .update();
    use(next);
    return BooleanNode.TRUE;
  }

  private void use(Target next) {
    synchronized (monitor) {
      target = next;
      updates.webhookIsActive(true);
      if (courier == null) {
        courier = new Thread(this::deliver, "sandbox-webhook");
        courier.setDaemon(true);
        courier.start();
      }
      monitor.notifyAll();
    }
  }

  JsonNode delete(BotRequest call) {
    prepare(call);
    return BooleanNode.TRUE;
  }

  ObjectNode info() {
    synchronized (monitor) {
      var info =
          Json.object()
              .put("url", target == null ? "" : target.url().toString())
              .put("has_custom_certificate", false)
              .put("pending_update_count", updates.pending());
      if (failure != null) {
        info.put("last_error_date", failure.date()).put("last_error_message", failure.message());
      }
      return info;
    }
  }

  @Override
  public void close() {
    @Nullable Thread leaving;
    synchronized (monitor) {
      target = null;
      leaving = courier;
      courier = null;
    }
    if (leaving != null) {
      leaving.interrupt();
    }
  }

  /** Lets go of the address that was, and of what waits where that is wanted. */
  private void prepare(BotRequest call) {
    synchronized (monitor) {
      target = null;
      failure = null;
      updates.webhookIsActive(false);
      jdbc.sql("delete from sandbox.setting where name = 'webhook'").update();
      if (call.flag("drop_pending_updates")) {
        updates.dropPending();
      }
    }
  }

  private static URI url(String address) {
    try {
      var url = URI.create(address);
      if (List.of("http", "https").contains(url.getScheme()) && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException unreadable) {
      throw BotRefusal.badRequest("bad webhook: invalid webhook URL specified");
    }
    throw BotRefusal.badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  }

  private void deliver() {
    var pause = FIRST_PAUSE;
    try {
      while (true) {
        var to = awaitTarget();
        var update = updates.awaitFirst(Duration.ofSeconds(1));
        if (update == null) {
          continue;
        }
        var refused = bring(update, to);
        if (refused == null) {
          updates.forget(update.path("update_id").asLong());
          pause = FIRST_PAUSE;
          continue;
        }
        rest(to, refused, pause);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } catch (DataAccessException noDatabase) {
      log.info("Updates are no longer brought to the bot: {}", noDatabase.getMessage());
    }
  }

  /** Waits before the next attempt, but what is set meanwhile is tried at once. */
  @SuppressWarnings("ReferenceEquality") // The same address set anew is another target.
  private void rest(Target to, String refused, Duration pause) throws InterruptedException {
    long deadline = System.nanoTime() + pause.toNanos();
    synchronized (monitor) {
      if (to == target) {
        failure = new Failure(clock.instant().getEpochSecond(), refused);
      }
      while (to == target) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return;
        }
        monitor.wait(left);
      }
    }
  }

  private Target awaitTarget() throws InterruptedException {
    synchronized (monitor) {
      while (target == null) {
        monitor.wait();
      }
      return target;
    }
  }

  /** Why the update was not taken, or null if it was. */
  private @Nullable String bring(JsonNode update, Target to) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(to.url())
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(update.toString()));
    var secret = to.secret();
    if (secret != null) {
      request.header("X-Telegram-Bot-Api-Secret-Token", secret);
    }
    try {
      int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? null : "Wrong response from the webhook: " + status;
    } catch (IOException unreachable) {
      return unreachable instanceof java.net.http.HttpTimeoutException
          ? "Read timeout expired"
          : "Connection refused";
    }
  }
}
