package ru.medchat.channel;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
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
import org.springframework.test.context.event.RecordApplicationEvents;
import ru.medchat.testing.TestDatabase;

/** A test of this module alone, on a real database. */
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = ChannelTest.Module.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = "medchat.sandbox.enabled: false")
@RecordApplicationEvents
@interface ChannelTest {

  @Import({Outbox.class, Deliveries.class, MovedChats.class, Files.class})
  @ImportAutoConfiguration({
    JacksonAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class
  })
  class Module {

    @Bean(destroyMethod = "")
    DataSource dataSource() {
      return TestDatabase.dataSource();
    }
  }
}
