package ru.medchat.telegram;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import ru.medchat.process.engine.DueJobs;

/**
 * The engine alone: it leads the same model by the same settings, and the building blocks in it do
 * nothing. The routing table decides as in the product.
 */
final class RawEngine extends Side {

  private final RuntimeService runtime;
  private final ExecutorService threads;
  private final int width;

  RawEngine(Server server, int width) {
    super("raw", server, WebApplicationType.NONE, Application.class);
    this.runtime = context.getBean(RuntimeService.class);
    this.width = width;
    this.threads = Executors.newFixedThreadPool(width);
  }

  @Override
  void take(int appeals) throws Exception {
    List<Callable<Void>> starting = new ArrayList<>();
    for (int thread = 0; thread < width; thread++) {
      int share = appeals / width + (thread < appeals % width ? 1 : 0);
      starting.add(
          () -> {
            for (int i = 0; i < share; i++) {
              start(nextAppeal());
            }
            return null;
          });
    }
    for (Future<Void> started : threads.invokeAll(starting)) {
      started.get();
    }
  }

  private void start(int appeal) {
    runtime.startProcessInstanceByKey(
        "appeal",
        "61-%06d".formatted(appeal),
        Variables.createVariables()
            .putValue("municipality", "taganrog")
            .putValue("chat", "telegram/-1001")
            .putValue("ministry", "ministry-61")
            .putValue("chamber", "chamber-61")
            .putValue("level", "organisation"));
  }

  @Override
  public void close() {
    threads.shutdown();
    super.close();
  }

  @Import(DueJobs.class)
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    CamundaBpmAutoConfiguration.class
  })
  static class Application {

    @Bean
    JavaDelegate classify() {
      // The table asks for it.
      return execution -> {
        execution.setVariable("category", "APPOINTMENT");
        execution.setVariable("region", "61");
        execution.setVariable("ownOrganisation", "org-taganrog");
        execution.setVariable("namedOrganisation", null);
      };
    }

    @Bean
    ExecutionListener noteRoute() {
      return execution -> {};
    }

    @Bean
    JavaDelegate acknowledge() {
      return execution -> {};
    }

    @Bean
    Questions appeal() {
      return new Questions();
    }
  }

  /** What the model asks about its appeal. */
  public static final class Questions {
    public Date countFrom(DelegateExecution execution) {
      return new Date();
    }
  }
}
