package ru.medchat.process;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.appeal.Appeal;
import ru.medchat.channel.Messenger;
import ru.medchat.channel.Outbox;
import ru.medchat.channel.Outgoing;
import ru.medchat.channel.UndeliveredMessages;
import ru.medchat.directory.Calendars;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Staff;
import ru.medchat.mail.LetterKind;
import ru.medchat.wording.Texts;

/**
 * Reminds the linked staff of an organisation in their messenger of what a letter says as well: in
 * private, with a number and a link and nothing else; never outside the organisation's hours, and
 * nobody who is absent or has left. Whom it can't reach, it leaves in peace: the letter is what
 * counts.
 */
@Component
class StaffNotices {

  private static final Logger log = LoggerFactory.getLogger(StaffNotices.class);

  private static final Set<String> TOLD =
      Set.of(LetterKind.REMINDER.template(), LetterKind.BREACH.template());

  private static final String KEY = "staff:";
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** What came in a night falls due together: that is one message, not forty. */
  private static final Duration GATHERS = Duration.ofSeconds(10);

  private static final int NUMBERS_NAMED = 10;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final TaskService tasks;
  private final Staff staff;
  private final Colleagues colleagues;
  private final Directory directory;
  private final Calendars calendars;
  private final Map<String, Messenger> messengers;
  private final Outbox outbox;
  private final UndeliveredMessages undelivered;
  private final AppealLetters letters;
  private final Texts texts;
  private final Clock clock;

  private volatile Instant clearedAt = Instant.MIN;

  StaffNotices(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      TaskService tasks,
      Staff staff,
      Colleagues colleagues,
      Directory directory,
      Calendars calendars,
      List<Messenger> messengers,
      Outbox outbox,
      UndeliveredMessages undelivered,
      AppealLetters letters,
      Texts texts,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.tasks = tasks;
    this.staff = staff;
    this.colleagues = colleagues;
    this.directory = directory;
    this.calendars = calendars;
    this.messengers =
        messengers.stream().collect(Collectors.toMap(Messenger::channel, Function.identity()));
    this.outbox = outbox;
    this.undelivered = undelivered;
    this.letters = letters;
    this.texts = texts;
    this.clock = clock;
  }

  private record Notice(
      long id, String organisationId, String number, String kind, @Nullable String taskId) {}

  /**
   * Notes that the staff of an organisation is to be told what a letter says, if that is one of the
   * pressing ones; once for each dedupe key.
   *
   * @param work null when the organisation has no task
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void post(
      String dedupeKey,
      String organisationId,
      String letter,
      Appeal appeal,
      AppealLetters.@Nullable Work work) {
    if (!TOLD.contains(letter)) {
      return;
    }
    var opening = calendars.of(directory.organisation(organisationId)).nextOpening(clock.instant());
    jdbc.sql(
            """
            insert into staff_notice
                   (dedupe_key, organisation_id, appeal_number, kind, task_id, not_before)
            values (:key, :organisation, :number, :kind, :task, :opening)
            on conflict (dedupe_key) do nothing
            """)
        .param("key", dedupeKey)
        .param("organisation", organisationId)
        .param("number", appeal.number().value())
        .param("kind", letter)
        .param("task", work == null ? null : work.taskId())
        .param("opening", Timestamp.from(opening))
        .update();
  }

  /**
   * Tells whoever is there what is due at the next organisation, all of a kind in one message;
   * false when nothing is due.
   */
  boolean tellNext() {
    var told =
        transaction.execute(
            tx -> {
              var due = takeNext();
              tell(due.stream().filter(this::isStillOpen).toList());
              return !due.isEmpty();
            });
    if (Boolean.TRUE.equals(told)) {
      return true;
    }
    clear();
    return false;
  }

  private List<Notice> takeNext() {
    Instant now = clock.instant();
    return jdbc
        .sql(
            """
            update staff_notice set told_at = :now
             where id in (select due.id from staff_notice due
                            join (select organisation_id, kind from staff_notice
                                   where told_at is null and not_before <= :gathered
                                   order by not_before, id limit 1) next
                           using (organisation_id, kind)
                           where due.told_at is null and due.not_before <= :now
                             for update of due skip locked)
            returning id, organisation_id, appeal_number, kind, task_id
            """)
        .param("now", Timestamp.from(now))
        .param("gathered", Timestamp.from(now.minus(GATHERS)))
        .query(
            (row, n) ->
                new Notice(
                    row.getLong("id"),
                    row.getString("organisation_id"),
                    row.getString("appeal_number"),
                    row.getString("kind"),
                    row.getString("task_id")))
        .list()
        .stream()
        .sorted(Comparator.comparingLong(Notice::id))
        .toList();
  }

  /** Meanwhile somebody may have answered. */
  private boolean isStillOpen(Notice notice) {
    return notice.taskId() == null
        || tasks.createTaskQuery().taskId(notice.taskId()).active().count() > 0;
  }

  private void tell(List<Notice> due) {
    if (due.isEmpty()) {
      return;
    }
    var first = due.get(0);
    String words = words(due);
    for (var person : staff.present(first.organisationId())) {
      var messenger = messengers.get(person.channel());
      if (messenger != null && stillWorks(person)) {
        outbox.post(
            new Outgoing(
                messenger.privateChat(person.userId()),
                "%s%d:%s:%s".formatted(KEY, first.id(), person.channel(), person.userId()),
                // About no appeal: what does not arrive here is nothing the resident misses.
                null,
                words,
                null,
                List.of()));
      }
    }
  }

  /** As far as is known: of many nobody has said which account is theirs. */
  private boolean stillWorks(Staff.Representative person) {
    String account = person.account();
    return account == null || colleagues.worksIn(Set.of(person.organisationId()), account);
  }

  private String words(List<Notice> due) {
    var first = due.get(0);
    String numbers =
        due.stream()
            .map(Notice::number)
            .distinct()
            .limit(NUMBERS_NAMED)
            .collect(Collectors.joining(", № "));
    long unnamed = due.stream().map(Notice::number).distinct().count() - NUMBERS_NAMED;
    if (unnamed > 0) {
      numbers = texts.text("staff.more", Map.of("numbers", numbers, "count", unnamed));
    }
    return due.size() == 1
        ? texts.text(
            "staff." + first.kind(),
            Map.of("number", numbers, "link", letters.link(first.taskId())))
        : texts.text(
            "staff.%s.several".formatted(first.kind()),
            Map.of("numbers", numbers, "link", letters.link(null)));
  }

  /** Nobody has to decide what becomes of a reminder that can't reach somebody. */
  private void clear() {
    Instant now = clock.instant();
    // The clock of the sandbox can go back.
    if (now.isBefore(clearedAt) || !now.isBefore(clearedAt.plus(PAUSE))) {
      int given = undelivered.setAsideUnreachable(KEY, "medchat", "Напоминание сотруднику");
      if (given > 0) {
        log.info("{} reminders did not reach the staff they were for", given);
      }
      clearedAt = now;
    }
  }
}
