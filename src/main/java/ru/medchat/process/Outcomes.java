package ru.medchat.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.springframework.stereotype.Component;

/**
 * Reads from the model what an operator may decide at a task: the flows of the gateway behind it
 * that test {@code outcome}. A flow that tests nothing is followed on, out of a subprocess as well,
 * to the gateway it leads to.
 */
@Component
public class Outcomes {

  private static final Pattern TEST =
      Pattern.compile("\\$\\{\\s*outcome\\s*==\\s*['\"](\\w+)['\"]\\s*}");

  private final RepositoryService repository;
  private final Map<String, List<Outcome>> known = new ConcurrentHashMap<>();

  Outcomes(RepositoryService repository) {
    this.repository = repository;
  }

  /** The outcomes of a task in the order of the model; empty when it has to be just done. */
  public List<Outcome> of(Task task) {
    return of(task.getProcessDefinitionId(), task.getTaskDefinitionKey());
  }

  List<Outcome> of(String processDefinitionId, String taskDefinitionKey) {
    // A deployed definition never changes, so what was read once holds for good.
    return known.computeIfAbsent(
        processDefinitionId + "/" + taskDefinitionKey,
        key -> read(repository.getBpmnModelInstance(processDefinitionId), taskDefinitionKey));
  }

  static List<Outcome> read(BpmnModelInstance model, String taskDefinitionKey) {
    FlowNode task = model.getModelElementById(taskDefinitionKey);
    var found = new ArrayList<Outcome>();
    follow(task, found, new HashSet<>());
    return List.copyOf(found);
  }

  private static void follow(FlowNode from, List<Outcome> found, Set<FlowNode> seen) {
    if (!seen.add(from)) {
      return;
    }
    for (SequenceFlow flow : from.getOutgoing()) {
      FlowNode next = flow.getTarget();
      if (from instanceof ExclusiveGateway) {
        outcome(flow).ifPresentOrElse(found::add, () -> leave(next, found, seen));
      } else {
        leave(next, found, seen);
      }
    }
  }

  private static void leave(FlowNode next, List<Outcome> found, Set<FlowNode> seen) {
    if (next instanceof ExclusiveGateway) {
      follow(next, found, seen);
    } else if (next instanceof EndEvent && next.getParentElement() instanceof SubProcess around) {
      follow(around, found, seen);
    }
  }

  private static Optional<Outcome> outcome(SequenceFlow flow) {
    if (flow.getConditionExpression() == null) {
      return Optional.empty();
    }
    var test = TEST.matcher(flow.getConditionExpression().getTextContent().strip());
    if (!test.matches()) {
      return Optional.empty();
    }
    String value = test.group(1);
    String label = flow.getName() == null || flow.getName().isBlank() ? value : flow.getName();
    return Optional.of(new Outcome(value, label, asks(flow)));
  }

  private static Outcome.Asks asks(SequenceFlow flow) {
    return ModelProperties.of(flow, "asks")
        .map(asked -> Outcome.Asks.valueOf(asked.toUpperCase(Locale.ROOT)))
        .orElse(Outcome.Asks.NOTHING);
  }
}
