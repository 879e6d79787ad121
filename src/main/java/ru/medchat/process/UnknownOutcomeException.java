package ru.medchat.process;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ru.medchat.process.engine.UnfitDecisionException;

/** A task was to be completed without an outcome, or with one that its model does not offer. */
class UnknownOutcomeException extends UnfitDecisionException {

  private static final long serialVersionUID = 1L;

  UnknownOutcomeException(String task, @Nullable Object outcome, List<Outcome> offered) {
    super(
        (outcome == null
                ? "Задачу «%s» завершают решением".formatted(task)
                : "Задачу «%s» нельзя завершить решением «%s»".formatted(task, outcome))
            + offered.stream()
                .map(Outcome::label)
                .collect(Collectors.joining("», «", ". Есть: «", "».")),
        null);
  }
}
