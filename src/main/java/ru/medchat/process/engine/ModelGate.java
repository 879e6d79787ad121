package ru.medchat.process.engine;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.function.Function;
import org.camunda.bpm.engine.exception.NotValidException;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.xml.ModelParseException;

/** Judges each model as a whole when it is deployed; those that run already are never re-judged. */
public final class ModelGate implements Deployer {

  private final Function<BpmnModelInstance, List<String>> problems;

  /**
   * @param problems what is wrong with a model, in sentences for its author
   */
  public ModelGate(Function<BpmnModelInstance, List<String>> problems) {
    this.problems = problems;
  }

  @Override
  public void deploy(DeploymentEntity deployment) {
    if (!deployment.isNew()) {
      return;
    }
    deployment.getResources().values().stream()
        .filter(resource -> resource.getName().endsWith(".bpmn"))
        .forEach(resource -> judge(resource.getName(), resource.getBytes()));
  }

  private void judge(String name, byte[] bytes) {
    BpmnModelInstance model;
    try {
      model = Bpmn.readModelFromStream(new ByteArrayInputStream(bytes));
    } catch (ModelParseException e) {
      return; // The engine says better what is wrong with it.
    }
    var found = problems.apply(model);
    if (!found.isEmpty()) {
      throw new NotValidException(
          "Схема %s не принята. %s".formatted(name, String.join(" ", found)));
    }
  }
}
