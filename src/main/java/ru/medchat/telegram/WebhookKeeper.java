package ru.medchat.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.objects.WebhookInfo;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import ru.medchat.loop.WorkLoop;

/**
 * Has Telegram bring the updates to {@link WebhookEndpoint}, and looks now and then whether it
 * still does. One node at a time does that, as with polling; the updates come to any.
 */
@Component
class WebhookKeeper implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

  /** An error of Telegram that is older than this has been overcome. */
  private static final Duration RECENT = Duration.ofMinutes(3);

  private final TelegramSettings settings;
  private final BotApi api;
  private final PollState state;
  private final Leadership leadership;
  private final Clock clock;
  private final WorkLoop keeping = new WorkLoop("telegram-webhook-keeper", 1, this::keep);

  private volatile boolean running;
  private boolean set;
  private int errorSeen;
  private long nextLook = System.nanoTime();

  WebhookKeeper(
      TelegramSettings settings, BotApi api, PollState state, Leadership leadership, Clock clock) {
    this.settings = settings;
    this.api = api;
    this.state = state;
    this.leadership = leadership;
    this.clock = clock;
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
    if (settings.updates() == TelegramSettings.Updates.WEBHOOK && !running) {
      running = true;
      keeping.start();
      leadership.seek(keeping::wake);
    }
  }

  /** The address stays with Telegram: what happens meanwhile waits there, or comes to another. */
  @Override
  public void stop() {
    if (!running) {
      return;
    }
    running = false;
    keeping.stop();
    leadership.resign();
    state.leads(false);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private boolean keep() {
    boolean leads = leadership.isHeld();
    state.leads(leads);
    if (!leads) {
      set = false;
      nextLook = System.nanoTime();
    } else if (System.nanoTime() - nextLook >= 0) {
      nextLook = System.nanoTime() + look().toNanos();
    }
    return false;
  }

  /** Returns how long to wait until the next look. */
  private Duration look() {
    try {
      WebhookInfo info = api.client().execute(new GetWebhookInfo());
      // A secret is not told back: an error may mean that Telegram has another one.
      int error = info.getLastErrorDate() == null ? 0 : info.getLastErrorDate();
      if (!set || !address().equals(info.getUrl()) || error != errorSeen) {
        api.client().execute(webhook());
        set = true;
        errorSeen = error;
      }
      note(info);
      return BETWEEN_LOOKS;
    } catch (TelegramApiException e) {
      state.trouble(words(e));
      return Duration.ofMillis(state.nextBackOffMillis());
    }
  }

  private void note(WebhookInfo info) {
    Integer pending = info.getPendingUpdatesCount();
    String error = info.getLastErrorMessage();
    state.webhook(pending == null ? 0 : pending, error);
    if (error != null && pending != null && pending > 0 && isRecent(info.getLastErrorDate())) {
      state.trouble("it can't bring them to " + address() + " (" + error + ")");
    } else {
      state.reset();
    }
  }

  private boolean isRecent(@Nullable Integer moment) {
    return moment != null && Instant.ofEpochSecond(moment).isAfter(clock.instant().minus(RECENT));
  }

  private String address() {
    return String.valueOf(settings.webhookUrl());
  }

  private SetWebhook webhook() {
    return SetWebhook.builder()
        .url(address())
        .secretToken(settings.webhookSecret())
        .allowedUpdates(RawUpdates.KINDS)
        .dropPendingUpdates(false)
        .build();
  }

  private String words(TelegramApiException e) {
    if (e instanceof TelegramApiRequestException refusal && refusal.getApiResponse() != null) {
      int code = refusal.getErrorCode() == null ? 0 : refusal.getErrorCode();
      return code == 401 || code == 404
          ? "it does not know our token (" + code + ")"
          : "it answers " + code + " " + refusal.getApiResponse();
    }
    String cause = NestedExceptionUtils.getMostSpecificCause(e).getMessage();
    return "it can't be reached at " + settings.apiUrl() + " (" + cause + ")";
  }
}
