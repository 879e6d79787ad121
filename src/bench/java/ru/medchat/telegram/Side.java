package ru.medchat.telegram;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One of the two that are compared: an application with an engine, on a database of its own, under
 * the product's own settings.
 */
public abstract class Side implements AutoCloseable {

  /** The first appeal's number; later ones follow. */
  private static final AtomicInteger next = new AtomicInteger();

  public final String database;
  final Server server;
  public final ConfigurableApplicationContext context;
  public final JdbcClient outside;
  private final Arrived arrived;

  Side(String database, Server server, WebApplicationType type, Class<?>... sources) {
    this(database, server, Map.of(), List.of(), type, sources);
  }

  /**
   * @param own settings that differ from the product's
   * @param without classes of the product that are left out
   */
  Side(
      String database,
      Server server,
      Map<String, Object> own,
      List<Class<?>> without,
      WebApplicationType type,
      Class<?>... sources) {
    this.database = database;
    this.server = server;
    Map<String, Object> settings = new HashMap<>(own);
    settings.put("spring.datasource.url", server.newDatabase(database));
    settings.put("spring.datasource.username", "postgres");
    settings.put("medchat.sandbox.enabled", "false");
    settings.put("medchat.admin-password", "a-password-of-benchmarks");
    settings.put("medchat.telegram.token", "1:benchmarks");
    settings.put("medchat.telegram.updates", "off");
    settings.put("medchat.telegram.api-url", "http://127.0.0.1:9");
    settings.put("spring.mail.host", "localhost");
    settings.put("server.port", "0");
    settings.put("spring.main.log-startup-info", "false");
    settings.put("logging.level.root", "warn");
    String[] arguments =
        settings.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    this.context =
        new SpringApplicationBuilder(sources)
            .sources(Arrived.class)
            .web(type)
            .initializers(
                starting -> {
                  var beans = starting.getBeanFactory();
                  beans.registerSingleton("clock", BenchClock.CLOCK);
                  beans.registerSingleton("leftOut", new LeftOut(without));
                })
            .run(arguments);
    this.outside = JdbcClient.create(server.open(database));
    this.arrived = context.getBean(Arrived.class);
  }

  /** Takes so many appeals; some of what follows from them may still go on. */
  abstract void take(int appeals) throws Exception;

  final int nextAppeal() {
    return next.incrementAndGet();
  }

  /** What a round cost, for each appeal but the rate. */
  record Cost(double perSecond, double wal, double commits, double statements) {}

  final Cost measure(int appeals) throws Exception {
    endSessions();
    server.checkpoint();
    server.forgetStatements();
    long commits = server.commits(database);
    long wal = server.wal();
    long begun = System.nanoTime();
    int looks = run(appeals);
    double seconds = (System.nanoTime() - begun) / 1e9;
    wal = server.wal() - wal;
    endSessions();
    commits = server.commits(database) - commits - looks;
    double statements = server.statements(database) - looks;
    return new Cost(
        appeals / seconds,
        (double) wal / appeals,
        (double) commits / appeals,
        statements / appeals);
  }

  /** Takes appeals until all wait for the operator; returns how often we looked ourselves. */
  public final int run(int appeals) throws Exception {
    arrivedAnew();
    take(appeals);
    int looks = 0;
    while (arrived() < appeals || isBusy()) {
      if (arrived() >= appeals) {
        looks++;
      }
      LockSupport.parkNanos(2_000_000);
    }
    return looks + 1;
  }

  final int arrived() {
    return arrived.tasks.get();
  }

  final void arrivedAnew() {
    arrived.tasks.set(0);
  }

  final boolean isBusy() {
    return outside
        .sql("select exists (select 1 from act_ru_job where type_ = 'message')")
        .query(Boolean.class)
        .single();
  }

  /** A session counts its commits for all to see when it ends. Our own goes on, uncounted. */
  private void endSessions() throws InterruptedException {
    var pool = context.getBean(HikariDataSource.class).getHikariPoolMXBean();
    pool.softEvictConnections();
    Thread.sleep(500);
  }

  @Override
  public void close() {
    context.close();
  }

  private static final class LeftOut extends TypeExcludeFilter {

    private final List<String> names;

    private LeftOut(List<Class<?>> classes) {
      this.names = classes.stream().map(Class::getName).toList();
    }

    @Override
    public boolean match(MetadataReader reader, MetadataReaderFactory factory) {
      return names.contains(reader.getClassMetadata().getClassName());
    }
  }

  /** Counts the operators' tasks that have come about. */
  static class Arrived {

    final AtomicInteger tasks = new AtomicInteger();

    @Bean
    AbstractProcessEnginePlugin countingTasks() {
      return new AbstractProcessEnginePlugin() {
        @Override
        public void preInit(ProcessEngineConfigurationImpl configuration) {
          configuration.setCustomPostBPMNParseListeners(
              new ArrayList<>(List.of(new Listener())));
        }
      };
    }

    private final class Listener extends AbstractBpmnParseListener {

      @Override
      public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        ((UserTaskActivityBehavior) activity.getActivityBehavior())
            .getTaskDefinition()
            .addTaskListener(TaskListener.EVENTNAME_CREATE, task -> tasks.incrementAndGet());
      }
    }
  }
}
