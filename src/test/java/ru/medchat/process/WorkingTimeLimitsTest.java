package ru.medchat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.directory.CalendarChange;
import ru.medchat.directory.CalendarScope;
import ru.medchat.directory.Calendars;
import ru.medchat.testing.CaseTest;

class WorkingTimeLimitsTest extends CaseTest {

  private static final CalendarScope TAGANROG = CalendarScope.municipality("taganrog");

  @Autowired private Calendars calendars;
  @Autowired private MovingLimits movingLimits;
  @Autowired private LimitTraces traces;

  @BeforeEach
  void serov_is_two_hours_ahead_of_moscow() {
    jdbc.sql("insert into region values ('66', 'Свердловская область') on conflict do nothing")
        .update();
    jdbc.sql("create sequence if not exists appeal_number_66").update();
    jdbc.sql(
            """
            insert into municipality (id, region_code, name, kind, zone)
            values ('serov', '66', 'Серов', 'CITY', 'Asia/Yekaterinburg') on conflict do nothing
            """)
        .update();
    jdbc.sql(
            """
            insert into organisation (id, region_code, municipality_id, kind, name) values
              ('org-serov', '66', 'serov', 'RESPONDER', 'Больница, Серов'),
              ('ministry-66', '66', null, 'MINISTRY', 'Министерство'),
              ('chamber-66', '66', null, 'CHAMBER', 'Палата')
            on conflict do nothing
            """)
        .update();
  }

  @AfterEach
  void the_calendar_is_as_usual() {
    jdbc.sql("delete from calendar_move").update();
    jdbc.sql("delete from calendar_change").update();
  }

  @Test
  void a_holiday_between_message_and_limit_is_not_counted() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-03T19:30:00+03:00");

    timeReaches("2026-11-05T09:29:59+03:00");
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident");
    timeReaches("2026-11-05T09:30:00+03:00");
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident", "TakeUnderControl");
  }

  @Test
  void a_limit_passes_in_the_zone_of_its_municipality() {
    var appeal = resident("Серов").writes("Нет талонов", "2026-11-03T17:30:00+03:00");

    timeReaches("2026-11-05T07:29:59+03:00");
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident");
    timeReaches("2026-11-05T07:30:00+03:00");
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident", "TakeUnderControl");
  }

  @Test
  void in_the_middle_of_the_day_two_hours_are_two_hours_everywhere() {
    var appeal = resident("Серов").writes("Нет талонов", "2026-11-03T09:59:00+03:00");

    timeReaches("2026-11-03T11:58:59+03:00");
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident");
    timeReaches("2026-11-03T11:59:00+03:00");
    assertThat(stepsOf(appeal)).contains("TakeUnderControl");
  }

  @Test
  void the_timer_of_an_event_subprocess_keeps_the_zone() {
    nowIs("2026-11-03T17:30:00+03:00");
    deploy(
        "limits",
        """
        <startEvent id="Start"/>
        <sequenceFlow id="ToWork" sourceRef="Start" targetRef="Work"/>
        <userTask id="Work" name="Работа"/>
        <subProcess id="Late" triggeredByEvent="true">
          <startEvent id="TooLate" name="Поздно" isInterrupting="false">
            <timerEventDefinition id="T"><timeDuration>PT2H</timeDuration></timerEventDefinition>
          </startEvent>
          <sequenceFlow id="ToEnd" sourceRef="TooLate" targetRef="End"/>
          <endEvent id="End"/>
        </subProcess>
        """);

    var instance = runtime.startProcessInstanceByKey("limits", Map.of("municipality", "serov"));

    assertThat(timerOf(instance.getId(), "TooLate")).isEqualTo(at("2026-11-05T07:30:00+03:00"));
  }

  @Test
  void a_step_without_count_from_counts_from_its_own_start() {
    nowIs("2026-11-03T10:00:00+03:00");
    deploy("limits", workWithTimer("PT2H"));
    var instance = runtime.startProcessInstanceByKey("limits", Map.of("municipality", "serov"));

    assertThat(timerOf(instance.getId(), "Limit")).isEqualTo(at("2026-11-03T12:00:00+03:00"));
    assertThat(
            tasks
                .createTaskQuery()
                .processInstanceId(instance.getId())
                .singleResult()
                .getDueDate()
                .toInstant())
        .isEqualTo(at("2026-11-03T12:00:00+03:00"));
  }

  @Test
  void time_by_the_wall_clock_is_the_marked_case() {
    nowIs("2026-11-03T19:55:00+03:00");
    deploy("limits", workWithTimer("${clock.plain('PT15M')}"));
    var instance = runtime.startProcessInstanceByKey("limits", Map.of("municipality", "serov"));

    assertThat(timerOf(instance.getId(), "Limit")).isEqualTo(at("2026-11-03T20:10:00+03:00"));
  }

  @Test
  void migrating_an_appeal_to_a_changed_model_leaves_its_limit_alone() {
    var appeal = resident("Серов").writes("Нет талонов", "2026-11-03T17:30:00+03:00");
    timeReaches("2026-11-03T17:45:00+03:00");
    var running = instanceOf(appeal);

    migrate(running.getProcessInstanceId(), running.getProcessDefinitionId(), false);
    assertThat(limitOf(appeal)).isEqualTo(at("2026-11-05T07:30:00+03:00"));

    var migrated = instanceOf(appeal);
    assertThat(migrated.getProcessDefinitionId()).isNotEqualTo(running.getProcessDefinitionId());
    migrate(migrated.getProcessInstanceId(), migrated.getProcessDefinitionId(), true);
    assertThat(limitOf(appeal)).isEqualTo(at("2026-11-05T07:30:00+03:00"));
  }

  @Test
  void recalculating_a_limit_in_cockpit_does_not_reset_it() {
    var appeal = resident("Серов").writes("Нет талонов", "2026-11-03T10:00:00+03:00");
    timeReaches("2026-11-03T11:00:00+03:00");

    management.recalculateJobDuedate(jobOf(instanceId(appeal), "AnswerLimit").getId(), false);

    assertThat(limitOf(appeal)).isEqualTo(at("2026-11-03T12:00:00+03:00"));
  }

  @Test
  void an_exception_moves_open_limits_and_due_dates_from_the_same_start() {
    var anna = resident("Зверево");
    var appeal = anna.writes("Нет талонов", "2026-11-05T19:00:00+03:00");
    var elsewhere = resident("Азов").writes("Нет талонов", "2026-11-05T19:00:00+03:00");
    nowIs("2026-11-05T19:30:00+03:00");

    var change = closed(CalendarScope.municipality("zverevo"), "2026-11-06", "Авария на теплосети");
    assertThat(movingLimits.preview(change))
        .isEqualTo(new MovingLimits.Preview(1, 2, null, Duration.ofDays(1)));
    assertThat(limitOf(appeal)).isEqualTo(at("2026-11-06T09:00:00+03:00"));
    makeAndMove(change);

    assertThat(limitOf(appeal)).isEqualTo(at("2026-11-07T09:00:00+03:00"));
    assertThat(task("AnswerResident", appeal).getDueDate().toInstant())
        .isEqualTo(at("2026-11-07T09:00:00+03:00"));
    assertThat(limitOf(elsewhere)).isEqualTo(at("2026-11-06T09:00:00+03:00"));
    assertThat(historyOf(appeal)).anyMatch(line -> line.contains("Авария на теплосети"));

    timeReaches("2026-11-07T08:59:59+03:00");
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident");
    timeReaches("2026-11-07T09:00:00+03:00");
    assertThat(stepsOf(appeal)).contains("TakeUnderControl");
  }

  @Test
  void other_hours_move_limits_to_an_earlier_time_as_well() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-05T21:00:00+03:00");

    makeAndMove(
        calendars.draft(
            TAGANROG, LocalDate.parse("2026-11-06"), "7:00-20:00", "Усиление", "admin"));

    assertThat(limitOf(appeal)).isEqualTo(at("2026-11-06T09:00:00+03:00"));
  }

  @Test
  void the_nearest_level_wins() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-05T21:00:00+03:00");

    makeAndMove(closed(CalendarScope.COUNTRY, "2026-11-06", "Указ"));
    assertThat(limitOf(appeal)).isEqualTo(at("2026-11-07T10:00:00+03:00"));

    makeAndMove(
        calendars.draft(
            CalendarScope.chat("telegram", appealChat(appeal)),
            LocalDate.parse("2026-11-06"),
            "12:00-20:00",
            "Дежурный чат",
            "admin"));
    assertThat(limitOf(appeal)).isEqualTo(at("2026-11-06T14:00:00+03:00"));
  }

  @Test
  void an_exception_can_be_taken_back() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-05T21:00:00+03:00");
    makeAndMove(closed(TAGANROG, "2026-11-06", "Авария"));

    makeAndMove(
        calendars.draft(TAGANROG, LocalDate.parse("2026-11-06"), null, "Починили", "admin"));

    assertThat(limitOf(appeal)).isEqualTo(at("2026-11-06T10:00:00+03:00"));
    assertThat(calendars.changes()).extracting(CalendarChange::reason).contains("Авария");
  }

  @Test
  void a_limit_that_has_fired_stays_fired() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-05T10:00:00+03:00");
    timeReaches("2026-11-05T12:00:00+03:00");
    assertThat(stepsOf(appeal)).contains("TakeUnderControl");

    makeAndMove(closed(TAGANROG, "2026-11-05", "Задним числом"));

    assertThat(task("AnswerResident", appeal).getDueDate().toInstant())
        .isEqualTo(at("2026-11-05T12:00:00+03:00"));
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident", "TakeUnderControl");
  }

  @Test
  void moving_is_taken_up_again_where_it_stopped() {
    var done = resident("Таганрог").writes("Нет талонов", "2026-11-05T21:00:00+03:00");
    var left = resident("Таганрог").writes("Нет врача", "2026-11-05T21:00:00+03:00");
    var change = calendars.make(closed(TAGANROG, "2026-11-06", "Авария"));
    jdbc.sql("insert into calendar_move values (?, ?, 1, now())")
        .params(change.id(), done.value())
        .update();

    move();

    assertThat(limitOf(done)).isEqualTo(at("2026-11-06T10:00:00+03:00"));
    assertThat(limitOf(left)).isEqualTo(at("2026-11-07T10:00:00+03:00"));
    nowIs("2026-11-05T21:02:00+03:00");
    move();
    assertThat(calendars.moving()).isEmpty();
  }

  @Test
  void a_new_appeal_is_promised_by_the_changed_calendar() {
    nowIs("2026-11-05T20:30:00+03:00");
    makeAndMove(closed(TAGANROG, "2026-11-06", "Авария"));

    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-05T21:00:00+03:00");

    assertThat(saidAbout(appeal))
        .singleElement()
        .asString()
        .contains("откроется в субботу, 7 ноября, в 08:00", "до 10:00, суббота, 7 ноября");
  }

  @Test
  void every_limit_can_be_explained_and_a_breach_keeps_its_explanation() {
    var appeal = resident("Таганрог").writes("Нет талонов", "2026-11-03T19:30:00+03:00");

    assertThat(traces.of(appeal, task("AnswerResident", appeal).getId()).orElseThrow().text())
        .isEqualTo(
            "вт 3 ноября 19:30-20:00 (30 мин), ср 4 ноября - праздник (День народного единства),"
                + " чт 5 ноября 8:00-9:30 (1 ч 30 мин)");

    timeReaches("2026-11-05T09:30:00+03:00");
    assertThat(
            jdbc.sql("select trace from breach where appeal_number = ?")
                .param(appeal.value())
                .query(String.class)
                .single())
        .startsWith("вт 3 ноября 19:30-20:00 (30 мин)");
    assertThat(traces.of(appeal, task("TakeUnderControl", appeal).getId()).orElseThrow().text())
        .isEqualTo("чт 5 ноября 9:30-11:30 (2 ч)");
  }

  @Test
  void a_cycle_is_refused_at_deployment_with_the_name_of_its_element() {
    assertThatThrownBy(
            () ->
                deploy(
                    "limits",
                    workWithTimer("PT2H")
                        .replace(
                            "<timeDuration>PT2H</timeDuration>", "<timeCycle>R3/PT2H</timeCycle>")))
        .hasMessageContaining("«Срок ответа» (Limit)")
        .hasMessageContaining("циклом");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2H", "PT-2H", "P1M", "два часа"})
  void a_bad_duration_is_refused_at_deployment_with_the_name_of_its_element(String duration) {
    assertThatThrownBy(() -> deploy("limits", workWithTimer(duration)))
        .hasMessageContaining("«Срок ответа» (Limit)")
        .hasMessageContaining(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acknowledge", "recordBreach"})
  void a_step_that_tells_a_limit_is_refused_at_deployment_where_there_is_none(String block) {
    String step =
        """
        <startEvent id="Start"/>
        <sequenceFlow id="ToTell" sourceRef="Start" targetRef="Tell"/>
        <serviceTask id="Tell" name="Назвать срок" camunda:delegateExpression="${%s}"/>
        <sequenceFlow id="ToWork" sourceRef="Tell" targetRef="Unlimited"/>
        <userTask id="Unlimited" name="Работа"/>
        """
            .formatted(block);

    assertThatThrownBy(() -> deploy("limits", step))
        .hasMessageContaining("Шаг «Назвать срок» (Tell)")
        .hasMessageContaining("нет часов с рабочим временем");
  }

  @Test
  void one_number_changed_in_the_model_changes_the_promise_and_the_breach() {
    var model = newestModel();
    var clock = model.<TimerEventDefinition>getModelElementById("AnswerLimit_def");
    clock.getTimeDuration().setTextContent("PT3H");

    assertThat(ModelLimits.aheadOf(model.<FlowNode>getModelElementById("Acknowledge")).iso())
        .isEqualTo("PT3H");
    assertThat(ModelLimits.passedBefore(model.<FlowNode>getModelElementById("RecordBreach")).iso())
        .isEqualTo("PT3H");
  }

  private static String workWithTimer(String duration) {
    return """
        <startEvent id="Start"/>
        <sequenceFlow id="ToWork" sourceRef="Start" targetRef="Work"/>
        <userTask id="Work" name="Работа"/>
        <boundaryEvent id="Limit" name="Срок ответа" attachedToRef="Work" cancelActivity="false">
          <timerEventDefinition id="T"><timeDuration>%s</timeDuration></timerEventDefinition>
        </boundaryEvent>
        <sequenceFlow id="ToEnd" sourceRef="Limit" targetRef="End"/>
        <endEvent id="End"/>
        """
        .formatted(duration);
  }

  private void deploy(String key, String steps) {
    repository
        .createDeployment()
        .addString(
            key + ".bpmn",
            """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
              <process id="%s" isExecutable="true" camunda:historyTimeToLive="P1D">%s</process>
            </definitions>
            """
                .formatted(key, steps))
        .deploy();
  }

  /** Deploys the model with a changed name, and moves an instance to it. */
  private void migrate(String instanceId, String fromDefinition, boolean updateEventTriggers) {
    var model = repository.getBpmnModelInstance(fromDefinition);
    var process = model.getModelElementsByType(Process.class).iterator().next();
    process.setName(process.getName() + " (новая)");
    var deployment =
        repository.createDeployment().addModelInstance("appeal.bpmn", model).deployWithResult();
    String toDefinition = deployment.getDeployedProcessDefinitions().get(0).getId();
    var plan = runtime.createMigrationPlan(fromDefinition, toDefinition).mapEqualActivities();
    runtime
        .newMigration(updateEventTriggers ? plan.updateEventTriggers().build() : plan.build())
        .processInstanceIds(instanceId)
        .execute();
  }

  private CalendarChange closed(CalendarScope scope, String date, String reason) {
    return calendars.draft(scope, LocalDate.parse(date), "закрыто", reason, "admin");
  }

  private void makeAndMove(CalendarChange draft) {
    calendars.make(draft);
    move();
  }

  private void move() {
    while (movingLimits.moveNext()) {
      assertThat(calendars.moving()).isNotEmpty();
    }
  }

  private Instant limitOf(AppealNumber appeal) {
    return timerOf(instanceId(appeal), "AnswerLimit");
  }

  private Instant timerOf(String instanceId, String timer) {
    return jobOf(instanceId, timer).getDuedate().toInstant();
  }

  private Job jobOf(String instanceId, String timer) {
    return management
        .createJobQuery()
        .processInstanceId(instanceId)
        .activityId(timer)
        .singleResult();
  }

  private String instanceId(AppealNumber appeal) {
    return instanceOf(appeal).getId();
  }

  private ProcessInstance instanceOf(AppealNumber appeal) {
    return runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(appeal.value())
        .singleResult();
  }

  private String appealChat(AppealNumber appeal) {
    return jdbc.sql("select chat_id from appeal where number = ?")
        .param(appeal.value())
        .query(String.class)
        .single();
  }

  private static Instant at(String moment) {
    return OffsetDateTime.parse(moment).toInstant();
  }
}
