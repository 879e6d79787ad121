package ru.medchat.mail;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import ru.medchat.loop.WorkLoop;

/** Keeps the letters going. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

  @Bean
  WorkLoop letterLoop(LetterSender sender) {
    return new WorkLoop("letters", 1, sender::sendNext);
  }
}
