package ru.medchat.process.engine;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets the job executor find what is due at once, however many limits are open. */
@Component
public class DueJobs extends AbstractProcessEnginePlugin {

  private static final long ONE_NODE_AT_A_TIME = 7_240_001;

  /**
   * Looks for jobs at its own pace, and again at once after it has found as many as it may take.
   * The engine's own one also looks whenever a job came or is done: a transaction or two more for
   * each appeal, most of which find nothing.
   */
  @Bean
  @ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
  static JobExecutor jobExecutor(
      @Qualifier("camundaTaskExecutor") TaskExecutor threads, CamundaBpmProperties settings) {
    var pace = settings.getJobExecution();
    var jobs =
        new SpringJobExecutor() {
          @Override
          public void jobWasAdded() {
            // It is found at the next look.
          }
        };
    jobs.setTaskExecutor(threads);
    jobs.setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
    var set = PropertyMapper.get().alwaysApplyingWhenNonNull();
    set.from(pace::getLockTimeInMillis).to(jobs::setLockTimeInMillis);
    set.from(pace::getMaxJobsPerAcquisition).to(jobs::setMaxJobsPerAcquisition);
    set.from(pace::getWaitTimeInMillis).to(jobs::setWaitTimeInMillis);
    set.from(pace::getMaxWait).to(jobs::setMaxWait);
    set.from(pace::getBackoffTimeInMillis).to(jobs::setBackoffTimeInMillis);
    set.from(pace::getMaxBackoff).to(jobs::setMaxBackoff);
    set.from(pace::getBackoffDecreaseThreshold).to(jobs::setBackoffDecreaseThreshold);
    set.from(pace::getWaitIncreaseFactor).to(jobs::setWaitIncreaseFactor);
    return jobs;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    // Together these make "the next jobs" the beginning of an index; by default the engine looks
    // through all jobs there are, and every open appeal has two that wait.
    configuration.setEnsureJobDueDateNotNull(true);
    configuration.setJobExecutorAcquireByDueDate(true);
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    var dataSource = engine.getProcessEngineConfiguration().getDataSource();
    var jdbc = JdbcClient.create(dataSource);
    new TransactionTemplate(new DataSourceTransactionManager(dataSource))
        .executeWithoutResult(
            status -> {
              jdbc.sql("select pg_advisory_xact_lock(?)")
                  .param(ONE_NODE_AT_A_TIME)
                  .query()
                  .singleRow();
              jdbc.sql("create index if not exists medchat_job_due on act_ru_job (duedate_)")
                  .update();
              // Jobs of a time when they needed no date would never be found.
              jdbc.sql("update act_ru_job set duedate_ = create_time_ where duedate_ is null")
                  .update();
            });
  }
}
