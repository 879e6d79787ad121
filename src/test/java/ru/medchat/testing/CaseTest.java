package ru.medchat.testing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.joda.time.DateTimeUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Decisions;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Sender;
import ru.medchat.directory.Directory;
import ru.medchat.intake.Intake;
import ru.medchat.loop.WorkLoop;

/**
 * The case on the real engine and the real PostgreSQL, without a messenger: what residents and
 * staff do goes straight into the intake, what they are told is read from the outbox, and jobs run
 * when the test's clock says so.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.MOCK,
    properties = {
      "medchat.sandbox.enabled=false",
      "medchat.admin-password=a-password-of-tests",
      "medchat.telegram.token=1:tests",
      "medchat.telegram.updates=off",
      "medchat.telegram.api-url=http://127.0.0.1:9",
      "spring.mail.host=localhost",
      "camunda.bpm.job-execution.enabled=false",
      "camunda.bpm.eventing.execution=true"
    })
@Import(CaseTest.Clocks.class)
public abstract class CaseTest {

  private static final String CHANNEL = "telegram";
  private static final AtomicLong ids = new AtomicLong(1000);
  private static final String DATABASE = TestPostgres.newDatabase();

  @Autowired protected TestClock clock;
  @Autowired protected JdbcClient jdbc;
  @Autowired protected Intake intake;
  @Autowired protected Directory directory;
  @Autowired protected Decisions decisions;
  @Autowired protected TransactionTemplate transaction;
  @Autowired protected TaskService tasks;
  @Autowired protected RuntimeService runtime;
  @Autowired protected ManagementService management;
  @Autowired protected IdentityService identity;
  @Autowired protected RepositoryService repository;
  @Autowired protected HistoryService history;
  @Autowired protected ApplicationEventPublisher events;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", () -> DATABASE);
    properties.add("spring.datasource.username", () -> "postgres");
  }

  @TestConfiguration
  static class Clocks {
    @Bean
    TestClock clock() {
      return new TestClock();
    }

    @Bean
    ModelCoverage.Walked walked() {
      return new ModelCoverage.Walked();
    }
  }

  /** Else the limits of other classes' appeals would fall due in this one's time. */
  @BeforeAll
  static void whatOthersLeftOpenStandsStill(@Autowired ManagementService management) {
    management.updateJobSuspensionState().byProcessDefinitionKey("appeal").suspend();
  }

  @BeforeEach
  void nothingMovesByItself(@Autowired List<WorkLoop> loops) {
    loops.forEach(WorkLoop::stop);
    // The engine's clock is one for the whole JVM: the context started last has taken it.
    DateTimeUtils.setCurrentMillisProvider(clock::millis);
  }

  /** A resident nobody has met before, in the group of a municipality. */
  protected Resident resident(String municipality) {
    return new Resident(groupOf(municipality), Long.toString(ids.incrementAndGet()));
  }

  private ChatRef groupOf(String municipality) {
    var found =
        directory.municipalities().stream()
            .filter(each -> each.name().equals(municipality))
            .findFirst()
            .orElseThrow();
    jdbc.sql(
            """
            insert into chat (channel, chat_id, municipality_id, title)
            values (?, ?, ?, ?) on conflict do nothing
            """)
        .params(CHANNEL, "-100" + found.id(), found.id(), "Медчат " + municipality)
        .update();
    return new ChatRef(CHANNEL, "-100" + found.id());
  }

  /** Lets time pass up to a moment, running what falls due on the way at its own due time. */
  protected void timeReaches(String moment) {
    var goal = OffsetDateTime.parse(moment).toInstant();
    while (true) {
      var next =
          management
              .createJobQuery()
              .active()
              .withRetriesLeft()
              .duedateLowerThan(Date.from(goal.plusMillis(1)))
              .orderByJobDuedate()
              .asc()
              .listPage(0, 10)
              .stream()
              // The engine's cleaning up after itself comes again at the same instant for ever.
              .filter(job -> job.getProcessDefinitionId() != null)
              .findFirst();
      if (next.isEmpty()) {
        break;
      }
      Job job = next.get();
      if (job.getDuedate().toInstant().isAfter(clock.instant())) {
        clock.standAt(job.getDuedate().toInstant().toString());
      }
      management.executeJob(job.getId());
    }
    clock.standAt(moment);
  }

  protected void nowIs(String moment) {
    timeReaches(moment);
  }

  /** Runs what waits for no time at all. */
  private void settle() {
    timeReaches(clock.instant().toString());
  }

  /** The model by which new appeals go, to look at or to change. */
  protected BpmnModelInstance newestModel() {
    return newestModel(repository).clone();
  }

  static BpmnModelInstance newestModel(RepositoryService repository) {
    return repository.getBpmnModelInstance(
        repository
            .createProcessDefinitionQuery()
            .processDefinitionKey("appeal")
            .latestVersion()
            .singleResult()
            .getId());
  }

  protected List<Task> tasksOf(AppealNumber appeal) {
    return tasks.createTaskQuery().processInstanceBusinessKey(appeal.value()).list();
  }

  protected List<String> stepsOf(AppealNumber appeal) {
    return tasksOf(appeal).stream().map(Task::getTaskDefinitionKey).sorted().toList();
  }

  protected Task task(String step, AppealNumber appeal) {
    return tasksOf(appeal).stream()
        .filter(task -> task.getTaskDefinitionKey().equals(step))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No task " + step + " of " + appeal));
  }

  /** An operator of a group writes and chooses an outcome, as the form does. */
  protected void decide(
      String group, String step, AppealNumber appeal, String outcome, String text) {
    decisions.saveDraft(appeal, operatorOf(group), text);
    complete(group, step, appeal, Map.of("outcome", outcome));
  }

  /** An operator of a group completes a task, with no more rights than such an operator has. */
  protected void complete(
      String group, String step, AppealNumber appeal, Map<String, Object> variables) {
    String id = task(step, appeal).getId();
    identity.setAuthentication(operatorOf(group), List.of(group));
    try {
      tasks.complete(id, variables);
    } finally {
      identity.clearAuthentication();
    }
    settle();
  }

  protected static String operatorOf(String group) {
    return "operator-of-" + group;
  }

  /** What the buttons under the newest message about an appeal send back. */
  protected List<String> buttonsAbout(AppealNumber appeal) {
    return jdbc.sql(
            """
            select button ->> 'data'
              from (select body from outbox where appeal_number = ? order by id desc limit 1) last,
                   jsonb_array_elements(last.body -> 'buttons') line,
                   jsonb_array_elements(line) button
            """)
        .param(appeal.value())
        .query(String.class)
        .list();
  }

  /** What was posted to the chat of an appeal, in order. */
  protected List<String> saidAbout(AppealNumber appeal) {
    return jdbc.sql("select body ->> 'text' from outbox where appeal_number = ? order by id")
        .param(appeal.value())
        .query(String.class)
        .list();
  }

  /** What happened to an appeal, as operators read it, in order. */
  protected List<String> historyOf(AppealNumber appeal) {
    return jdbc.sql("select line from history where appeal_number = ? order by id")
        .param(appeal.value())
        .query(String.class)
        .list();
  }

  protected String stateOf(AppealNumber appeal) {
    return jdbc.sql("select state from appeal where number = ?")
        .param(appeal.value())
        .query(String.class)
        .single();
  }

  /** Somebody who writes. */
  protected final class Resident {

    private final ChatRef chat;
    private final String id;

    private Resident(ChatRef chat, String id) {
      this.chat = chat;
      this.id = id;
    }

    /** Writes to the group; returns the appeal that the message is part of. */
    public AppealNumber writes(String text, String moment) {
      nowIs(moment);
      return wroteAt(text, moment);
    }

    /** Wrote a message that we take in only now. */
    public AppealNumber wroteAt(String text, String moment) {
      String messageId = send(text, OffsetDateTime.parse(moment).toInstant());
      return AppealNumber.of(
          jdbc.sql("select appeal_number from message where chat_id = ? and message_id = ?")
              .params(chat.id(), messageId)
              .query(String.class)
              .single());
    }

    public void commands(String command) {
      send(command, clock.instant());
    }

    private String send(String text, Instant at) {
      var message =
          new Incoming.Message(
              chat,
              false,
              new Sender(id, "Житель " + id, Sender.Kind.PERSON),
              at,
              Long.toString(ids.incrementAndGet()),
              text,
              List.of(),
              null,
              false,
              null);
      transaction.executeWithoutResult(tx -> intake.receive(message));
      settle();
      return message.messageId();
    }

    /** Presses the button under the question whether the problem is solved. */
    public String says(boolean solved, AppealNumber appeal) {
      return presses("solved:" + appeal + (solved ? ":yes" : ":no"));
    }

    /** Presses any button; returns what is shown at once. */
    public String presses(String data) {
      var press =
          new Incoming.Press(
              chat,
              false,
              new Sender(id, "Житель " + id, Sender.Kind.PERSON),
              clock.instant(),
              "1",
              data);
      var notice = Objects.requireNonNull(transaction.execute(tx -> intake.receive(press)));
      settle();
      return notice.orElse("");
    }

    public String id() {
      return id;
    }

    public ChatRef chat() {
      return chat;
    }
  }
}
