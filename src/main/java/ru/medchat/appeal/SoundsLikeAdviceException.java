package ru.medchat.appeal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import ru.medchat.guard.Finding;

/**
 * A message can't go to a resident before a second person has confirmed that it is no advice. What
 * the engine logs of it has none of the operator's words: those are in the findings only.
 */
public class SoundsLikeAdviceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  SoundsLikeAdviceException(List<Finding> findings) {
    super(
        "Сообщение не отправлено: оно похоже на врачебный совет (%s). "
                .formatted(
                    findings.stream()
                        .map(each -> each.reason().toLowerCase(Locale.ROOT))
                        .distinct()
                        .collect(Collectors.joining(", ")))
            + "Перепишите его или отправьте на подтверждение коллеге.");
    this.findings = List.copyOf(findings);
  }

  public List<Finding> findings() {
    return findings;
  }
}
