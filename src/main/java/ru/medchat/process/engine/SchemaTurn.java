package ru.medchat.process.engine;

import java.sql.Connection;
import java.sql.SQLException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets nodes that start together on an empty database make the engine's tables one after the other;
 * the engine itself would have both try, and one of them fail.
 */
@Component
class SchemaTurn extends AbstractProcessEnginePlugin {

  /** Any number that nobody else locks. */
  private static final int LOCK = 7_240_061;

  private @Nullable Connection turn;

  @Override
  public void postInit(ProcessEngineConfigurationImpl configuration) {
    try {
      turn = configuration.getDataSource().getConnection();
      execute(turn, "select pg_advisory_lock(" + LOCK + ")");
    } catch (SQLException e) {
      throw new IllegalStateException("The engine's tables can't be looked after", e);
    }
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    try (Connection over = turn) {
      if (over != null) {
        execute(over, "select pg_advisory_unlock(" + LOCK + ")");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The engine's tables can't be let go of", e);
    }
    turn = null;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
