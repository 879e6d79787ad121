package ru.medchat.appeal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.directory.Organisation;

/** What operators write, first as a draft, then as the words of a decision. */
@Component
@Transactional
public class Decisions {

  /** The most a messenger takes in one message. */
  public static final int LONGEST_TEXT = 4096;

  private static final String DECISIONS =
      "select task_id, outcome, text, decided_by, decided_as, decided_at, in_private from decision ";

  private final JdbcClient jdbc;
  private final HeldTexts held;
  private final Discretion discretion;
  private final Clock clock;

  Decisions(JdbcClient jdbc, HeldTexts held, Discretion discretion, Clock clock) {
    this.jdbc = jdbc;
    this.held = held;
    this.discretion = discretion;
    this.clock = clock;
  }

  /** What becomes of the words of a decision. */
  public enum Words {
    NONE,
    /** They stay among those who handle the appeal. */
    INTERNAL,
    TO_RESIDENT
  }

  /** Keeps what an operator has written so far; too long a text is kept as well. */
  public void saveDraft(AppealNumber number, String author, String text) {
    saveDraft(number, author, text, null);
  }

  /**
   * Keeps what an operator has written so far, and where it is to go.
   *
   * @param inPrivate as the operator has chosen; null leaves it as it was
   */
  public void saveDraft(
      AppealNumber number, String author, String text, @Nullable Boolean inPrivate) {
    jdbc.sql(
            """
            insert into draft (appeal_number, author, text, in_private, saved_at)
            values (:number, :author, :text, :private, :at)
            on conflict (appeal_number, author)
              do update set text = excluded.text, saved_at = excluded.saved_at,
                            in_private = coalesce(excluded.in_private, draft.in_private)
            """)
        .param("number", number.value())
        .param("author", author)
        .param("text", text)
        .param("private", inPrivate, Types.BOOLEAN)
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  @Transactional(readOnly = true)
  public Optional<String> draftOf(AppealNumber number, String author) {
    return jdbc.sql("select text from draft where appeal_number = ? and author = ?")
        .params(number.value(), author)
        .query(String.class)
        .optional();
  }

  /**
   * Whether what an operator writes is to go to the resident's private chat: as the operator has
   * chosen, else as it is safe.
   */
  @Transactional(readOnly = true)
  public boolean inPrivate(AppealNumber number, String author) {
    return discretion.inPrivate(
        number,
        jdbc.sql("select in_private from draft where appeal_number = ? and author = ?")
            .params(number.value(), author)
            .query((row, n) -> Optional.ofNullable(row.getObject(1, Boolean.class)))
            .optional()
            .flatMap(Function.identity())
            .orElse(null));
  }

  /**
   * Decides a task. When the outcome asks for words, the operator's draft becomes them, or the
   * colleague's text that the operator has just confirmed; that one stays the colleague's decision.
   *
   * @throws UnfitTextException when words are asked for, and the draft is empty or too long
   * @throws SoundsLikeAdviceException when they go to the resident and nobody has confirmed them
   * @throws PersonalDataInGroupException when they go to a group and must not
   */
  public void decide(
      AppealNumber number,
      String taskId,
      String outcome,
      Words words,
      String operator,
      Organisation.Kind as) {
    var confirmed = held.forDecision(taskId, outcome, operator);
    String author = confirmed.map(HeldText::heldBy).orElse(operator);
    boolean inPrivate =
        words == Words.TO_RESIDENT
            && confirmed.map(HeldText::inPrivate).orElseGet(() -> inPrivate(number, operator));
    String text =
        words == Words.NONE
            ? null
            : confirmed
                .map(held -> discretion.check(number, held.text(), inPrivate))
                .orElseGet(
                    () -> check(number, draftOf(number, operator).orElse(""), words, inPrivate));
    jdbc.sql(
            """
            insert into decision (task_id, appeal_number, outcome, text,
                                  decided_by, decided_as, decided_at, in_private)
            values (:task, :number, :outcome, :text, :by, :as, :at, :private)
            """)
        .param("task", taskId)
        .param("number", number.value())
        .param("outcome", outcome)
        .param("text", text)
        .param("by", author)
        .param("as", stored(confirmed.map(HeldText::heldAs).orElse(as)))
        .param("at", Timestamp.from(clock.instant()))
        .param("private", inPrivate)
        .update();
    if (words != Words.NONE) {
      jdbc.sql("delete from draft where appeal_number = ? and author = ?")
          .params(number.value(), author)
          .update();
    }
  }

  /**
   * The decision made last.
   *
   * @throws NoSuchElementException when nobody has decided anything
   */
  Decision last(AppealNumber number) {
    return findLast(number)
        .orElseThrow(() -> new NoSuchElementException("Nobody has decided appeal " + number));
  }

  Optional<Decision> findLast(AppealNumber number) {
    return jdbc.sql(DECISIONS + "where appeal_number = ? order by id desc limit 1")
        .param(number.value())
        .query(Decisions::decision)
        .optional();
  }

  /** The last decision with words that was made until then. */
  Optional<Decision> lastWith(AppealNumber number, Instant until) {
    return jdbc.sql(
            DECISIONS
                + """
                where appeal_number = ? and text is not null and decided_at <= ?
                order by id desc limit 1
                """)
        .params(number.value(), Timestamp.from(until))
        .query(Decisions::decision)
        .optional();
  }

  /** The decision that finished a task; empty when it was finished without one, or not at all. */
  @Transactional(readOnly = true)
  public Optional<Decision> ofTask(String taskId) {
    return jdbc.sql(DECISIONS + "where task_id = ?")
        .param(taskId)
        .query(Decisions::decision)
        .optional();
  }

  /**
   * Checks whether a text could be the words of a decision.
   *
   * @return the text without the space around it
   * @throws UnfitTextException when it is empty or too long
   * @throws PersonalDataInGroupException when it would go to a group and must not
   * @throws SoundsLikeAdviceException when it would go to the resident and needs a second person
   */
  public String check(AppealNumber number, String text, Words use, boolean inPrivate) {
    String words = wordsIn(text);
    if (use == Words.TO_RESIDENT) {
      discretion.check(number, words, inPrivate);
      held.check(words);
    }
    return words;
  }

  static String wordsIn(String text) {
    String words = text.strip();
    if (words.isEmpty()) {
      throw UnfitTextException.empty();
    }
    if (words.length() > LONGEST_TEXT) {
      throw UnfitTextException.tooLong(words.length(), LONGEST_TEXT);
    }
    return words;
  }

  private static Decision decision(ResultSet row, int n) throws SQLException {
    return new Decision(
        row.getString("task_id"),
        row.getString("outcome"),
        row.getString("text"),
        row.getString("decided_by"),
        kind(row.getString("decided_as")),
        row.getTimestamp("decided_at").toInstant(),
        row.getBoolean("in_private"));
  }

  private static String stored(Organisation.Kind kind) {
    return kind == Organisation.Kind.RESPONDER ? "ORGANISATION" : kind.name();
  }

  private static Organisation.Kind kind(String stored) {
    return stored.equals("ORGANISATION")
        ? Organisation.Kind.RESPONDER
        : Organisation.Kind.valueOf(stored);
  }
}
