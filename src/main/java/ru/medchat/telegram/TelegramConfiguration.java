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
    // Registering is about a quarter of the work on an appeal; the six threads of the job executor
    // go on where it ends. More would only run ahead of them, and hold up what has begun.
    int workers = Runtime.getRuntime().availableProcessors() < 4 ? 1 : 2;
    return new WorkLoop("telegram-registration", workers, registration::takeNext);
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
