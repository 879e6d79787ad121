package ru.medchat.directory;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A region file can't be used; the message tells where, what is wrong and how to mend it. */
class BrokenDirectoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param line counted from one
   * @param what the entry, as people find it in the file
   */
  BrokenDirectoryException(String file, int line, String what, String problem) {
    super("Справочник, файл %s, строка %d, %s: %s".formatted(file, line, what, problem));
  }

  BrokenDirectoryException(String problem) {
    super("Справочник: " + problem);
  }

  /** Stops the start with that one line. */
  static class Analyzer extends AbstractFailureAnalyzer<BrokenDirectoryException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, BrokenDirectoryException cause) {
      return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
  }
}
