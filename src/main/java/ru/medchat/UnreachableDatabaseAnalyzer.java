package ru.medchat;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one line that PostgreSQL can't be reached, or does not let us in. */
class UnreachableDatabaseAnalyzer extends AbstractFailureAnalyzer<PSQLException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, PSQLException cause) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    // Connection exceptions, a refused login, no such database.
    boolean unreachable =
        state.startsWith("08") || state.startsWith("28") || state.startsWith("3D");
    return unreachable
        ? new FailureAnalysis(
            "Medchat can't start without its database (SPRING_DATASOURCE_URL): "
                + cause.getMessage(),
            null,
            cause)
        : null;
  }
}
