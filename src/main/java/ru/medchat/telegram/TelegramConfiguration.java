package ru.medchat.telegram;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.telegram.telegrambots.longpolling.TelegramBotsLongPollingApplication;
import ru.medchat.loop.WorkLoop;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TelegramSettings.class, RateSettings.class})
class TelegramConfiguration {

  @Bean
  TelegramBotsLongPollingApplication telegramBotsApplication(Poller poller) {
    return poller.application();
  }

  @Bean
  WorkLoop telegramRegistration(Registration registration) {
    int cores = Runtime.getRuntime().availableProcessors();
    // About as many as processors: the job executor goes on where a registration ends, and if they
    // ran ahead of it, a backlog of jobs would take the place of that of updates.
    return new WorkLoop(
        "telegram-registration", Math.max(2, Math.min(6, cores)), registration::takeNext);
  }

  @Bean
  WorkLoop telegramSending(MessageSender sender) {
    return new WorkLoop("telegram-sending", 4, sender::sendNext);
  }

  @Bean
  WorkLoop telegramOutage(OutageNotice notice) {
    return new WorkLoop("telegram-outage", 1, notice::tell);
  }

  @Bean
  WorkLoop telegramFetching(FileFetcher fetcher) {
    return new WorkLoop("telegram-fetching", 2, fetcher::fetchNext);
  }
}
