package ru.medchat.appeal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;
import ru.medchat.directory.UnknownInDirectoryException;
import ru.medchat.wording.Moments;
import ru.medchat.wording.Texts;

/** Who handles an appeal, under which instruction, and when it ends. */
@Component
@Transactional
public class Handling {

  private final JdbcClient jdbc;
  private final Appeals appeals;
  private final Conversation conversation;
  private final Decisions decisions;
  private final Ratings ratings;
  private final Directory directory;
  private final PrivateTalk privateTalk;
  private final Texts texts;
  private final ApplicationEventPublisher facts;
  private final Clock clock;

  Handling(
      JdbcClient jdbc,
      Appeals appeals,
      Conversation conversation,
      Decisions decisions,
      Ratings ratings,
      Directory directory,
      PrivateTalk privateTalk,
      Texts texts,
      ApplicationEventPublisher facts,
      Clock clock) {
    this.jdbc = jdbc;
    this.appeals = appeals;
    this.conversation = conversation;
    this.decisions = decisions;
    this.ratings = ratings;
    this.directory = directory;
    this.privateTalk = privateTalk;
    this.texts = texts;
    this.facts = facts;
    this.clock = clock;
  }

  /**
   * Passes the appeal to another responding organisation of the region.
   *
   * @throws UnknownInDirectoryException when there is no such organisation
   * @throws IllegalArgumentException when it does not answer to residents of this region
   */
  public void redirect(AppealNumber number, String organisationId) {
    var appeal = appeals.lock(number);
    appeal.mustBeOpen();
    var organisation = directory.organisation(organisationId);
    String region = directory.municipality(appeal.municipalityId()).regionCode();
    if (organisation.kind() != Organisation.Kind.RESPONDER
        || !organisation.active()
        || !organisation.regionCode().equals(region)) {
      throw new IllegalArgumentException(
          "Обращение %s нельзя передать: %s не отвечает жителям этого региона."
              .formatted(number, organisation.name()));
    }
    jdbc.sql("update appeal set organisation_id = ? where number = ?")
        .params(organisation.id(), number.value())
        .update();
    conversation.happened(number, "redirected", Map.of("organisation", organisation.name()));
  }

  /** Returns the appeal to its organisation with the instruction decided last: a new limit. */
  public void instruct(AppealNumber number) {
    var appeal = appeals.lock(number);
    appeal.mustBeOpen();
    var decision = decisions.last(number);
    var now = Timestamp.from(clock.instant());
    jdbc.sql(
            """
            update appeal set instructed_at = ?, waiting_since = coalesce(waiting_since, ?)
             where number = ?
            """)
        .params(now, now, number.value())
        .update();
    conversation.happened(
        number, "instructed." + decision.decidedAs().name(), Map.of("text", decision.words()));
  }

  /** The instruction under which the appeal waits for an answer, in a sentence; empty without. */
  @Transactional(readOnly = true)
  public Optional<String> instructionFor(Appeal appeal) {
    return Optional.ofNullable(appeal.instructedAt())
        .filter(given -> given.equals(appeal.countFrom()))
        .flatMap(given -> decisions.lastWith(appeal.number(), given))
        .map(
            decision ->
                texts.text(
                    "history.instructed." + decision.decidedAs().name(),
                    Map.of("text", decision.words())));
  }

  /**
   * A change of the calendar has moved the answer limit.
   *
   * @param until when the answer is due now
   * @param reason why, as the administrator gave it
   */
  public void limitMoved(AppealNumber number, Instant until, String reason) {
    var appeal = appeals.lock(number);
    jdbc.sql("update appeal set promised_until = ? where number = ?")
        .params(Timestamp.from(until), number.value())
        .update();
    var zone = directory.municipality(appeal.municipalityId()).zone();
    conversation.happened(
        number, "limit-moved", Map.of("until", Moments.inWords(until, zone), "reason", reason));
  }

  /** Notes that the appeal has risen to the ministry or the chamber. */
  public void raised(AppealNumber number, Organisation.Kind level) {
    conversation.happened(number, "raised." + level.name(), Map.of());
  }

  /**
   * Notes a step of the work on the appeal.
   *
   * @param who as operators are to read it
   */
  public void worked(AppealNumber number, Step step, String task, String what, String who) {
    conversation.happened(number, "task." + step, Map.of("task", task, "what", what, "who", who));
  }

  /**
   * Notes that a task has left somebody who is absent.
   *
   * @param who is absent, as operators are to read it
   * @param back when they are back at work
   * @param deputy who has the task now, likewise; null when it is the group's again
   */
  public void handedOn(
      AppealNumber number, String task, String who, Instant back, @Nullable String deputy) {
    var zone = directory.municipality(appeals.get(number).municipalityId()).zone();
    conversation.happened(
        number,
        deputy == null ? "task.handed-back" : "task.handed-on",
        Map.of(
            "task",
            task,
            "who",
            who,
            "back",
            Moments.day(back, zone),
            "deputy",
            deputy == null ? "" : deputy));
  }

  /**
   * Notes that a task is the group's again because somebody no longer works there.
   *
   * @param who as operators are to read it
   */
  public void leftBy(AppealNumber number, String task, String who) {
    conversation.happened(number, "task.left-by", Map.of("task", task, "who", who));
  }

  /** What becomes of a task. */
  public enum Step {
    /** Given to a group. */
    given,
    /** Somebody works on it. */
    taken,
    /** Nobody works on it any more. */
    left,
    /** Finished. */
    done
  }

  /** What became of a letter to an organisation. */
  public enum Letter {
    sent,
    /** Goes out when the organisation opens. */
    waits,
    /** Stands in the next digest. */
    held,
    /** Not written: the organisation wants none. */
    unwanted,
    /** Not written, for want of an address. */
    unaddressed
  }

  /**
   * Notes that an organisation was to get a letter, and what became of that.
   *
   * @param step of the model, which says what for
   */
  public void wroteTo(AppealNumber number, String organisationId, String step, Letter letter) {
    conversation.happened(
        number,
        "letter." + letter,
        Map.of("step", step, "organisation", directory.organisation(organisationId).name()));
  }

  /** The resident needs no answer any more. */
  public void withdraw(AppealNumber number) {
    appeals.lock(number).mustBeOpen();
    facts.publishEvent(new AppealFact.Withdrawn(number));
  }

  /** Ends the appeal; the resident is told, except when it was none. */
  public void close(AppealNumber number, ClosingReason reason) {
    var appeal = appeals.lock(number);
    if (appeal.state() == Appeal.State.CLOSED) {
      return;
    }
    jdbc.sql(
            """
            update appeal set state = 'CLOSED', closed_at = ?, closed_because = ?,
                              waiting_since = null
             where number = ?
            """)
        .params(Timestamp.from(clock.instant()), reason.name(), number.value())
        .update();
    conversation.happened(number, "closed." + reason, Map.of());
    if (reason != ClosingReason.notAnAppeal) {
      String words = texts.text("closed." + reason, Map.of("number", number));
      privateTalk.follow(appeal, "closed:" + number, words, List.of());
    }
    if (reason == ClosingReason.done) {
      ratings.askStars(appeal);
    }
  }
}
