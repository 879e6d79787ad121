package ru.medchat.appeal;

import java.sql.Timestamp;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.Incoming;
import ru.medchat.directory.Municipality;

/** Turns what residents write into appeals: a new one, or more on the one they have open. */
@Component
@Transactional
public class RegisteringAppeals {

  private final JdbcClient jdbc;
  private final Appeals appeals;
  private final Conversation conversation;
  private final ApplicationEventPublisher facts;

  RegisteringAppeals(
      JdbcClient jdbc,
      Appeals appeals,
      Conversation conversation,
      ApplicationEventPublisher facts) {
    this.jdbc = jdbc;
    this.appeals = appeals;
    this.conversation = conversation;
    this.facts = facts;
  }

  /**
   * The appeal a message went into.
   *
   * @param opened true when it is a new one
   */
  public record Taken(Appeal appeal, boolean opened) {}

  /** Takes a resident's message about medical care in a municipality. */
  public Taken take(Incoming.Message message, Municipality municipality) {
    var open = appeals.openOf(message.chat().channel(), message.sender().id(), municipality.id());
    if (open.isPresent()) {
      return continueWith(open.get().number(), message, municipality);
    }
    var number = register(message, municipality);
    conversation.residentWrote(number, message);
    var appeal = appeals.get(number);
    facts.publishEvent(new AppealFact.Registered(number, municipality.id(), appeal.calendarChat()));
    return new Taken(appeal, true);
  }

  private Taken continueWith(
      AppealNumber number, Incoming.Message message, Municipality municipality) {
    var appeal = appeals.lock(number);
    if (appeal.state() == Appeal.State.CLOSED) {
      // Closed between our look and our lock: what is written now is a matter of its own.
      return take(message, municipality);
    }
    if (!conversation.residentWrote(number, message)) {
      return new Taken(appeal, false);
    }
    follow(appeal, message);
    if (appeal.waitingSince() == null) {
      waitsAgain(number, message);
    }
    if (appeal.state() != Appeal.State.WAITING) {
      facts.publishEvent(new AppealFact.ResidentReplied(number));
    }
    return new Taken(appeals.get(number), false);
  }

  private AppealNumber register(Incoming.Message message, Municipality municipality) {
    var number = AppealNumber.of(municipality.regionCode(), nextIn(municipality.regionCode()));
    jdbc.sql(
            """
            insert into appeal (number, municipality_id, channel, resident_id, resident_name,
                                chat_id, thread_id, in_private, state, opened_at, waiting_since)
            values (:number, :municipality, :channel, :resident, :name,
                    :chat, :thread, :private, 'WAITING', :at, :at)
            """)
        .param("number", number.value())
        .param("municipality", municipality.id())
        .param("channel", message.chat().channel())
        .param("resident", message.sender().id())
        .param("name", message.sender().name())
        .param("chat", message.chat().id())
        .param("thread", message.chat().thread())
        .param("private", message.inPrivate())
        .param("at", Timestamp.from(message.at()))
        .update();
    return number;
  }

  /** Answers go to the topic in which the resident wrote last. */
  private void follow(Appeal appeal, Incoming.Message message) {
    if (appeal.chat().id().equals(message.chat().id()) && !appeal.chat().equals(message.chat())) {
      jdbc.sql("update appeal set thread_id = ? where number = ?")
          .params(message.chat().thread(), appeal.number().value())
          .update();
    }
  }

  private void waitsAgain(AppealNumber number, Incoming.Message message) {
    jdbc.sql("update appeal set state = 'WAITING', waiting_since = ? where number = ?")
        .params(Timestamp.from(message.at()), number.value())
        .update();
  }

  private long nextIn(String regionCode) {
    return jdbc.sql("select nextval('appeal_number_' || ?)")
        .param(regionCode)
        .query(Long.class)
        .single();
  }
}
