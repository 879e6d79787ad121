package ru.medchat.guard;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A file of rules can't be used; the message tells a manager which rule, and what is wrong. */
class BrokenRulesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenRulesException(String message) {
    super(message);
  }

  BrokenRulesException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Stops the start with that one line. */
  static class Analyzer extends AbstractFailureAnalyzer<BrokenRulesException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, BrokenRulesException cause) {
      return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
  }
}
