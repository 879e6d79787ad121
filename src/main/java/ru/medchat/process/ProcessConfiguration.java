package ru.medchat.process;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import ru.medchat.appeal.PrivateTalk;
import ru.medchat.loop.WorkLoop;

/** What the process does by itself. */
@Configuration(proxyBeanMethods = false)
class ProcessConfiguration {

  @Bean
  WorkLoop limitMoving(MovingLimits limits) {
    return new WorkLoop("limit-moving", 1, limits::moveNext);
  }

  @Bean
  WorkLoop unopenedChats(PrivateTalk talk) {
    return new WorkLoop("unopened-chats", 1, talk::giveUpNext);
  }

  @Bean
  WorkLoop handingOn(Deputies deputies) {
    return new WorkLoop("handing-on", 1, deputies::look);
  }

  @Bean
  WorkLoop staffNoticeLoop(StaffNotices notices) {
    return new WorkLoop("staff-notices", 1, notices::tellNext);
  }
}
