package ru.medchat.appeal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.directory.Organisation;
import ru.medchat.guard.Advice;
import ru.medchat.guard.Finding;

/**
 * The rule of two: what sounds like medical advice goes to a resident only after somebody other
 * than its author has confirmed exactly these words.
 */
@Component
@Transactional
public class HeldTexts {

  private static final String HELD =
      """
      select id, appeal_number, task_id, outcome, text, findings, held_by, held_as, held_at,
             state, settled_by, note, in_private
        from held_text
      """;

  private final JdbcClient jdbc;
  private final Advice advice;
  private final Discretion discretion;
  private final Conversation conversation;
  private final ObjectMapper json;
  private final Clock clock;

  HeldTexts(
      JdbcClient jdbc,
      Advice advice,
      Discretion discretion,
      Conversation conversation,
      ObjectMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.advice = advice;
    this.discretion = discretion;
    this.conversation = conversation;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Somebody who writes or reads a message.
   *
   * @param name for the history
   */
  public record Person(String id, String name) {}

  /**
   * Checks that a text may go out without a second person.
   *
   * @throws SoundsLikeAdviceException when it may not
   */
  @Transactional(readOnly = true)
  public void check(String text) {
    var findings = advice.in(text);
    if (!findings.isEmpty()) {
      throw new SoundsLikeAdviceException(findings);
    }
  }

  /**
   * Lets a text wait for a second person, in place of an earlier one of the same author. Asking
   * again for the same changes nothing.
   *
   * @throws UnfitTextException when the text is empty or too long
   * @param inPrivate whether it is to go to the private chat of a resident who wrote in a group
   * @throws PersonalDataInGroupException when it would go to a group and must not
   * @throws ConfirmationException when it needs nobody, or a colleague's text waits already
   */
  public void hold(
      AppealNumber number,
      String taskId,
      String outcome,
      String text,
      Person author,
      Organisation.Kind as,
      boolean inPrivate) {
    String words = Decisions.wordsIn(text);
    discretion.check(number, words, inPrivate);
    var findings = advice.in(words);
    if (findings.isEmpty()) {
      throw new ConfirmationException(
          "Подтверждения для этого текста не нужно: отправьте его как обычно.");
    }
    var waiting =
        jdbc.sql(HELD + "where task_id = ? and state = 'WAITING' for update")
            .param(taskId)
            .query(this::held)
            .optional();
    if (waiting.isPresent()) {
      var earlier = waiting.get();
      if (!earlier.heldBy().equals(author.id())) {
        throw anotherWaits();
      }
      if (earlier.text().equals(words)
          && earlier.outcome().equals(outcome)
          && earlier.inPrivate() == inPrivate) {
        return;
      }
      replace(taskId, author.id());
    }
    int held =
        jdbc.sql(
                """
                insert into held_text (appeal_number, task_id, outcome, text, findings,
                                       held_by, held_as, held_at, in_private)
                values (:number, :task, :outcome, :text, :findings::jsonb, :by, :as, :at, :private)
                on conflict (task_id) where state = 'WAITING' do nothing
                """)
            .param("number", number.value())
            .param("task", taskId)
            .param("outcome", outcome)
            .param("text", words)
            .param("findings", written(findings))
            .param("by", author.id())
            .param("as", as.name())
            .param("at", Timestamp.from(clock.instant()))
            .param("private", inPrivate)
            .update();
    if (held == 0) {
      throw anotherWaits();
    }
    String reasons =
        findings.stream().map(Finding::reason).distinct().collect(Collectors.joining(", "));
    conversation.happened(number, "held", Map.of("who", author.name(), "reasons", reasons));
  }

  /**
   * Confirms that a text is no advice, for the decision that follows in the same transaction.
   *
   * @throws ConfirmationException when it waits no longer, or its author asks
   */
  public HeldText confirm(long id, String taskId, Person reader) {
    var text = settle(id, taskId, reader, HeldText.State.CONFIRMED, "");
    conversation.happened(text.number(), "held.confirmed", Map.of("who", reader.name()));
    return text;
  }

  /**
   * Gives a text back to its author.
   *
   * @throws ConfirmationException when it waits no longer, its author asks, or nothing is said
   */
  public HeldText giveBack(long id, String taskId, Person reader, String note) {
    String said = note.strip();
    if (said.isEmpty() || said.length() > Decisions.LONGEST_TEXT) {
      throw new ConfirmationException("Напишите коротко, что в тексте исправить.");
    }
    var text = settle(id, taskId, reader, HeldText.State.RETURNED, said);
    conversation.happened(
        text.number(), "held.returned", Map.of("who", reader.name(), "note", said));
    return text;
  }

  /** Withdraws what waits at a task that is withdrawn itself. */
  public void withdraw(String taskId) {
    jdbc.sql(
            """
            update held_text set state = 'WITHDRAWN', settled_at = ?
             where task_id = ? and state = 'WAITING'
            returning appeal_number
            """)
        .params(Timestamp.from(clock.instant()), taskId)
        .query(String.class)
        .optional()
        .map(AppealNumber::of)
        .ifPresent(number -> conversation.happened(number, "held.withdrawn", Map.of()));
  }

  /** What waits or was returned last at a task; empty when neither is so any more. */
  @Transactional(readOnly = true)
  public Optional<HeldText> at(String taskId) {
    return jdbc.sql(HELD + "where task_id = ? order by id desc limit 1")
        .param(taskId)
        .query(this::held)
        .optional()
        .filter(
            text ->
                text.state() == HeldText.State.WAITING || text.state() == HeldText.State.RETURNED);
  }

  /** At which of these tasks a text waits. */
  @Transactional(readOnly = true)
  public Set<String> waitingAt(Collection<String> taskIds) {
    return taskIds.isEmpty()
        ? Set.of()
        : Set.copyOf(
            jdbc.sql(
                    "select task_id from held_text where state = 'WAITING' and task_id in (:tasks)")
                .param("tasks", taskIds)
                .query(String.class)
                .list());
  }

  /** The text a reader has just confirmed for this decision; ends what waits otherwise. */
  Optional<HeldText> forDecision(String taskId, String outcome, String reader) {
    replace(taskId, reader);
    // Confirming and deciding are one transaction, so an open task has no confirmed text before.
    return jdbc.sql(
            HELD + "where task_id = ? and outcome = ? and settled_by = ? and state = 'CONFIRMED'")
        .params(taskId, outcome, reader)
        .query(this::held)
        .optional();
  }

  private void replace(String taskId, String by) {
    jdbc.sql(
            """
            update held_text set state = 'REPLACED', settled_by = ?, settled_at = ?
             where task_id = ? and state = 'WAITING'
            """)
        .params(by, Timestamp.from(clock.instant()), taskId)
        .update();
  }

  private HeldText settle(
      long id, String taskId, Person reader, HeldText.State state, String note) {
    var waiting =
        jdbc.sql(HELD + "where id = ? and task_id = ? and state = 'WAITING' for update")
            .params(id, taskId)
            .query(this::held)
            .optional()
            .orElseThrow(
                () ->
                    new ConfirmationException(
                        "Этот текст уже не ждёт подтверждения: его изменили, вернули или отправили."));
    if (waiting.heldBy().equals(reader.id())) {
      throw new ConfirmationException(
          "Свой текст подтвердить нельзя: его должен прочитать другой сотрудник.");
    }
    jdbc.sql(
            """
            update held_text set state = ?, settled_by = ?, settled_at = ?, note = nullif(?, '')
             where id = ?
            """)
        .params(state.name(), reader.id(), Timestamp.from(clock.instant()), note, id)
        .update();
    return waiting;
  }

  private static ConfirmationException anotherWaits() {
    return new ConfirmationException(
        "Подтверждения уже ждёт текст коллеги: подтвердите его или верните с замечанием.");
  }

  private String written(List<Finding> findings) {
    try {
      return json.writeValueAsString(findings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Findings can't be written", e);
    }
  }

  private HeldText held(ResultSet row, int n) throws SQLException {
    try {
      return new HeldText(
          row.getLong("id"),
          AppealNumber.of(row.getString("appeal_number")),
          row.getString("task_id"),
          row.getString("outcome"),
          row.getString("text"),
          json.readValue(row.getString("findings"), new TypeReference<List<Finding>>() {}),
          row.getString("held_by"),
          Organisation.Kind.valueOf(row.getString("held_as")),
          row.getTimestamp("held_at").toInstant(),
          HeldText.State.valueOf(row.getString("state")),
          row.getString("settled_by"),
          row.getString("note"),
          row.getBoolean("in_private"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Findings can't be read: " + row.getLong("id"), e);
    }
  }
}
