package ru.medchat.telegram;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much Telegram lets a bot send. The defaults are Telegram's own limits for every bot; a bot
 * that sends more is refused with 429.
 *
 * @param chat messages a second in one chat
 * @param group messages a minute in one group
 * @param overall messages a second in all chats together
 */
@ConfigurationProperties("medchat.telegram.rates")
record RateSettings(
    @DefaultValue("1") int chat, @DefaultValue("20") int group, @DefaultValue("30") int overall) {

  RateSettings {
    if (chat < 1 || group < 2 || overall < 2) {
      throw new TelegramSettings.Unusable(
          "Too slow to work: medchat.telegram.rates.chat must be 1 or more, group and overall 2.");
    }
  }
}
