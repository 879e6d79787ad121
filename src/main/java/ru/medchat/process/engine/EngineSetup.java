package ru.medchat.process.engine;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.DmnBusinessRuleTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.joda.time.DateTimeUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.directory.Calendars;

/** Makes the engine count in working time, follow the product's clock, and see only our beans. */
@Component
class EngineSetup extends AbstractProcessEnginePlugin {

  private final Clock clock;
  private final Calendars calendars;
  private final ModelBeans modelBeans;
  private final ModelGate gate;
  private final TaskRights rights;
  private final ObjectProvider<TaskListener> decisions;
  private final ObjectProvider<TaskListener> history;
  private final ObjectProvider<TaskListener> letters;
  private final ObjectProvider<Departures> departures;
  private final TransactionTemplate transaction;

  EngineSetup(
      Clock clock,
      Calendars calendars,
      ModelBeans modelBeans,
      ModelGate gate,
      TaskRights rights,
      @Qualifier("taskDecisions") ObjectProvider<TaskListener> decisions,
      @Qualifier("taskHistory") ObjectProvider<TaskListener> history,
      @Qualifier("taskLetters") ObjectProvider<TaskListener> letters,
      ObjectProvider<Departures> departures,
      TransactionTemplate transaction) {
    this.clock = clock;
    this.calendars = calendars;
    this.modelBeans = modelBeans;
    this.gate = gate;
    this.rights = rights;
    this.decisions = decisions;
    this.history = history;
    this.letters = letters;
    this.departures = departures;
    this.transaction = transaction;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    // The engine asks Joda what time it is, so this makes all of it follow the one clock.
    DateTimeUtils.setCurrentMillisProvider(clock::millis);
    configuration.setBeans(modelBeans);
    // The starter has set one already that knows every bean of the product.
    configuration.setExpressionManager(new JuelExpressionManager(modelBeans));
    configuration.setBpmnParseFactory(parser -> new WorkingTimeParse(parser, calendars, clock));
    configuration.setCustomPreDeployers(List.of(gate));
    configuration.setResourceAuthorizationProvider(new GroupGrants());
    configuration.setCustomSessionFactories(List.of(new OwnTasks.Factory()));
    configuration.setIdentityService(new LeavingUsers(departures, transaction));
    configuration.setTaskService(new TasksWithinRights(rights, configuration.getIdentityService()));
    configuration.setFormService(new FormsWithinRights(rights, configuration.getIdentityService()));
    List<BpmnParseListener> listeners =
        configuration.getCustomPreBPMNParseListeners() == null
            ? new ArrayList<>()
            : new ArrayList<>(configuration.getCustomPreBPMNParseListeners());
    listeners.add(new UserTasks());
    listeners.add(new Decisions());
    configuration.setCustomPreBPMNParseListeners(listeners);
  }

  private static final class Decisions extends AbstractBpmnParseListener {

    @Override
    public void parseBusinessRuleTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      if (activity.getActivityBehavior() instanceof DmnBusinessRuleTaskActivityBehavior decision) {
        activity.setActivityBehavior(new DecisionOrNothing(decision));
      }
    }
  }

  /** Puts our listeners on every user task, drawn by us or by a manager. */
  private final class UserTasks extends AbstractBpmnParseListener {

    private final TaskListener dueDate = new TaskDueDate();

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      var definition =
          ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
      definition.addTaskListener(TaskListener.EVENTNAME_CREATE, dueDate);
      definition.addTaskListener(
          TaskListener.EVENTNAME_CREATE, task -> letters.getObject().notify(task));
      definition.addTaskListener(
          TaskListener.EVENTNAME_COMPLETE, task -> decisions.getObject().notify(task));
      definition.addTaskListener(
          TaskListener.EVENTNAME_DELETE, task -> decisions.getObject().notify(task));
      for (String event :
          List.of(
              TaskListener.EVENTNAME_CREATE,
              TaskListener.EVENTNAME_ASSIGNMENT,
              TaskListener.EVENTNAME_COMPLETE)) {
        definition.addTaskListener(event, task -> history.getObject().notify(task));
      }
    }
  }
}
