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
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScope;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllChatAdministrators;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllGroupChats;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllPrivateChats;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/** The commands that Telegram offers a person while they type: in private more than in a group. */
@Component
class CommandMenu {

  private static final Logger log = LoggerFactory.getLogger(CommandMenu.class);

  private static final int ATTEMPTS = 10;

  private static final BotCommand STATUS =
      new BotCommand("status", "Узнать, что с моим обращением");
  private static final BotCommand HELP = new BotCommand("help", "Как это работает");

  /** Without a language: whoever uses these chats reads Russian, whatever their phone speaks. */
  private static final List<SetMyCommands> MENUS =
      List.of(
          menu(
              new BotCommandScopeAllPrivateChats(),
              new BotCommand("start", "Начать сначала, выбрать город"),
              new BotCommand("my", "Мои обращения"),
              STATUS,
              new BotCommand("cancel", "Отозвать обращение"),
              new BotCommand("privacy", "Мои личные данные"),
              HELP),
          menu(new BotCommandScopeAllGroupChats(), STATUS, HELP),
          menu(new BotCommandScopeAllChatAdministrators(), STATUS, HELP));

  private final BotApi api;

  CommandMenu(BotApi api) {
    this.api = api;
  }

  @EventListener(ApplicationReadyEvent.class)
  void publish() {
    MENUS.forEach(menu -> publish(menu, 1));
  }

  private static SetMyCommands menu(BotCommandScope where, BotCommand... commands) {
    return SetMyCommands.builder().scope(where).commands(List.of(commands)).build();
  }

  /** Nothing depends on it, so it waits for nobody and gives up at last. */
  private void publish(SetMyCommands menu, int attempt) {
    var unused =
        send(menu)
            .whenComplete(
                (done, e) -> {
                  if (e == null) {
                    log.debug("The menu of commands is published");
                  } else if (attempt < ATTEMPTS) {
                    Executor later =
                        CompletableFuture.delayedExecutor(1L << attempt, TimeUnit.SECONDS);
                    later.execute(() -> publish(menu, attempt + 1));
                  } else {
                    log.warn("The menu of commands could not be published: {}", e.getMessage());
                  }
                });
  }

  private CompletableFuture<Boolean> send(SetMyCommands menu) {
    try {
      return api.client().executeAsync(menu);
    } catch (TelegramApiException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
