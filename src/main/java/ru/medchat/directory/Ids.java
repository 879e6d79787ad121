package ru.medchat.directory;

import java.util.Optional;

/** What municipalities and organisations may be called in the system. */
final class Ids {

  private Ids() {}

  /** What is wrong with an id, and how to mend it; empty when nothing is. */
  static Optional<String> problemOf(String id) {
    if (!id.matches("[a-z0-9-]{2,60}")) {
      return Optional.of(
          "код «%s» не подходит: нужны от 2 до 60 строчных латинских букв, цифр и дефисов"
              .formatted(id));
    }
    // The id of an organisation is that of a group: this one would make its operators
    // administrators.
    return id.startsWith("camunda")
        ? Optional.of("код не может начинаться с camunda; дайте другой")
        : Optional.empty();
  }
}
