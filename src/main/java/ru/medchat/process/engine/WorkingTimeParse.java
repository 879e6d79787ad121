package ru.medchat.process.engine;

import java.time.Clock;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.core.model.PropertyMapKey;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;
import ru.medchat.directory.Directory;

/** Reads a plain {@code PT2H} in a model as working time, and remembers which limits a step has. */
final class WorkingTimeParse extends BpmnParse {

  /** The limits on the border of an activity by the id of their event. */
  static final PropertyMapKey<String, Expression> LIMITS = new PropertyMapKey<>("medchatLimits");

  private final Directory directory;
  private final Clock clock;

  WorkingTimeParse(BpmnParser parser, Directory directory, Clock clock) {
    super(parser);
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  protected @Nullable Expression parseExpression(Element parent, String name) {
    Expression expression = super.parseExpression(parent, name);
    return expression != null && name.equals("timeDuration")
        ? new WorkingTimeDuration(expression, directory, clock)
        : expression;
  }

  @Override
  public void parseBoundaryTimerEventDefinition(
      Element definition, boolean interrupting, ActivityImpl timer) {
    super.parseBoundaryTimerEventDefinition(definition, interrupting, timer);
    Expression duration = parseExpression(definition, "timeDuration");
    if (duration != null) {
      timer.getEventScope().getProperties().putMapEntry(LIMITS, timer.getId(), duration);
    }
  }
}
