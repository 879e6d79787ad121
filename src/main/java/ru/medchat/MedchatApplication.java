package ru.medchat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Medchat: case management behind the public medical chats of Russia's municipalities. */
@SpringBootApplication
public class MedchatApplication {

  public static void main(String[] args) {
    // The engine keeps due dates as timestamps without a zone: every node must write them alike.
    TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    SpringApplication.run(MedchatApplication.class, args);
  }

  @Bean
  static RequiredSettings requiredSettings(Environment environment) {
    return new RequiredSettings(environment);
  }

  /** The one clock of the product; the sandbox brings its own, which can be moved. */
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }
}
