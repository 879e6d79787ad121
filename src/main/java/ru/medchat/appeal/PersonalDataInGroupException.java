package ru.medchat.appeal;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A message can't go to a group, where everybody reads it; to the resident's private chat it can.
 * What the engine logs of it has none of the operator's words: those are in the places found only.
 */
public class PersonalDataInGroupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<PersonalData.Found> found;

  PersonalDataInGroupException(List<PersonalData.Found> found) {
    super(
        "Сообщение не отправлено в общий чат: его прочитали бы все (%s). Ответьте в личный чат или уберите личное."
            .formatted(
                found.stream()
                    .map(PersonalData.Found::reason)
                    .distinct()
                    .collect(Collectors.joining(", "))));
    this.found = List.copyOf(found);
  }

  public List<PersonalData.Found> found() {
    return found;
  }
}
