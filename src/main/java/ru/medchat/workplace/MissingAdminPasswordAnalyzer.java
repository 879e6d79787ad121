package ru.medchat.workplace;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one line why the product does not start without a password for its administrator. */
class MissingAdminPasswordAnalyzer extends AbstractFailureAnalyzer<MissingAdminPasswordException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, MissingAdminPasswordException cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
