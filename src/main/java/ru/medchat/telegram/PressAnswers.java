package ru.medchat.telegram;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/**
 * Ends the waiting that a pressed button shows. Best effort: what a press brings about is in the
 * chat, and an answer that comes too late is refused by Telegram for good.
 */
@Component
class PressAnswers {

  private static final Logger log = LoggerFactory.getLogger(PressAnswers.class);

  /** The most Telegram shows. */
  private static final int LONGEST = 200;

  /** What is longer can't be read in the seconds a toast stays: it waits for an «OK». */
  private static final int LONGEST_TOAST = 60;

  private final BotApi api;

  PressAnswers(BotApi api) {
    this.api = api;
  }

  void send(String queryId, String notice) {
    AnswerCallbackQuery answer = new AnswerCallbackQuery(queryId);
    if (!notice.isEmpty()) {
      answer.setText(notice.substring(0, Math.min(notice.length(), LONGEST)));
      answer.setShowAlert(notice.length() > LONGEST_TOAST);
    }
    try {
      var unused =
          api.client()
              .executeAsync(answer)
              .exceptionally(
                  e -> {
                    log.debug("A press was not answered: {}", e.getMessage());
                    return false;
                  });
    } catch (TelegramApiException e) {
      log.debug("A press was not answered: {}", e.getMessage());
    }
  }
}
