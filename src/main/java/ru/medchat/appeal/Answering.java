package ru.medchat.appeal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Outbox;
import ru.medchat.channel.Outgoing;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;
import ru.medchat.wording.Texts;

/** What is said back to a resident: answers, questions, refusals. Each stops the clock. */
@Component
@Transactional
public class Answering {

  private final JdbcClient jdbc;
  private final Appeals appeals;
  private final Conversation conversation;
  private final Decisions decisions;
  private final Ratings ratings;
  private final Breaches breaches;
  private final PrivateTalk privateTalk;
  private final Directory directory;
  private final Outbox outbox;
  private final Texts texts;
  private final ApplicationEventPublisher facts;
  private final Clock clock;

  Answering(
      JdbcClient jdbc,
      Appeals appeals,
      Conversation conversation,
      Decisions decisions,
      Ratings ratings,
      Breaches breaches,
      PrivateTalk privateTalk,
      Directory directory,
      Outbox outbox,
      Texts texts,
      ApplicationEventPublisher facts,
      Clock clock) {
    this.jdbc = jdbc;
    this.appeals = appeals;
    this.conversation = conversation;
    this.decisions = decisions;
    this.ratings = ratings;
    this.breaches = breaches;
    this.privateTalk = privateTalk;
    this.directory = directory;
    this.outbox = outbox;
    this.texts = texts;
    this.facts = facts;
    this.clock = clock;
  }

  /** Sends the resident the answer that was decided last. */
  public void deliverAnswer(AppealNumber number) {
    sayDecision(number, "answer", Appeal.State.ANSWERED);
  }

  /** Sends the resident the question that was decided last. */
  public void askResident(AppealNumber number) {
    sayDecision(number, "question", Appeal.State.ASKED);
  }

  /**
   * Tells the resident something that a manager has put down in the texts.
   *
   * @param text the name of the text
   */
  public void tell(AppealNumber number, String text) {
    var appeal = appeals.lock(number);
    appeal.mustBeOpen();
    String words = texts.text("tell." + text, Map.of("number", number));
    String key = "tell:%s:%s:%s".formatted(text, number, decisions.last(number).taskId());
    post(appeal, words, key);
    conversation.weSaid(
        appeal, appeal.chat(), Conversation.Author.BOT, texts.text("bot.name"), words, key);
    nobodyWaits(appeal, Appeal.State.ANSWERED, clock.instant());
  }

  /** Asks the resident whether the problem is solved. */
  public void askRating(AppealNumber number) {
    var appeal = appeals.lock(number);
    appeal.mustBeOpen();
    var decision = decisions.last(number);
    String words = texts.text("rating.ask", Map.of("number", number));
    String key = "rating:%s:%s".formatted(number, decision.taskId());
    privateTalk.follow(appeal, key, words, ratings.solvedButtons(number, decision));
    nobodyWaits(appeal, Appeal.State.ANSWERED, clock.instant());
  }

  /** A representative replied to the resident in the chat itself. */
  public void repliedInChat(AppealNumber number, Incoming.Message reply) {
    var appeal = appeals.lock(number);
    if (conversation.staffWrote(number, reply) && appeal.state() == Appeal.State.WAITING) {
      facts.publishEvent(new AppealFact.RepliedInChat(number, reply.sender().name(), reply.at()));
    }
  }

  /** A reply in the chat was the answer that the appeal waited for. */
  public void answeredInChat(AppealFact.RepliedInChat reply) {
    var appeal = appeals.lock(reply.number());
    conversation.happened(
        reply.number(), "answered-in-chat", Map.of("representative", reply.representative()));
    nobodyWaits(appeal, Appeal.State.WAITING, reply.at());
  }

  private void sayDecision(AppealNumber number, String what, Appeal.State next) {
    var appeal = appeals.lock(number);
    appeal.mustBeOpen();
    var decision = decisions.last(number);
    String speaker = speaker(appeal, decision.decidedAs());
    String words =
        texts.text(
            what, Map.of("number", number, "organisation", speaker, "text", decision.words()));
    String key = "%s:%s".formatted(what, decision.taskId());
    var posted =
        decision.inPrivate() ? privateTalk.say(appeal, what, key, words) : post(appeal, words, key);
    conversation.weSaid(
        appeal,
        posted.chat(),
        author(decision.decidedAs()),
        speaker,
        decision.words(),
        posted.outboxKey());
    nobodyWaits(appeal, next, clock.instant());
  }

  private PrivateTalk.Posted post(Appeal appeal, String words, String key) {
    outbox.post(
        new Outgoing(
            appeal.chat(),
            key,
            appeal.number().value(),
            words,
            conversation.lastOfResident(appeal.number(), appeal.chat()),
            List.of()));
    return new PrivateTalk.Posted(appeal.chat(), key);
  }

  private void nobodyWaits(Appeal appeal, Appeal.State state, Instant answeredAt) {
    jdbc.sql("update appeal set state = ?, waiting_since = null where number = ?")
        .params(state.name(), appeal.number().value())
        .update();
    breaches.answered(appeal, answeredAt);
  }

  private String speaker(Appeal appeal, Organisation.Kind as) {
    String region = directory.municipality(appeal.municipalityId()).regionCode();
    return switch (as) {
      case MINISTRY -> directory.ministryOf(region).name();
      case CHAMBER -> directory.chamberOf(region).name();
      case RESPONDER -> {
        String organisation = appeal.organisationId();
        yield organisation == null
            ? directory.ministryOf(region).name()
            : directory.organisation(organisation).name();
      }
    };
  }

  private static Conversation.Author author(Organisation.Kind as) {
    return switch (as) {
      case RESPONDER -> Conversation.Author.ORGANISATION;
      case MINISTRY -> Conversation.Author.MINISTRY;
      case CHAMBER -> Conversation.Author.CHAMBER;
    };
  }
}
