package ru.medchat.telegram;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/** The commands that Telegram offers a person while they type. */
@Component
class CommandMenu {

  private static final Logger log = LoggerFactory.getLogger(CommandMenu.class);

  private static final int ATTEMPTS = 10;

  private static final SetMyCommands MENU =
      SetMyCommands.builder()
          .commands(
              List.of(
                  new BotCommand("start", "Написать обращение"),
                  new BotCommand("status", "Узнать, что с моим обращением"),
                  new BotCommand("help", "Как это работает")))
          .build();

  private final BotApi api;

  CommandMenu(BotApi api) {
    this.api = api;
  }

  @EventListener(ApplicationReadyEvent.class)
  void publish() {
    publish(1);
  }

  /** Nothing depends on it, so it waits for nobody and gives up at last. */
  private void publish(int attempt) {
    var unused =
        send()
            .whenComplete(
                (done, e) -> {
                  if (e == null) {
                    log.debug("The menu of commands is published");
                  } else if (attempt < ATTEMPTS) {
                    Executor later =
                        CompletableFuture.delayedExecutor(1L << attempt, TimeUnit.SECONDS);
                    later.execute(() -> publish(attempt + 1));
                  } else {
                    log.warn("The menu of commands could not be published: {}", e.getMessage());
                  }
                });
  }

  private CompletableFuture<Boolean> send() {
    try {
      return api.client().executeAsync(MENU);
    } catch (TelegramApiException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
