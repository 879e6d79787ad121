package ru.medchat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.spring.boot.starter.event.ExecutionEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.event.EventListener;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Requires of the tests of a class that they go together through every flow node and every sequence
 * flow of {@code appeal.bpmn}, and prints how far they came. When only some of them run, it only
 * prints.
 */
public final class ModelCoverage
    implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  private static final String PROCESS = "appeal";

  private final Set<String> ran = ConcurrentHashMap.newKeySet();

  /** What the engine has gone through since the last class of tests began. */
  static class Walked {

    private final Set<String> elements = ConcurrentHashMap.newKeySet();

    @EventListener
    void on(ExecutionEvent event) {
      String flow = event.getCurrentTransitionId();
      String walked = event.getEventName().equals("take") ? flow : event.getCurrentActivityId();
      if (walked != null && event.getProcessDefinitionId().startsWith(PROCESS + ":")) {
        elements.add(walked);
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext tests) {
    walked(tests).elements.clear();
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    ran.add(test.getRequiredTestMethod().getName());
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    var model = modelOf(tests);
    var walked = walked(tests).elements;
    var nodes = model.getModelElementsByType(FlowNode.class);
    var flows = model.getModelElementsByType(SequenceFlow.class);
    var missing = new TreeSet<String>();
    System.out.printf(
        Locale.ROOT,
        "%nCoverage of appeal.bpmn by %d tests of %s%n%s%n%s%n",
        ran.size(),
        tests.getDisplayName(),
        line("flow nodes", nodes, walked, missing),
        line("sequence flows", flows, walked, missing));
    missing.forEach(each -> System.out.println("  not covered: " + each));
    if (allRan(tests)) {
      assertThat(missing).as("Parts of appeal.bpmn that no test goes through").isEmpty();
    }
  }

  private static String line(
      String what,
      Collection<? extends FlowElement> all,
      Set<String> walked,
      Collection<String> missing) {
    List<String> left =
        all.stream().filter(each -> !covered(each, walked)).map(FlowElement::getId).toList();
    missing.addAll(left);
    int covered = all.size() - left.size();
    return String.format(
        Locale.ROOT,
        "  %-15s %3d of %3d  %5.1f %%",
        what,
        covered,
        all.size(),
        100.0 * covered / all.size());
  }

  private static boolean covered(FlowElement element, Set<String> walked) {
    // The engine jumps from an event-based gateway to the event that happens, and takes no flow.
    if (element instanceof SequenceFlow flow && flow.getSource() instanceof EventBasedGateway) {
      return walked.contains(flow.getTarget().getId());
    }
    return walked.contains(element.getId());
  }

  private boolean allRan(ExtensionContext tests) {
    return Arrays.stream(tests.getRequiredTestClass().getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .allMatch(method -> ran.contains(method.getName()));
  }

  private static BpmnModelInstance modelOf(ExtensionContext tests) {
    return CaseTest.newestModel(
        SpringExtension.getApplicationContext(tests).getBean(RepositoryService.class));
  }

  private static Walked walked(ExtensionContext tests) {
    return SpringExtension.getApplicationContext(tests).getBean(Walked.class);
  }
}
