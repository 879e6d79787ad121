package ru.medchat.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import ru.medchat.testing.TestPostgres;

class SchemaTurnTest {

  @Test
  void nodes_that_start_together_on_an_empty_database_all_start() {
    String database = TestPostgres.newDatabase();

    List<CompletableFuture<Void>> nodes =
        Stream.of("one", "two", "three")
            .map(name -> CompletableFuture.runAsync(() -> startsEngine(name, database)))
            .toList();

    assertThat(nodes).allSatisfy(node -> assertThat(node).succeedsWithin(Duration.ofSeconds(60)));
  }

  private static void startsEngine(String name, String database) {
    var dataSource = new PGSimpleDataSource();
    dataSource.setUrl(database);
    dataSource.setUser("postgres");
    var configuration = new StandaloneProcessEngineConfiguration();
    configuration.setProcessEngineName(name);
    configuration.setDataSource(dataSource);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setEnforceHistoryTimeToLive(false);
    configuration.setProcessEnginePlugins(List.of(new SchemaTurn()));
    configuration.buildProcessEngine().close();
  }
}
