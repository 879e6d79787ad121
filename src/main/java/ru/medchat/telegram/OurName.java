package ru.medchat.telegram;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/** The name by which people address the bot: asked for when it is first needed, and kept. */
@Component
class OurName {

  private static final Logger log = LoggerFactory.getLogger(OurName.class);

  /** So that an outage does not make every message wait for an answer. */
  private static final Duration BETWEEN_TWO_TRIES = Duration.ofMinutes(1);

  private final BotApi api;
  private @Nullable String name;
  private long notBefore = System.nanoTime();

  OurName(BotApi api) {
    this.api = api;
  }

  /** Without the sign in front of it; empty while Telegram does not tell. */
  synchronized Optional<String> known() {
    if (name == null && System.nanoTime() - notBefore >= 0) {
      try {
        name = api.client().execute(new GetMe()).getUserName();
      } catch (TelegramApiException e) {
        notBefore = System.nanoTime() + BETWEEN_TWO_TRIES.toNanos();
        log.warn("Telegram does not tell the name of the bot: {}", e.getMessage());
      }
    }
    return Optional.ofNullable(name);
  }

  /** False also when our name is not known. */
  boolean is(String other) {
    return known().map(other::equalsIgnoreCase).orElse(false);
  }

  /** False also when our name is not known: better to hear too much than too little. */
  boolean isAnother(String other) {
    return known().map(ours -> !ours.equalsIgnoreCase(other)).orElse(false);
  }
}
