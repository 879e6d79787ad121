package ru.medchat.appeal;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.Button;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Outbox;
import ru.medchat.wording.Texts;

/** What residents say about whether an answer helped, and how good it was. */
@Component
@Transactional
public class Ratings {

  private static final Pattern SOLVED =
      Pattern.compile("solved:(\\d{2,3}-\\d{6,}):(yes|no)(?::(.+))?");
  private static final Pattern STARS = Pattern.compile("stars:(\\d{2,3}-\\d{6,}):([1-5])");
  private static final int MOST_STARS = 5;

  /** How long one may change one's mind about the stars. */
  private static final Duration CHANGEABLE_FOR = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final Appeals appeals;
  private final Conversation conversation;
  private final Decisions decisions;
  private final PrivateTalk privateTalk;
  private final Outbox outbox;
  private final Texts texts;
  private final ApplicationEventPublisher facts;

  Ratings(
      JdbcClient jdbc,
      Appeals appeals,
      Conversation conversation,
      Decisions decisions,
      PrivateTalk privateTalk,
      Outbox outbox,
      Texts texts,
      ApplicationEventPublisher facts) {
    this.jdbc = jdbc;
    this.appeals = appeals;
    this.conversation = conversation;
    this.decisions = decisions;
    this.privateTalk = privateTalk;
    this.outbox = outbox;
    this.texts = texts;
    this.facts = facts;
  }

  /** What comes of a press. */
  public enum Result {
    SOLVED,
    NOT_SOLVED,
    STARS,
    /** The stars stand for more than a day: they stay as they are. */
    STARS_FIXED,
    /** Somebody else's appeal. */
    NOT_YOURS,
    /** The question was about an earlier answer. */
    NEWER_ANSWER,
    /** Not solved, weeks later; the appeal told of is another one the resident has open. */
    OPEN_BESIDES,
    /** Nothing to say any more: how the appeal stands tells why. */
    OVER
  }

  /**
   * What to tell a person who pressed.
   *
   * @param stars as they stand now; 0 when the press was not about stars
   */
  public record Reply(Result result, Appeal appeal, int stars) {}

  /** The two buttons under the question whether the last decision solved the problem. */
  List<List<Button>> solvedButtons(AppealNumber number, Decision about) {
    // The decision tells this question from an earlier one about the same appeal.
    String press = "solved:%s:%s:" + about.taskId();
    return List.of(
        List.of(
            new Button(texts.text("rating.yes"), press.formatted(number, "yes")),
            new Button(texts.text("rating.no"), press.formatted(number, "no"))));
  }

  /** Asks how good the answer was: once for each appeal that has been answered. */
  void askStars(Appeal appeal) {
    if (!conversation.isAnswered(appeal.number())) {
      return;
    }
    String number = appeal.number().value();
    String words = texts.text("stars.ask", Map.of("number", number));
    privateTalk.follow(appeal, "stars:" + number, words, starButtons(appeal.number(), 0));
  }

  /** Takes the press of a rating button; empty when the button is none of ours. */
  public Optional<Reply> take(Incoming.Press press) {
    var solved = SOLVED.matcher(press.data());
    if (solved.matches()) {
      var appeal = lock(solved.group(1), press);
      return appeal.map(
          found -> solved(found, press, solved.group(2).equals("yes"), solved.group(3)));
    }
    var stars = STARS.matcher(press.data());
    if (stars.matches()) {
      var appeal = lock(stars.group(1), press);
      return appeal.map(found -> stars(found, press, Integer.parseInt(stars.group(2))));
    }
    return Optional.empty();
  }

  private Optional<Appeal> lock(String number, Incoming.Press press) {
    return appeals
        .find(AppealNumber.of(number))
        .filter(appeal -> appeal.chat().channel().equals(press.chat().channel()))
        .map(appeal -> appeals.lock(appeal.number()));
  }

  private Reply solved(
      Appeal appeal, Incoming.Press press, boolean solved, @Nullable String decision) {
    if (!isTheirs(appeal, press)) {
      return new Reply(Result.NOT_YOURS, appeal, 0);
    }
    changeButtons(press, List.of());
    // Whoever has said yes has said so, as often as they press.
    boolean weeksLater = isDone(appeal) && !saidLast(appeal.number(), true);
    if (appeal.state() != Appeal.State.ANSWERED && !weeksLater) {
      return new Reply(afterwards(appeal, solved), appeal, 0);
    }
    if (decision != null && !decision.equals(decisions.last(appeal.number()).taskId())) {
      return new Reply(Result.NEWER_ANSWER, appeal, 0);
    }
    if (weeksLater) {
      return weeksLater(appeal, solved, press.at());
    }
    record(appeal.number(), solved, press.at());
    if (!solved) {
      waitAgain(appeal.number(), press.at());
    }
    facts.publishEvent(new AppealFact.Rated(appeal.number(), solved));
    if (solved) {
      askStars(appeal);
    }
    return new Reply(solved ? Result.SOLVED : Result.NOT_SOLVED, appeal, 0);
  }

  /** Whether the appeal was closed because nothing more was to be done. */
  private boolean isDone(Appeal appeal) {
    return jdbc.sql("select closed_because is not distinct from ? from appeal where number = ?")
        .params(ClosingReason.done.name(), appeal.number().value())
        .query(Boolean.class)
        .single();
  }

  /**
   * Takes what is said only after the appeal was closed. Not solved, it is open again one level up,
   * unless its resident has another one open by now.
   */
  private Reply weeksLater(Appeal appeal, boolean solved, Instant at) {
    int timesBefore = timesUnsolved(appeal.number());
    if (!saidLast(appeal.number(), solved)) {
      record(appeal.number(), solved, at);
    }
    if (solved) {
      return new Reply(Result.SOLVED, appeal, 0);
    }
    var besides =
        appeals.openOf(
            appeal.chat().channel(),
            appeal.residentId(),
            appeal.municipalityId(),
            appeal.inPrivate());
    if (besides.isPresent()) {
      return new Reply(Result.OPEN_BESIDES, besides.get(), 0);
    }
    waitAgain(appeal.number(), at);
    facts.publishEvent(new AppealFact.ReopenedUnsolved(appeal.number(), timesBefore));
    return new Reply(Result.NOT_SOLVED, appeal, 0);
  }

  /** A second press of the same hears the same again; any other how the appeal stands. */
  private Result afterwards(Appeal appeal, boolean solved) {
    if (!saidLast(appeal.number(), solved)) {
      return Result.OVER;
    }
    return solved ? Result.SOLVED : Result.NOT_SOLVED;
  }

  private boolean saidLast(AppealNumber number, boolean solved) {
    return jdbc.sql(
            """
            select solved from rating
             where appeal_number = ? and solved is not null order by id desc limit 1
            """)
        .param(number.value())
        .query(Boolean.class)
        .optional()
        .filter(said -> said == solved)
        .isPresent();
  }

  private int timesUnsolved(AppealNumber number) {
    return jdbc.sql("select count(*) from rating where appeal_number = ? and not solved")
        .param(number.value())
        .query(Integer.class)
        .single();
  }

  private void record(AppealNumber number, boolean solved, Instant at) {
    jdbc.sql("insert into rating (appeal_number, solved, at) values (?, ?, ?)")
        .params(number.value(), solved, Timestamp.from(at))
        .update();
    conversation.happened(number, solved ? "rated.solved" : "rated.not-solved", Map.of());
  }

  private void waitAgain(AppealNumber number, Instant since) {
    jdbc.sql(
            """
            update appeal set state = 'WAITING', waiting_since = ?, closed_at = null,
                              closed_because = null
             where number = ?
            """)
        .params(Timestamp.from(since), number.value())
        .update();
  }

  private Reply stars(Appeal appeal, Incoming.Press press, int stars) {
    if (!isTheirs(appeal, press)) {
      return new Reply(Result.NOT_YOURS, appeal, 0);
    }
    int changed =
        jdbc.sql(
                """
            insert into rating (appeal_number, stars, at) values (:number, :stars, :at)
            on conflict (appeal_number) where stars is not null
              do update set stars = excluded.stars where rating.at > :changeable and rating.stars <> excluded.stars
            """)
            .param("number", appeal.number().value())
            .param("stars", stars)
            .param("at", Timestamp.from(press.at()))
            .param("changeable", Timestamp.from(press.at().minus(CHANGEABLE_FOR)))
            .update();
    if (changed > 0) {
      conversation.happened(appeal.number(), "rated.stars", Map.of("stars", stars));
    }
    int standing =
        jdbc.sql("select stars from rating where appeal_number = ? and stars is not null")
            .param(appeal.number().value())
            .query(Integer.class)
            .single();
    changeButtons(press, standing == stars ? starButtons(appeal.number(), stars) : List.of());
    return new Reply(standing == stars ? Result.STARS : Result.STARS_FIXED, appeal, standing);
  }

  private List<List<Button>> starButtons(AppealNumber number, int chosen) {
    return List.of(
        IntStream.rangeClosed(1, MOST_STARS)
            .mapToObj(
                stars ->
                    new Button(
                        texts.text(
                            stars == chosen ? "stars.chosen" : "stars.button",
                            Map.of("stars", stars)),
                        "stars:%s:%d".formatted(number, stars)))
            .toList());
  }

  private void changeButtons(Incoming.Press press, List<List<Button>> buttons) {
    String key =
        "buttons:%s:%s:%s:%s:%s"
            .formatted(
                press.chat().channel(),
                press.chat().id(),
                press.messageId(),
                press.data(),
                press.at());
    outbox.changeButtons(press.chat(), key, press.messageId(), buttons);
  }

  private static boolean isTheirs(Appeal appeal, Incoming.Press press) {
    return appeal.residentId().equals(press.sender().id());
  }
}
