package ru.medchat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static ru.medchat.process.Outcome.Asks.NOTHING;
import static ru.medchat.process.Outcome.Asks.ORGANISATION;
import static ru.medchat.process.Outcome.Asks.TEXT;

import java.io.File;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.Test;
import ru.medchat.appeal.Decisions;

class OutcomesTest {

  private final BpmnModelInstance model = Bpmn.readModelFromFile(new File("processes/appeal.bpmn"));

  @Test
  void the_organisation_may_decide_what_leaves_its_subprocess_as_well() {
    assertThat(Outcomes.read(model, "AnswerResident"))
        .containsExactlyInAnyOrder(
            new Outcome("redirect", "Передать другой организации", ORGANISATION),
            new Outcome("answer", "Ответить", TEXT),
            new Outcome("clarify", "Уточнить у жителя", TEXT),
            new Outcome("medicalAdvice", "Нужен врач: совет не даём", NOTHING),
            new Outcome("notAnAppeal", "Не обращение", NOTHING),
            new Outcome("answeredInChat", "Уже ответили в чате", NOTHING));
  }

  @Test
  void while_the_resident_is_asked_the_organisation_may_decide_all_but_where_it_belongs() {
    assertThat(Outcomes.read(model, "AwaitReply"))
        .extracting(Outcome::value)
        .containsExactly("answer", "answeredInChat", "medicalAdvice", "notAnAppeal", "clarify");
  }

  @Test
  void the_ministry_may_decide_only_what_its_own_gateway_offers() {
    assertThat(Outcomes.read(model, "TakeUnderControl"))
        .containsExactlyInAnyOrder(
            new Outcome("returnToOrganisation", "Вернуть с поручением", TEXT),
            new Outcome("answer", "Ответить жителю", TEXT),
            new Outcome("passToChamber", "Передать в общественную палату", NOTHING));
  }

  @Test
  void only_an_instruction_to_the_organisation_has_words_that_stay_inside() {
    assertThat(Outcomes.read(model, "TakeUnderControl"))
        .extracting(Outcome::value, Outcome::words)
        .contains(
            tuple("returnToOrganisation", Decisions.Words.INTERNAL),
            tuple("answer", Decisions.Words.TO_RESIDENT),
            tuple("passToChamber", Decisions.Words.NONE));
    assertThat(new Outcome("ofAManager", "Что-то новое", TEXT).words())
        .isEqualTo(Decisions.Words.TO_RESIDENT);
  }

  @Test
  void a_task_without_a_gateway_behind_it_is_just_done() {
    assertThat(Outcomes.read(model, "ReachResident")).isEmpty();
  }

  @Test
  void a_flow_that_a_manager_draws_is_an_outcome() {
    ExclusiveGateway gateway = model.getModelElementById("ControlOutcome");
    FlowNode target = model.getModelElementById("DecidedByMinistry");
    var flow = model.newInstance(SequenceFlow.class);
    gateway.getParentElement().addChildElement(flow);
    flow.setName("Направить на проверку");
    flow.setSource(gateway);
    flow.setTarget(target);
    gateway.getOutgoing().add(flow);
    target.getIncoming().add(flow);
    var condition = model.newInstance(ConditionExpression.class);
    condition.setTextContent("${outcome == 'inspect'}");
    flow.setConditionExpression(condition);

    assertThat(Outcomes.read(model, "TakeUnderControl"))
        .contains(new Outcome("inspect", "Направить на проверку", NOTHING));
  }
}
