package ru.medchat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.testing.CaseTest;

/** What whoever works on a task may not do with it, whichever way they come. */
class TaskRightsTest extends CaseTest {

  private static final String HOSPITAL = "org-zverevo";

  @Autowired FormService forms;

  @Test
  void what_the_process_knows_of_an_appeal_is_not_changed_by_whoever_has_its_task() {
    var appeal = resident("Зверево").writes("Нет талонов", "2026-11-02T10:00:00+03:00");
    var task = task("AnswerResident", appeal);
    var known = runtime.getVariables(task.getExecutionId());
    assertThat(known).containsKeys("organisation", "ministry", "chamber", "level", "countFrom");
    var kept = new HashSet<>(known.keySet());
    // An expression of the model takes a variable before a bean of this name.
    kept.add("recordBreach");

    for (String name : kept) {
      Map<String, Object> variables = new HashMap<>(Map.of("outcome", "notAnAppeal", name, "x"));
      String id = task.getId();
      isRefused(() -> tasks.complete(id, variables), name);
      isRefused(() -> tasks.completeWithVariablesInReturn(id, variables, false), name);
      isRefused(() -> tasks.resolveTask(id, variables), name);
      isRefused(() -> forms.submitTaskForm(id, variables), name);
      isRefused(() -> forms.submitTaskFormWithVariablesInReturn(id, variables, false), name);
    }

    assertThat(stepsOf(appeal)).containsExactly("AnswerResident");
    assertThat(runtime.getVariables(task.getExecutionId())).isEqualTo(known);
    assertThat(task("AnswerResident", appeal).getDelegationState()).isNull();
  }

  @Test
  void a_task_of_a_changed_model_may_bring_fields_of_its_own() {
    var appeal = resident("Зверево").writes("Нет талонов", "2026-11-02T10:00:00+03:00");

    complete(
        HOSPITAL,
        "AnswerResident",
        appeal,
        Map.of("outcome", "notAnAppeal", "visitArranged", true));

    assertThat(stepsOf(appeal)).isEmpty();
    assertThat(
            history
                .createHistoricVariableInstanceQuery()
                .processInstanceId(processOf(appeal))
                .variableName("visitArranged")
                .singleResult()
                .getValue())
        .isEqualTo(true);
  }

  @Test
  void what_was_decided_at_an_earlier_step_decides_nothing_at_the_next() {
    var appeal = resident("Зверево").writes("Нет талонов", "2026-11-02T10:00:00+03:00");
    complete(
        HOSPITAL,
        "AnswerResident",
        appeal,
        Map.of("outcome", "redirect", "redirectTo", "org-gukovo"));
    String task = task("AnswerResident", appeal).getId();

    for (Map<String, Object> sent :
        List.<Map<String, Object>>of(Map.of(), Map.of("outcome", "redirect"))) {
      ThrowingCallable completion = () -> as("org-gukovo", () -> tasks.complete(task, sent));
      assertThatThrownBy(completion).isInstanceOf(FormFieldValidationException.class);
      ThrowingCallable form = () -> as("org-gukovo", () -> forms.submitTaskForm(task, sent));
      assertThatThrownBy(form).isInstanceOf(FormFieldValidationException.class);
    }

    assertThat(task("AnswerResident", appeal).getId()).isEqualTo(task);
    complete("org-gukovo", "AnswerResident", appeal, Map.of("outcome", "notAnAppeal"));
    assertThat(stepsOf(appeal)).isEmpty();
  }

  @Test
  void where_a_model_offers_one_outcome_or_none_the_task_is_just_done() {
    var appeal = resident("Зверево").writes("Нет талонов", "2026-11-02T10:00:00+03:00");
    var deployment = repository.createDeployment().addString("visit.bpmn", VISIT).deploy().getId();
    try {
      runtime.startProcessInstanceByKey(
          "visit", appeal.value(), Map.of("outcome", "left by a step before"));

      complete(HOSPITAL, "CallResident", appeal, Map.of());
      complete(HOSPITAL, "VisitResident", appeal, Map.of());

      assertThat(stepsOf(appeal)).containsExactly("AnswerResident");
      assertThat(historyOf(appeal)).last().asString().contains("«Навестить», решение «Навестили»");
    } finally {
      repository.deleteDeployment(deployment, true);
    }
  }

  private static final String VISIT =
      """
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="tests">
        <process id="visit" isExecutable="true" camunda:historyTimeToLive="P1D">
          <startEvent id="Start"/>
          <sequenceFlow id="a" sourceRef="Start" targetRef="CallResident"/>
          <userTask id="CallResident" name="Позвонить" camunda:candidateGroups="org-zverevo"/>
          <sequenceFlow id="b" sourceRef="CallResident" targetRef="VisitResident"/>
          <userTask id="VisitResident" name="Навестить" camunda:candidateGroups="org-zverevo">
            <outgoing>c</outgoing>
          </userTask>
          <sequenceFlow id="c" sourceRef="VisitResident" targetRef="Visited"/>
          <exclusiveGateway id="Visited" default="e">
            <outgoing>d</outgoing>
            <outgoing>e</outgoing>
          </exclusiveGateway>
          <sequenceFlow id="d" name="Навестили" sourceRef="Visited" targetRef="End">
            <conditionExpression xsi:type="tFormalExpression">${outcome == 'visited'}</conditionExpression>
          </sequenceFlow>
          <endEvent id="End"/>
          <sequenceFlow id="e" sourceRef="Visited" targetRef="Missed"/>
          <endEvent id="Missed"/>
        </process>
      </definitions>
      """;

  @Test
  void an_operator_cant_end_a_wait_by_a_way_that_the_model_keeps_for_the_ministry() {
    var appeal = resident("Зверево").writes("Нет талонов", "2026-11-02T10:00:00+03:00");
    timeReaches("2026-11-02T12:00:00+03:00");
    String own = task("AnswerResident", appeal).getId();
    var before = historyOf(appeal);

    isRefused(() -> tasks.handleEscalation(own, "Instruction"), "администратор");
    isRefused(() -> tasks.handleEscalation(own, "Instruction", Map.of()), "администратор");
    isRefused(() -> tasks.handleBpmnError(own, "x"), "администратор");
    isRefused(() -> tasks.handleBpmnError(own, "x", "x"), "администратор");
    isRefused(() -> tasks.handleBpmnError(own, "x", "x", Map.of()), "администратор");

    assertThat(stepsOf(appeal)).containsExactly("AnswerResident", "TakeUnderControl");
    assertThat(historyOf(appeal)).isEqualTo(before);
  }

  @Test
  void a_task_is_taken_for_oneself() {
    var appeal = resident("Зверево").writes("Нет талонов", "2026-11-02T10:00:00+03:00");
    String task = task("AnswerResident", appeal).getId();

    isRefused(() -> tasks.claim(task, "operator-of-org-azov"), "только себе");
    as(HOSPITAL, () -> tasks.claim(task, operatorOf(HOSPITAL)));
    isRefused(() -> tasks.claim(task, null), "только себе");

    assertThat(task("AnswerResident", appeal).getAssignee()).isEqualTo(operatorOf(HOSPITAL));
  }

  @Test
  void an_administrator_may_put_an_appeal_right() {
    var appeal = resident("Зверево").writes("Нет талонов", "2026-11-02T10:00:00+03:00");
    var task = task("AnswerResident", appeal);

    as("camunda-admin", () -> tasks.resolveTask(task.getId(), Map.of("category", "MEDICINES")));
    as("camunda-admin", () -> tasks.claim(task.getId(), operatorOf(HOSPITAL)));

    assertThat(runtime.getVariable(task.getExecutionId(), "category")).isEqualTo("MEDICINES");
    assertThat(task("AnswerResident", appeal).getAssignee()).isEqualTo(operatorOf(HOSPITAL));
  }

  private void isRefused(Runnable attempt, String because) {
    ThrowingCallable asOperator = () -> as(HOSPITAL, attempt);
    assertThatThrownBy(asOperator)
        .isInstanceOf(AuthorizationException.class)
        .hasMessageContaining(because);
  }

  private void as(String group, Runnable act) {
    identity.setAuthentication(operatorOf(group), List.of(group));
    try {
      act.run();
    } finally {
      identity.clearAuthentication();
    }
  }

  private String processOf(AppealNumber appeal) {
    return history
        .createHistoricProcessInstanceQuery()
        .processInstanceBusinessKey(appeal.value())
        .singleResult()
        .getId();
  }
}
