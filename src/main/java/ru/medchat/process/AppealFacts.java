package ru.medchat.process;

import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Answering;
import ru.medchat.appeal.AppealFact;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Appeals;
import ru.medchat.directory.Directory;

/** Moves the process of an appeal by what happens to the appeal, in the same transaction. */
@Component
class AppealFacts {

  private static final Logger log = LoggerFactory.getLogger(AppealFacts.class);

  private final RepositoryService repository;
  private final RuntimeService runtime;
  private final TaskService tasks;
  private final ManagementService management;
  private final Outcomes outcomes;
  private final Directory directory;
  private final Appeals appeals;
  private final Answering answering;

  AppealFacts(
      RepositoryService repository,
      RuntimeService runtime,
      TaskService tasks,
      ManagementService management,
      Outcomes outcomes,
      Directory directory,
      Appeals appeals,
      Answering answering) {
    this.repository = repository;
    this.runtime = runtime;
    this.tasks = tasks;
    this.management = management;
    this.outcomes = outcomes;
    this.directory = directory;
    this.appeals = appeals;
    this.answering = answering;
  }

  @EventListener
  void on(AppealFact.Registered fact) {
    runtime.startProcessInstanceByKey(
        AppealProcess.KEY,
        fact.number().value(),
        variables(fact.municipalityId(), fact.calendarChat(), Level.organisation));
  }

  /**
   * Goes on where the process would have, had the resident said so before it ended; from the
   * beginning, if that step is not in the model any more.
   */
  @EventListener
  void on(AppealFact.ReopenedUnsolved fact) {
    var appeal = appeals.get(fact.number());
    var level = Level.after(fact.timesBefore());
    if (!hasStep(AppealProcess.RATED_EVENT)) {
      runtime.startProcessInstanceByKey(
          AppealProcess.KEY,
          fact.number().value(),
          variables(appeal.municipalityId(), appeal.calendarChat(), level.next()));
      return;
    }
    runtime
        .createProcessInstanceByKey(AppealProcess.KEY)
        .businessKey(fact.number().value())
        .setVariables(
            variables(appeal.municipalityId(), appeal.calendarChat(), level)
                .putValue(AppealProcess.ORGANISATION, appeal.organisationId())
                .putValue(AppealProcess.CATEGORY, appeal.category())
                .putValue(AppealProcess.SOLVED, false))
        .startAfterActivity(AppealProcess.RATED_EVENT)
        .execute();
  }

  private boolean hasStep(String id) {
    var model =
        repository
            .createProcessDefinitionQuery()
            .processDefinitionKey(AppealProcess.KEY)
            .latestVersion()
            .singleResult();
    return repository.getBpmnModelInstance(model.getId()).getModelElementById(id) != null;
  }

  private VariableMap variables(String municipalityId, @Nullable String calendarChat, Level level) {
    String region = directory.municipality(municipalityId).regionCode();
    return Variables.createVariables()
        .putValue(AppealProcess.MUNICIPALITY, municipalityId)
        .putValue(AppealProcess.CHAT, calendarChat)
        .putValue(AppealProcess.MINISTRY, directory.ministryOf(region).id())
        .putValue(AppealProcess.CHAMBER, directory.chamberOf(region).id())
        .putValue(AppealProcess.LEVEL, level.name());
  }

  @EventListener
  void on(AppealFact.Moved fact) {
    setVariable(fact.number(), AppealProcess.CHAT, fact.calendarChat());
  }

  /** For what a model may still decide by the category; who answers is decided already. */
  @EventListener
  void on(AppealFact.Categorised fact) {
    setVariable(fact.number(), AppealProcess.CATEGORY, fact.category());
  }

  @EventListener
  void on(AppealFact.ResidentReplied fact) {
    correlate(fact.number(), message(fact.number(), AppealProcess.RESIDENT_REPLIED));
  }

  @EventListener
  void on(AppealFact.Rated fact) {
    correlate(
        fact.number(),
        message(fact.number(), AppealProcess.RATED)
            .setVariable(AppealProcess.SOLVED, fact.solved()));
  }

  @EventListener
  void on(AppealFact.Withdrawn fact) {
    correlate(fact.number(), message(fact.number(), AppealProcess.RESIDENT_WITHDREW));
  }

  /** One task is enough, however much does not reach the resident; the history tells it all. */
  @EventListener
  void on(AppealFact.NotDelivered fact) {
    boolean soughtAlready =
        tasks
                .createTaskQuery()
                .processInstanceBusinessKey(fact.number().value())
                .taskDefinitionKey(AppealProcess.REACH_RESIDENT)
                .count()
            > 0;
    if (soughtAlready) {
      return;
    }
    correlate(fact.number(), message(fact.number(), AppealProcess.DELIVERY_FAILED));
  }

  /**
   * Finishes the task that the reply in the chat has answered, as far as the model offers it. Where
   * there is none, as when the ministry decides, the reply is a part of the conversation and the
   * resident still waits.
   */
  @EventListener
  void on(AppealFact.RepliedInChat fact) {
    if (!finishAnsweredInChat(fact) && comesToItsTask(fact.number())) {
      finishAnsweredInChat(fact);
    }
  }

  private boolean finishAnsweredInChat(AppealFact.RepliedInChat reply) {
    for (Task task :
        tasks
            .createTaskQuery()
            .processInstanceBusinessKey(reply.number().value())
            .active()
            .list()) {
      if (outcomes.of(task).stream()
          .anyMatch(outcome -> outcome.value().equals(AppealProcess.ANSWERED_IN_CHAT))) {
        answering.answeredInChat(reply);
        tasks.complete(task.getId(), Map.of(AppealProcess.OUTCOME, AppealProcess.ANSWERED_IN_CHAT));
        return true;
      }
    }
    return false;
  }

  /**
   * Does at once what the process was about to do. A representative may be faster than it, most of
   * all when an outage of ours let both messages in together: the task would open only afterwards,
   * and nobody would ever finish it.
   */
  private boolean comesToItsTask(AppealNumber number) {
    boolean moved = false;
    for (var instance :
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(number.value()).list()) {
      for (Job job :
          management
              .createJobQuery()
              .processInstanceId(instance.getId())
              .messages()
              .active()
              .withRetriesLeft()
              .list()) {
        management.executeJob(job.getId());
        moved = true;
      }
    }
    return moved;
  }

  private void setVariable(AppealNumber number, String name, @Nullable String value) {
    runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(number.value(), AppealProcess.KEY)
        .list()
        .forEach(process -> runtime.setVariable(process.getId(), name, value));
  }

  private MessageCorrelationBuilder message(AppealNumber number, String name) {
    return runtime.createMessageCorrelation(name).processInstanceBusinessKey(number.value());
  }

  private void correlate(AppealNumber number, MessageCorrelationBuilder message) {
    // A manager's model need not wait for it: then the case alone keeps what happened.
    if (message.correlateAllWithResult().isEmpty()) {
      log.info("The process of {} does not wait for what happened to it", number);
    }
  }
}
