package ru.medchat.appeal;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.ChatMoved;
import ru.medchat.directory.GroupChats;

/**
 * A group has become a supergroup: its appeals are answered there. What was written before stays
 * under the old id, because the ids of messages count within their chat.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class MovedGroups {

  private final JdbcClient jdbc;
  private final GroupChats groups;
  private final Appeals appeals;
  private final ApplicationEventPublisher facts;

  MovedGroups(
      JdbcClient jdbc, GroupChats groups, Appeals appeals, ApplicationEventPublisher facts) {
    this.jdbc = jdbc;
    this.groups = groups;
    this.appeals = appeals;
    this.facts = facts;
  }

  @EventListener
  public void on(ChatMoved move) {
    groups.moved(move.channel(), move.from(), move.to());
    jdbc
        .sql(
            """
            update appeal set chat_id = :to, thread_id = null
             where channel = :channel and chat_id = :from
            returning number
            """)
        .param("channel", move.channel())
        .param("from", move.from())
        .param("to", move.to())
        .query(String.class)
        .list()
        .stream()
        .map(AppealNumber::of)
        .map(appeals::get)
        .filter(appeal -> appeal.state() != Appeal.State.CLOSED)
        .forEach(
            appeal ->
                facts.publishEvent(new AppealFact.Moved(appeal.number(), appeal.calendarChat())));
  }
}
