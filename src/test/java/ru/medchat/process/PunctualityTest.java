package ru.medchat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import ru.medchat.MedchatApplication;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Sender;
import ru.medchat.loop.WorkLoop;
import ru.medchat.testing.CaseTest;
import ru.medchat.testing.TestClock;

/**
 * The appeals of a night all fall due at ten. Here jobs run by themselves, at whole nodes of their
 * own on the database of the test.
 */
class PunctualityTest extends CaseTest {

  private static final int LIMITS = 300;
  private static final String TEN = "2026-11-03T10:00:00+03:00";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final List<String> PLACES =
      List.of(
          "Боковский район",
          "Верхнедонской район",
          "Веселовский район",
          "Егорлыкский район",
          "Заветинский район",
          "Зимовниковский район");

  private static final List<ConfigurableApplicationContext> nodes = new ArrayList<>();

  private static int messages = 5_000_000;

  @BeforeAll
  static void twoNodes(
      @Autowired TestClock clock, @Value("${spring.datasource.url}") String database) {
    for (int node = 0; node < 2; node++) {
      var started =
          new SpringApplicationBuilder(MedchatApplication.class)
              .initializers(starting -> starting.getBeanFactory().registerSingleton("clock", clock))
              .run(
                  "--spring.datasource.url=" + database,
                  "--spring.datasource.username=postgres",
                  "--medchat.sandbox.enabled=false",
                  "--medchat.admin-password=a-password-of-tests",
                  "--medchat.telegram.token=1:tests",
                  "--medchat.telegram.updates=off",
                  "--medchat.telegram.api-url=http://127.0.0.1:9",
                  "--spring.mail.host=localhost",
                  "--spring.jmx.enabled=false",
                  "--server.port=0");
      started.getBeansOfType(WorkLoop.class).values().forEach(WorkLoop::stop);
      started.getBean(JobExecutor.class).shutdown();
      nodes.add(started);
    }
  }

  @AfterAll
  static void theNodesEnd() {
    nodes.forEach(ConfigurableApplicationContext::close);
  }

  @Test
  void each_limit_of_a_night_is_breached_once_and_at_ten() {
    breachedOnceAndAtTen(nodes.subList(0, 1));
  }

  @Test
  void two_nodes_breach_each_limit_of_a_night_once_and_at_ten() {
    breachedOnceAndAtTen(nodes);
  }

  private void breachedOnceAndAtTen(List<ConfigurableApplicationContext> working) {
    var executors = working.stream().map(node -> node.getBean(JobExecutor.class)).toList();
    clock.standAt("2026-11-02T20:30:00+03:00");
    var appeals = IntStream.range(0, LIMITS).mapToObj(this::written).toList();
    executors.forEach(JobExecutor::start);
    try {
      await().atMost(PATIENCE).until(() -> tasksAt("AnswerResident", appeals) == LIMITS);

      clock.standAt("2026-11-03T09:59:59+03:00");
      await().atMost(PATIENCE).until(() -> count("reminder", appeals) == LIMITS);
      assertThat(breachesOf(appeals)).isEmpty();

      clock.standAt(TEN);
      await().atMost(PATIENCE).until(() -> tasksAt("TakeUnderControl", appeals) == LIMITS);
    } finally {
      executors.forEach(JobExecutor::shutdown);
    }

    var ten = Instant.parse("2026-11-03T07:00:00Z");
    assertThat(breachesOf(appeals))
        .extracting(Breach::appeal)
        .containsExactlyInAnyOrderElementsOf(appeals.stream().map(AppealNumber::value).toList());
    assertThat(breachesOf(appeals))
        .allSatisfy(
            breach -> {
              assertThat(breach.dueAt()).isEqualTo(ten);
              assertThat(breach.recordedAt()).isEqualTo(ten);
            });
    assertThat(breachesOf(appeals).stream().map(Breach::organisation).distinct())
        .hasSize(PLACES.size());
    assertThat(count("breach", appeals)).isEqualTo(LIMITS);
    assertThat(runtime.createIncidentQuery().count()).isZero();
  }

  private AppealNumber written(int n) {
    var resident = resident(PLACES.get(n % PLACES.size()));
    String id = Integer.toString(messages++);
    transaction.executeWithoutResult(
        tx ->
            intake.receive(
                new Incoming.Message(
                    resident.chat(),
                    false,
                    new Sender(resident.id(), "Житель", Sender.Kind.PERSON),
                    clock.instant(),
                    id,
                    "Нет талонов к терапевту",
                    List.of(),
                    null,
                    false,
                    null)));
    return AppealNumber.of(
        jdbc.sql("select appeal_number from message where chat_id = ? and message_id = ?")
            .params(resident.chat().id(), id)
            .query(String.class)
            .single());
  }

  private long tasksAt(String step, List<AppealNumber> appeals) {
    return tasks
        .createTaskQuery()
        .taskDefinitionKey(step)
        .processInstanceBusinessKeyIn(keys(appeals).toArray(String[]::new))
        .count();
  }

  /** How many letters of a kind went to the organisations about these appeals. */
  private long count(String letter, List<AppealNumber> appeals) {
    return jdbc.sql(
            """
            select count(*) from letter
             where kind = :kind and split_part(dedupe_key, ':', 1) in (:numbers)
            """)
        .param("kind", letter)
        .param("numbers", keys(appeals).toList())
        .query(Long.class)
        .single();
  }

  private List<Breach> breachesOf(List<AppealNumber> appeals) {
    return jdbc.sql(
            """
            select appeal_number, organisation_id, due_at, recorded_at from breach
             where appeal_number in (:numbers)
            """)
        .param("numbers", keys(appeals).toList())
        .query(
            (row, n) ->
                new Breach(
                    row.getString("appeal_number"),
                    row.getString("organisation_id"),
                    row.getTimestamp("due_at").toInstant(),
                    row.getTimestamp("recorded_at").toInstant()))
        .list();
  }

  private static Stream<String> keys(List<AppealNumber> appeals) {
    return appeals.stream().map(AppealNumber::value);
  }

  private record Breach(String appeal, String organisation, Instant dueAt, Instant recordedAt) {}
}
