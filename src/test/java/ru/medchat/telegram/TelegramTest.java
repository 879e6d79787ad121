package ru.medchat.telegram;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.telegram.telegrambots.longpolling.starter.TelegramBotStarterConfiguration;
import ru.medchat.channel.Deliveries;
import ru.medchat.channel.Files;
import ru.medchat.channel.MovedChats;
import ru.medchat.channel.Outages;
import ru.medchat.channel.Outbox;
import ru.medchat.intake.Intake;
import ru.medchat.testing.TestDatabase;

/** A test of this module as it runs: its threads, a real database, and Telegram over HTTP. */
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = TelegramTest.Module.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {"medchat.sandbox.enabled: false", "medchat.telegram.updates: polling"})
@interface TelegramTest {

  @Import({
    Outbox.class,
    Deliveries.class,
    MovedChats.class,
    Files.class,
    TelegramConfiguration.class,
    Inbox.class,
    PollState.class,
    Leadership.class,
    Poller.class,
    Translation.class,
    OurName.class,
    TelegramMessenger.class,
    MovedLanes.class,
    Registration.class,
    PressAnswers.class,
    BotApi.class,
    Pace.class,
    Rates.class,
    MessageSender.class,
    FileFetcher.class,
    CommandMenu.class,
    WakeUps.class,
    Outages.class,
    OutageNotice.class,
    Scene.class
  })
  @ImportAutoConfiguration({
    JacksonAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    TelegramBotStarterConfiguration.class
  })
  class Module {

    @Bean(destroyMethod = "")
    DataSource dataSource() {
      return TestDatabase.dataSource();
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    ScriptedTelegram scriptedTelegram() {
      return new ScriptedTelegram();
    }

    @Bean
    DynamicPropertyRegistrar telegramProperties(ScriptedTelegram telegram) {
      return registry -> {
        registry.add("medchat.telegram.token", () -> ScriptedTelegram.TOKEN);
        registry.add("medchat.telegram.api-url", telegram::url);
      };
    }

    @Bean
    RecordingIntake recordingIntake(JdbcClient jdbc, Files files) {
      return new RecordingIntake(jdbc, files);
    }

    @Bean
    Intake intake(RecordingIntake recording) {
      return recording.intake();
    }
  }
}
