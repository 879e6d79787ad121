package ru.medchat.process.engine;

import java.time.Clock;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.core.model.PropertyKey;
import org.camunda.bpm.engine.impl.core.model.PropertyMapKey;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.jobexecutor.TimerDeclarationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;
import ru.medchat.directory.Calendars;
import ru.medchat.worktime.WorkingTime;

/** Reads a plain {@code PT2H} in a model as working time, and remembers which limits a step has. */
final class WorkingTimeParse extends BpmnParse {

  /** The limits on the border of an activity by the id of their event. */
  static final PropertyMapKey<String, WorkingTimeDuration> LIMITS =
      new PropertyMapKey<>("medchatLimits");

  /** The duration of a timer, on any kind of event. */
  static final PropertyKey<WorkingTimeDuration> DURATION = new PropertyKey<>("medchatDuration");

  private static final String PROPERTYNAME_NAME = "name";

  private final Calendars calendars;
  private final Clock clock;

  WorkingTimeParse(BpmnParser parser, Calendars calendars, Clock clock) {
    super(parser);
    this.calendars = calendars;
    this.clock = clock;
  }

  @Override
  protected @Nullable Expression parseExpression(Element parent, String name) {
    Expression expression = super.parseExpression(parent, name);
    return expression != null && name.equals("timeDuration")
        ? new WorkingTimeDuration(expression, calendars, clock)
        : expression;
  }

  @Override
  protected TimerDeclarationImpl parseTimer(
      Element definition, ActivityImpl timer, String jobHandlerType) {
    // Definitions that run already are read again after every restart, and are never re-judged.
    if (deployment.isNew()) {
      judge(definition, timer);
    }
    var declaration = super.parseTimer(definition, timer, jobHandlerType);
    if (parseExpression(definition, "timeDuration") instanceof WorkingTimeDuration duration) {
      timer.getProperties().set(DURATION, duration);
    }
    return declaration;
  }

  @Override
  public void parseBoundaryTimerEventDefinition(
      Element definition, boolean interrupting, ActivityImpl timer) {
    super.parseBoundaryTimerEventDefinition(definition, interrupting, timer);
    if (timer.getProperties().contains(DURATION)) {
      timer
          .getEventScope()
          .getProperties()
          .putMapEntry(LIMITS, timer.getId(), timer.getProperties().get(DURATION));
    }
  }

  private void judge(Element definition, ActivityImpl timer) {
    if (definition.element("timeCycle") != null) {
      addError(
          "Срок %s задан циклом. Рабочее время циклов не знает: укажите длительность, например PT2H."
              .formatted(nameOf(timer)),
          definition,
          timer.getId());
    }
    Expression duration = parseExpression(definition, "timeDuration");
    if (duration != null && duration.isLiteralText()) {
      judgeDuration(duration.getExpressionText(), definition, timer);
    }
  }

  private void judgeDuration(String text, Element definition, ActivityImpl timer) {
    try {
      WorkingTime.parse(text);
    } catch (IllegalArgumentException e) {
      addError(
          "Срок %s: «%s» не длительность. Укажите, например, PT2H (два рабочих часа) или P3D (три рабочих дня)."
              .formatted(nameOf(timer), text),
          definition,
          timer.getId());
    }
  }

  private static String nameOf(ActivityImpl timer) {
    return timer.getProperty(PROPERTYNAME_NAME) instanceof String name && !name.isBlank()
        ? "«" + name + "» (" + timer.getId() + ")"
        : "«" + timer.getId() + "»";
  }
}
