package ru.medchat.telegram;

import io.micrometer.core.instrument.Metrics;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where Telegram brings updates, at any node, one at a time for each chat. It hears of success only
 * once an update is committed, and comes again with what it could not get rid of.
 */
@RestController
@ConditionalOnProperty(name = "medchat.telegram.updates", havingValue = "webhook")
class WebhookEndpoint {

  static final String PATH = "/telegram/webhook";

  private static final Logger log = LoggerFactory.getLogger(WebhookEndpoint.class);

  private static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";

  /** In bytes; far more than an update can have. */
  private static final int LARGEST = 1 << 20;

  private final Inbox inbox;
  private final byte[] secret;

  WebhookEndpoint(Inbox inbox, TelegramSettings settings) {
    this.inbox = inbox;
    this.secret = settings.webhookSecret().getBytes(StandardCharsets.UTF_8);
  }

  @PostMapping(PATH)
  ResponseEntity<Void> take(
      @RequestHeader(name = SECRET, required = false) @Nullable String proof,
      HttpServletRequest request)
      throws IOException {
    if (proof == null || !MessageDigest.isEqual(secret, proof.getBytes(StandardCharsets.UTF_8))) {
      return answer(HttpStatus.UNAUTHORIZED);
    }
    byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      log.warn("An update of more than {} bytes is refused", LARGEST);
      return answer(HttpStatus.PAYLOAD_TOO_LARGE);
    }
    List<Inbox.Raw> updates = List.of(update(body));
    try {
      Metrics.timer("medchat.telegram.persist").record(() -> inbox.persist(updates));
    } catch (DataAccessException | TransactionException e) {
      log.warn("An update is left to Telegram, which comes again: it can't be kept", e);
      return answer(HttpStatus.SERVICE_UNAVAILABLE);
    }
    return answer(HttpStatus.OK);
  }

  private static ResponseEntity<Void> answer(HttpStatus status) {
    return ResponseEntity.status(status).build();
  }

  /** What can't be read is kept as well, for registration to find out and put into quarantine. */
  private static Inbox.Raw update(byte[] body) {
    // The one character that PostgreSQL can't keep.
    String raw = new String(body, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    try {
      Inbox.Raw update = RawUpdates.one(raw);
      if (update.updateId() > 0) {
        return update;
      }
    } catch (IOException e) {
      log.warn("An update of {} bytes can't be read", body.length);
    }
    return new Inbox.Raw(number(body), null, null, raw);
  }

  /** Below all numbers of Telegram, and the same whenever the same comes again. */
  private static long number(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return ByteBuffer.wrap(digest).getLong() | Long.MIN_VALUE;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
