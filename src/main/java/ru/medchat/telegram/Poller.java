package ru.medchat.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.telegram.telegrambots.longpolling.BotSession;
import org.telegram.telegrambots.longpolling.TelegramBotsLongPollingApplication;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * Fetches updates with the session of telegrambots' starter, only while this node is the one that
 * may: Telegram lets one poll at a time.
 *
 * <p>The session confirms a batch with its next poll, so a batch is kept before the session learns
 * of it ({@link RawUpdates}); when it can't be kept, the session sees a failed poll and asks for
 * the same batch again. Its consumer has nothing left to do, and so never throws, which would end
 * polling without a word.
 */
@Component
class Poller extends UpdatesKeeper {

  /**
   * A session that should poll, and has not begun to for longer than its longest poll, has died.
   */
  private static final Duration DEAD = RawUpdates.TIMEOUT.plusMinutes(2);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TelegramSettings settings;
  private final Inbox inbox;
  private final PollState state;
  private final OkHttpClient http;
  private final TelegramBotsLongPollingApplication application;

  private volatile ScheduledExecutorService line = newLine();
  private volatile @Nullable BotSession session;
  private long notBefore = System.nanoTime();

  Poller(TelegramSettings settings, Inbox inbox, PollState state, Leadership leadership) {
    super(
        "telegram-poll-keeper",
        settings.updates() == TelegramSettings.Updates.POLLING,
        leadership,
        state);
    this.settings = settings;
    this.inbox = inbox;
    this.state = state;
    this.http =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(RawUpdates.TIMEOUT.plusSeconds(10))
            .addInterceptor(this::watched)
            .build();
    this.application =
        new TelegramBotsLongPollingApplication(
            ObjectMapper::new, () -> http, () -> line, () -> state);
  }

  /** For the starter, which would make another one. */
  TelegramBotsLongPollingApplication application() {
    return application;
  }

  @Override
  void leadershipLost() {
    http.dispatcher().cancelAll();
  }

  @Override
  void rest() {
    if (session != null) {
      cutOff();
    }
  }

  @Override
  void keepComing() {
    boolean alive = session != null && state.silence().compareTo(DEAD) < 0;
    if (alive || System.nanoTime() - notBefore < 0) {
      return;
    }
    cutOff();
    line = newLine();
    state.polling();
    try {
      // Asks Telegram to delete a webhook first, which may fail for hours.
      session = application.registerBot(settings.token(), settings::url, this::poll, updates -> {});
    } catch (TelegramApiException e) {
      // The words about it are in the state already; the loop would only add a stack trace.
      if (e instanceof TelegramApiRequestException) {
        unreadable();
      }
      cutOff();
      notBefore = System.nanoTime() + Duration.ofMillis(state.nextBackOffMillis()).toNanos();
    }
  }

  private GetUpdates poll(Integer last) {
    state.polling();
    RawUpdates poll = new RawUpdates(last, updates -> keep(last, updates), this::unreadable);
    if (!state.isFine()) {
      // Otherwise the end of an outage would be noticed only with the next update.
      poll.setTimeout(0);
    }
    return poll;
  }

  private void keep(int last, List<Inbox.Raw> updates) {
    try {
      Metrics.timer("medchat.telegram.persist").record(() -> inbox.persist(updates));
    } catch (DataAccessException | TransactionException e) {
      state.troubleOfOurs("they can't be kept while the database is away");
      throw e;
    } catch (RuntimeException e) {
      state.troubleOfOurs("they can't be kept (" + e.getClass().getName() + ")");
      throw e;
    }
    // The session drops numbers below the last one and would ask for the same batch for ever. They
    // are new nevertheless: after a quiet week Telegram begins anew with a number by chance.
    BotSession polling = session;
    if (polling != null && updates.stream().allMatch(update -> update.updateId() <= last)) {
      polling.getLastReceivedUpdate().set(0);
    }
  }

  private void unreadable() {
    state.trouble("something else answers at " + settings.apiUrl() + ", such as a provider's page");
  }

  /** Sees what the session keeps to itself or tells as a stack trace. */
  private Response watched(Interceptor.Chain chain) throws IOException {
    try {
      Response response = chain.proceed(chain.request());
      if (!response.isSuccessful()) {
        refused(response);
      }
      return response;
    } catch (IOException e) {
      if (!chain.call().isCanceled()) {
        state.trouble("it can't be reached at " + settings.apiUrl() + " (" + e.getMessage() + ")");
      }
      throw e;
    }
  }

  private void refused(Response response) throws IOException {
    JsonNode answer = answer(response.peekBody(100_000).string());
    String description = answer.path("description").asText("");
    boolean webhook = response.code() == 409 && description.contains("webhook");
    if (webhook) {
      // Set meanwhile, as by a node with the former settings: a new session takes it away first.
      session = null;
    }
    state.trouble(
        switch (response.code()) {
          case 401, 404 -> "it does not know our token (" + response.code() + ")";
          case 409 ->
              webhook
                  ? "it brings them to a webhook (409)"
                  : "somebody else polls with our token (409)";
          default -> "it answers " + response.code() + " " + description;
        });
    state.waitFor(Duration.ofSeconds(answer.path("parameters").path("retry_after").asLong(0)));
  }

  private static JsonNode answer(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  /** What a poll that is cut off would have brought comes with the next one. */
  @Override
  void cutOff() {
    session = null;
    try {
      application.unregisterBot(settings.token());
    } catch (TelegramApiException e) {
      // It was not registered, which is what we want.
    }
    http.dispatcher().cancelAll();
    line.shutdownNow();
  }

  private static ScheduledExecutorService newLine() {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, "telegram-poll");
          thread.setDaemon(true);
          return thread;
        });
  }
}
