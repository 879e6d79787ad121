package ru.medchat.telegram;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.channel.Button;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.DeliveryFailed;
import ru.medchat.channel.Outbox;
import ru.medchat.channel.Outgoing;

/** What tests of this module do again and again, in words. */
class Scene {

  /** Never the same again, so that no test sees what an earlier one left with the session. */
  private static final AtomicInteger UPDATE_IDS = new AtomicInteger(1000);

  final ScriptedTelegram telegram;
  final RecordingIntake intake;
  final JdbcClient jdbc;
  final List<DeliveryFailed> failures = new CopyOnWriteArrayList<>();
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private boolean started;

  Scene(
      ScriptedTelegram telegram,
      RecordingIntake intake,
      JdbcClient jdbc,
      Outbox outbox,
      PlatformTransactionManager transactions) {
    this.telegram = telegram;
    this.intake = intake;
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.transaction = new TransactionTemplate(transactions);
  }

  void begins() {
    if (!started) {
      // The menus that a product publishes when it starts are no part of any scene.
      eventually(() -> assertThat(telegram.calls("setmycommands")).hasSizeGreaterThanOrEqualTo(3));
      started = true;
    }
    telegram.reset();
    jdbc.sql(
            """
            truncate telegram_update, telegram_rate, telegram_pause, telegram_hold, outbox, file
              cascade
            """)
        .update();
    intake.reset();
    failures.clear();
  }

  @EventListener
  void on(DeliveryFailed failure) {
    failures.add(failure);
  }

  static void eventually(ThrowingRunnable assertion) {
    await().atMost(20, SECONDS).pollInterval(Duration.ofMillis(25)).untilAsserted(assertion);
  }

  int nextUpdateId() {
    return UPDATE_IDS.incrementAndGet();
  }

  int writes(long chat, String text) {
    return arrives(message(chat, "\"text\":\"" + text + "\""));
  }

  int arrives(String rest) {
    int id = nextUpdateId();
    telegram.arrives(id, rest);
    return id;
  }

  static String message(long chat, String content) {
    return """
    "message":{"message_id":%d,"date":1793000000,
      "from":{"id":7,"is_bot":false,"first_name":"Анна","last_name":"Ким"},
      "chat":{"id":%d,"type":"private"},%s}
    """
        .formatted(UPDATE_IDS.get(), chat, content);
  }

  /** The pauses of the database's clock are over. */
  void timePasses() {
    due("telegram_update", "NEW");
    due("outbox", "NEW");
    due("file", "EXPECTED");
  }

  /** Waits for who is at work, holding nothing: row by row, each could wait for the other. */
  private void due(String table, String state) {
    transaction.executeWithoutResult(
        status -> {
          jdbc.sql("lock table %s in exclusive mode".formatted(table)).update();
          jdbc.sql("update %s set next_attempt_at = now() where state = ?".formatted(table))
              .param(state)
              .update();
        });
  }

  void posts(String chat, String text) {
    posts(new ChatRef("telegram", chat), text, null, List.of());
  }

  void posts(ChatRef chat, String text, @Nullable String replyTo, List<List<Button>> buttons) {
    transaction.executeWithoutResult(
        status ->
            outbox.post(
                new Outgoing(
                    chat, chat.id() + "/" + text.hashCode(), "61-000001", text, replyTo, buttons)));
  }

  void posts(Outgoing message) {
    transaction.executeWithoutResult(status -> outbox.post(message));
  }

  void changesButtons(String chat, String messageId, List<List<Button>> buttons) {
    transaction.executeWithoutResult(
        status ->
            outbox.changeButtons(
                new ChatRef("telegram", chat), "change of " + messageId, messageId, buttons));
  }

  record Row(String state, boolean possiblyTwice, @Nullable String messageId, int attempts) {}

  Row sent(String chat) {
    return jdbc.sql(
            "select state, possibly_twice, message_id, attempts from outbox where chat_id = ?")
        .param(chat)
        .query(
            (row, n) ->
                new Row(
                    row.getString("state"),
                    row.getBoolean("possibly_twice"),
                    row.getString("message_id"),
                    row.getInt("attempts")))
        .single();
  }

  String state(int updateId) {
    return jdbc.sql("select state from telegram_update where update_id = ?")
        .param(updateId)
        .query(String.class)
        .optional()
        .orElse("none");
  }
}
