package ru.medchat.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;
import ru.medchat.worktime.WorkingTime;

/**
 * Reads from the model how long a limit is, so that its duration stands in one place: on its clock.
 */
final class ModelLimits {

  private ModelLimits() {}

  /**
   * The limit that has passed before a step: that of the nearest clock on the way to it.
   *
   * @throws IllegalStateException when no clock with working time stands there
   */
  static WorkingTime passedBefore(DelegateExecution execution) {
    return passedBefore((FlowNode) execution.getBpmnModelElementInstance());
  }

  /**
   * The limit that lies ahead of a step: the one under which the first user task after it stands,
   * which is the last clock on its own border, else on that of the subprocess around it. Where the
   * way forks, it is the way without a condition.
   *
   * @throws IllegalStateException when no clock with working time stands there
   */
  static WorkingTime aheadOf(DelegateExecution execution) {
    return aheadOf((FlowNode) execution.getBpmnModelElementInstance());
  }

  static WorkingTime passedBefore(FlowNode step) {
    Set<FlowNode> seen = new HashSet<>();
    Deque<FlowNode> nearest = new ArrayDeque<>(List.of(step));
    while (!nearest.isEmpty()) {
      var node = nearest.remove();
      if (seen.add(node)) {
        if (node instanceof CatchEvent event && !limits(List.of(event)).isEmpty()) {
          return limits(List.of(event)).get(0);
        }
        node.getIncoming().forEach(flow -> nearest.add(flow.getSource()));
      }
    }
    throw missing(step, "перед ним");
  }

  static WorkingTime aheadOf(FlowNode step) {
    var task = firstTask(step, new HashSet<>());
    ModelElementInstance around = task;
    while (around instanceof Activity activity) {
      var limits = limits(bordersOf(activity));
      if (!limits.isEmpty()) {
        return limits.get(limits.size() - 1);
      }
      around = activity.getParentElement();
    }
    throw missing(step, "над задачей после него");
  }

  /** What is wrong with the limits of a model, a sentence for each step; empty when nothing is. */
  static List<String> problems(BpmnModelInstance model) {
    var problems = new ArrayList<String>();
    for (ServiceTask step : model.getModelElementsByType(ServiceTask.class)) {
      try {
        switch (Objects.requireNonNullElse(step.getCamundaDelegateExpression(), "")) {
          case "${acknowledge}" -> aheadOf(step);
          case "${recordBreach}" -> passedBefore(step);
          default -> {}
        }
      } catch (IllegalStateException e) {
        problems.add(e.getMessage());
      }
    }
    return List.copyOf(problems);
  }

  private static @Nullable UserTask firstTask(FlowNode from, Set<FlowNode> seen) {
    if (!seen.add(from)) {
      return null;
    }
    if (from instanceof UserTask task) {
      return task;
    }
    if (from instanceof SubProcess inside) {
      for (var start : inside.getChildElementsByType(StartEvent.class)) {
        return firstTask(start, seen);
      }
    }
    for (SequenceFlow flow : likeliestFirst(from)) {
      var task = firstTask(flow.getTarget(), seen);
      if (task != null) {
        return task;
      }
    }
    return null;
  }

  private static List<SequenceFlow> likeliestFirst(FlowNode from) {
    var flows = new ArrayList<>(from.getOutgoing());
    if (from instanceof ExclusiveGateway gateway && gateway.getDefault() != null) {
      flows.remove(gateway.getDefault());
      flows.add(0, gateway.getDefault());
    }
    return flows;
  }

  private static List<BoundaryEvent> bordersOf(Activity activity) {
    return activity.getParentElement().getChildElementsByType(BoundaryEvent.class).stream()
        .filter(event -> activity.equals(event.getAttachedTo()))
        .toList();
  }

  /** The working times on the clocks of events, the shortest first; other times are none. */
  private static List<WorkingTime> limits(Collection<? extends CatchEvent> events) {
    return events.stream()
        .flatMap(event -> event.getEventDefinitions().stream())
        .filter(TimerEventDefinition.class::isInstance)
        .map(definition -> ((TimerEventDefinition) definition).getTimeDuration())
        .filter(duration -> duration != null && !duration.getTextContent().contains("${"))
        .map(duration -> WorkingTime.parse(duration.getTextContent().strip()))
        .sorted(Comparator.comparing(WorkingTime::days).thenComparing(WorkingTime::time))
        .toList();
  }

  private static IllegalStateException missing(FlowNode step, String where) {
    return new IllegalStateException(
        "Шаг «%s» (%s): %s нет часов с рабочим временем, например PT2H."
            .formatted(step.getName(), step.getId(), where));
  }
}
