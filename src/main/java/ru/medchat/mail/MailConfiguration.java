package ru.medchat.mail;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import ru.medchat.loop.WorkLoop;

/** Keeps the letters going, and the digests coming. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

  @Bean
  WorkLoop letterLoop(LetterSender sender) {
    return new WorkLoop("letters", 1, sender::sendNext);
  }

  @Bean
  WorkLoop digestLoop(Digests digests) {
    return new WorkLoop("digests", 1, digests::makeNext);
  }
}
