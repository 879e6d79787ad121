package ru.medchat.appeal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.Incoming;
import ru.medchat.directory.Municipality;
import ru.medchat.wording.Moments;

/** Turns what residents write into appeals: a new one, or more on the one they have open. */
@Component
@Transactional
public class RegisteringAppeals {

  private final JdbcClient jdbc;
  private final Appeals appeals;
  private final Conversation conversation;
  private final Categories categories;
  private final ApplicationEventPublisher facts;

  RegisteringAppeals(
      JdbcClient jdbc,
      Appeals appeals,
      Conversation conversation,
      Categories categories,
      ApplicationEventPublisher facts) {
    this.jdbc = jdbc;
    this.appeals = appeals;
    this.conversation = conversation;
    this.categories = categories;
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
    var open =
        appeals.openOf(
            message.chat().channel(),
            message.sender().id(),
            municipality.id(),
            message.inPrivate());
    if (open.isPresent()) {
      return goOnWith(open.get(), message, municipality);
    }
    var appeal = register(message, municipality);
    conversation.residentWrote(appeal.number(), message);
    conversation.happened(
        appeal.number(),
        "registered",
        Map.of("at", Moments.inWords(message.at(), municipality.zone())));
    if (appeal.emergency()) {
      conversation.happened(appeal.number(), "emergency", Map.of());
    }
    return opened(appeal);
  }

  private Taken opened(Appeal appeal) {
    facts.publishEvent(
        new AppealFact.Registered(appeal.number(), appeal.municipalityId(), appeal.calendarChat()));
    return new Taken(appeal, true);
  }

  /**
   * Takes back that an appeal was none: it goes on under the number its resident knows, as if it
   * had never been closed. When the resident has another one open by now, that one takes its
   * messages.
   *
   * @param who decides so, as operators are to read it
   * @return empty when the appeal was not closed as being none
   */
  Optional<Taken> takeBack(AppealNumber number, String who) {
    var closed = appeals.lock(number);
    var since = firstUnanswered(number);
    if (since.isEmpty()) {
      return Optional.empty();
    }
    var open =
        appeals.openOf(
            closed.chat().channel(),
            closed.residentId(),
            closed.municipalityId(),
            closed.inPrivate());
    if (open.isPresent()) {
      var appeal = appeals.lock(open.get().number());
      return appeal.state() == Appeal.State.CLOSED
          ? takeBack(number, who) // Closed between our look and our lock.
          : Optional.of(moveTo(appeal, closed, since.get(), who));
    }
    jdbc.sql(
            """
            update appeal set state = 'WAITING', waiting_since = ?, closed_at = null,
                              closed_because = null
             where number = ?
            """)
        .params(since.get(), number.value())
        .update();
    conversation.happened(number, "taken-back", Map.of("who", who));
    return Optional.of(opened(appeals.get(number)));
  }

  /** The resident's first message that nobody answered before the appeal was closed as none. */
  private Optional<Timestamp> firstUnanswered(AppealNumber number) {
    return jdbc.sql(
            """
            select m.at from message m join appeal a on a.number = m.appeal_number
             where a.number = ? and a.closed_because = 'notAnAppeal' and m.author = 'RESIDENT'
             order by exists (select 1 from message answer
                               where answer.appeal_number = a.number and answer.at >= m.at
                                 and answer.author not in ('RESIDENT', 'BOT')),
                      m.at
             limit 1
            """)
        .param(number.value())
        .query(Timestamp.class)
        .optional();
  }

  private Taken moveTo(Appeal open, Appeal closed, Timestamp since, String who) {
    jdbc.sql("update message set appeal_number = ? where appeal_number = ? and author = 'RESIDENT'")
        .params(open.number().value(), closed.number().value())
        .update();
    conversation.happened(open.number(), "taken-back", Map.of("who", who));
    goOn(open, since.toInstant());
    return new Taken(appeals.get(open.number()), false);
  }

  /**
   * Takes a part of an album that comes after the others were taken: it stands beside them, and
   * changes nothing else.
   *
   * @return false when nothing of this album is in an appeal
   */
  public boolean continueAlbum(Incoming.Message message) {
    return conversation.addToAlbum(message);
  }

  /**
   * Takes what a resident says to an appeal of theirs, wherever they say it.
   *
   * @param municipality where it belongs, should that appeal be closed by now
   */
  public Taken goOnWith(Appeal open, Incoming.Message message, Municipality municipality) {
    var number = open.number();
    var appeal = appeals.lock(number);
    if (appeal.state() == Appeal.State.CLOSED) {
      // Closed between our look and our lock: what is written now is a matter of its own.
      return take(message, municipality);
    }
    if (!conversation.residentWrote(number, message)) {
      return new Taken(appeal, false);
    }
    noteEmergency(number, message);
    follow(appeal, message);
    goOn(appeal, message.at());
    return new Taken(appeals.get(number), false);
  }

  private Appeal register(Incoming.Message message, Municipality municipality) {
    var number = AppealNumber.of(municipality.regionCode(), nextIn(municipality.regionCode()));
    return jdbc.sql(
            """
            insert into appeal as a (number, municipality_id, channel, resident_id, resident_name,
                                     chat_id, thread_id, in_private, state, opened_at,
                                     waiting_since, emergency)
            values (:number, :municipality, :channel, :resident, :name,
                    :chat, :thread, :private, 'WAITING', :at, :at, :emergency)
            returning
            """
                + Appeals.COLUMNS)
        .param("number", number.value())
        .param("municipality", municipality.id())
        .param("channel", message.chat().channel())
        .param("resident", message.sender().id())
        .param("name", message.sender().name())
        .param("chat", message.chat().id())
        .param("thread", message.chat().thread())
        .param("private", message.inPrivate())
        .param("at", Timestamp.from(message.at()))
        .param("emergency", categories.isEmergency(message.text()))
        .query(Appeals::appeal)
        .single();
  }

  /** The resident is told at once whom to call, see the intake; this is for the operator. */
  private void noteEmergency(AppealNumber number, Incoming.Message message) {
    if (!categories.isEmergency(message.text())) {
      return;
    }
    int marked =
        jdbc.sql("update appeal set emergency = true where number = ? and not emergency")
            .param(number.value())
            .update();
    if (marked > 0) {
      conversation.happened(number, "emergency", Map.of());
    }
  }

  /** Answers go to the topic in which the resident wrote last. */
  private void follow(Appeal appeal, Incoming.Message message) {
    if (appeal.chat().id().equals(message.chat().id()) && !appeal.chat().equals(message.chat())) {
      jdbc.sql("update appeal set thread_id = ? where number = ?")
          .params(message.chat().thread(), appeal.number().value())
          .update();
    }
  }

  /** The resident waits, if not already, and an answered appeal is handled anew. */
  private void goOn(Appeal appeal, Instant since) {
    if (appeal.waitingSince() == null) {
      jdbc.sql("update appeal set state = 'WAITING', waiting_since = ? where number = ?")
          .params(Timestamp.from(since), appeal.number().value())
          .update();
    }
    if (appeal.state() != Appeal.State.WAITING) {
      conversation.happened(appeal.number(), "goes-on." + appeal.state(), Map.of());
      facts.publishEvent(new AppealFact.ResidentReplied(appeal.number()));
    }
  }

  private long nextIn(String regionCode) {
    return jdbc.sql("select nextval('appeal_number_' || ?)")
        .param(regionCode)
        .query(Long.class)
        .single();
  }
}
