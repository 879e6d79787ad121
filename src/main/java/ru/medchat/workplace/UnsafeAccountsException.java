package ru.medchat.workplace;

import java.util.List;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Outside the sandbox somebody could log in with a password that everybody knows. */
final class UnsafeAccountsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnsafeAccountsException(List<String> reasons) {
    super("Medchat can't start in production: " + String.join("; ", reasons) + ".");
  }

  /** Tells it in one line instead of a stack trace. */
  static final class Analyzer extends AbstractFailureAnalyzer<UnsafeAccountsException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, UnsafeAccountsException cause) {
      return new FailureAnalysis(cause.getMessage(), null, cause);
    }
  }
}
