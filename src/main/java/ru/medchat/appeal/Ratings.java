package ru.medchat.appeal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What residents say about whether an answer helped. */
@Component
@Transactional
public class Ratings {

  private static final String PREFIX = "solved:";

  private final JdbcClient jdbc;
  private final Appeals appeals;
  private final ApplicationEventPublisher facts;

  Ratings(JdbcClient jdbc, Appeals appeals, ApplicationEventPublisher facts) {
    this.jdbc = jdbc;
    this.appeals = appeals;
    this.facts = facts;
  }

  /** What comes of a press. */
  public enum Result {
    TAKEN,
    /** Somebody else's appeal. */
    NOT_YOURS,
    /** Nothing to rate any more, or not yet again. */
    TOO_LATE
  }

  static String press(AppealNumber number, boolean solved) {
    return PREFIX + number + (solved ? ":yes" : ":no");
  }

  /** Takes the press of a rating button; empty when the button is none of ours. */
  public Optional<Result> rate(String pressed, String residentId, Instant at) {
    if (!pressed.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String[] parts = pressed.substring(PREFIX.length()).split(":", -1);
    return Optional.of(rate(AppealNumber.of(parts[0]), parts[1].equals("yes"), residentId, at));
  }

  private Result rate(AppealNumber number, boolean solved, String residentId, Instant at) {
    var appeal = appeals.lock(number);
    if (!appeal.residentId().equals(residentId)) {
      return Result.NOT_YOURS;
    }
    if (appeal.state() != Appeal.State.ANSWERED) {
      return Result.TOO_LATE;
    }
    jdbc.sql("insert into rating (appeal_number, solved, at) values (?, ?, ?)")
        .params(number.value(), solved, Timestamp.from(at))
        .update();
    if (!solved) {
      jdbc.sql("update appeal set state = 'WAITING', waiting_since = ? where number = ?")
          .params(Timestamp.from(at), number.value())
          .update();
    }
    facts.publishEvent(new AppealFact.Rated(number, solved));
    return Result.TAKEN;
  }
}
