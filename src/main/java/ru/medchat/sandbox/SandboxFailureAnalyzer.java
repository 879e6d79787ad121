package ru.medchat.sandbox;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a sandbox that cannot start as one line instead of a stack trace. */
class SandboxFailureAnalyzer extends AbstractFailureAnalyzer<SandboxFailed> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SandboxFailed cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
