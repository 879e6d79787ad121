package ru.medchat.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.objects.WebhookInfo;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * Has Telegram bring the updates to {@link WebhookEndpoint}, and looks now and then whether it
 * still does. One node at a time does that, as with polling; the updates come to any.
 */
@Component
class WebhookKeeper extends UpdatesKeeper {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

  /** An error of Telegram that is older than this has been overcome. */
  private static final Duration RECENT = Duration.ofMinutes(3);

  private final TelegramSettings settings;
  private final BotApi api;
  private final PollState state;
  private final Clock clock;

  private boolean set;
  private int errorSeen;
  private long nextLook = System.nanoTime();

  WebhookKeeper(
      TelegramSettings settings, BotApi api, PollState state, Leadership leadership, Clock clock) {
    super(
        "telegram-webhook-keeper",
        settings.updates() == TelegramSettings.Updates.WEBHOOK,
        leadership,
        state);
    this.settings = settings;
    this.api = api;
    this.state = state;
    this.clock = clock;
  }

  @Override
  void keepComing() {
    if (System.nanoTime() - nextLook >= 0) {
      nextLook = System.nanoTime() + look().toNanos();
    }
  }

  /** The address stays with Telegram: what happens meanwhile waits there, or comes to another. */
  @Override
  void rest() {
    set = false;
    nextLook = System.nanoTime();
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
