package ru.medchat.directory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What was read of the directory, kept until somebody changes it, at whichever node: every change
 * gives it another version, and what is kept is good for one version only. The version is asked for
 * once in a transaction, so that all of it sees one directory.
 */
@Component
class DirectoryCache {

  private final JdbcClient jdbc;

  private volatile Version latest = new Version(0);

  DirectoryCache(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A question to the directory whose answers are kept.
   *
   * @param ask asks the database; what is not there is asked for each time
   */
  <K, V> Question<K, V> question(Function<K, Optional<V>> ask) {
    return new Question<>(ask);
  }

  /**
   * This transaction is about to change the directory: from now on it reads the directory itself,
   * and keeps nothing of what may never come true. It waits for others that do so. Without a
   * transaction each change stands by itself, and nothing is to be done.
   */
  void changing() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      return;
    }
    var seen = seen();
    if (!seen.changing) {
      jdbc.sql("select version from directory_version for update").query(Long.class).single();
      seen.changing = true;
    }
  }

  /** Lives as long as its transaction, which keeps it; and rests with it. */
  private Seen seen() {
    for (var companion : TransactionSynchronizationManager.getSynchronizations()) {
      if (companion instanceof Seen seen && seen.cache() == this) {
        return seen;
      }
    }
    var seen = new Seen(current());
    TransactionSynchronizationManager.registerSynchronization(seen);
    return seen;
  }

  private Version current() {
    long number = jdbc.sql("select version from directory_version").query(Long.class).single();
    var known = latest;
    if (known.number != number) {
      known = new Version(number);
      latest = known;
    }
    return known;
  }

  /** A kind of question, and what was answered for each version. */
  final class Question<K, V> {

    private final Function<K, Optional<V>> ask;

    private Question(Function<K, Optional<V>> ask) {
      this.ask = ask;
    }

    Optional<V> answer(K about) {
      if (!TransactionSynchronizationManager.isSynchronizationActive()) {
        return current().answer(this, about);
      }
      var seen = seen();
      return seen.changing ? ask.apply(about) : seen.version.answer(this, about);
    }
  }

  /** The directory as one transaction sees it. */
  private final class Seen implements TransactionSynchronization {

    private final Version version;
    private boolean changing;

    private Seen(Version version) {
      this.version = version;
    }

    private DirectoryCache cache() {
      return DirectoryCache.this;
    }
  }

  /** What is known of one version. What was read a little later may stand in it, never earlier. */
  private static final class Version {

    private final long number;
    private final Map<Question<?, ?>, Map<Object, Object>> answers = new ConcurrentHashMap<>();

    private Version(long number) {
      this.number = number;
    }

    @SuppressWarnings("unchecked") // A question finds its own answers.
    private <K, V> Optional<V> answer(Question<K, V> question, K about) {
      var known =
          (Map<K, V>)
              (Map<?, ?>) answers.computeIfAbsent(question, each -> new ConcurrentHashMap<>());
      V answer = known.get(about);
      if (answer != null) {
        return Optional.of(answer);
      }
      // Not computeIfAbsent: one question may ask another, of the same map.
      var asked = question.ask.apply(about);
      asked.ifPresent(found -> known.put(about, found));
      return asked;
    }
  }
}
