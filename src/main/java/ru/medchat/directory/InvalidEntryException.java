package ru.medchat.directory;

import java.util.Map;
import java.util.stream.Collectors;

/** What somebody typed can't stand in the directory; the message tells them why. */
public class InvalidEntryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidEntryException(String problem) {
    super("Не сохранено: " + problem + ".");
  }

  InvalidEntryException(Map<Field, String> problems) {
    this(
        problems.entrySet().stream()
            .map(each -> each.getKey().label() + ": " + each.getValue())
            .collect(Collectors.joining("; ")));
  }

  static InvalidEntryException outOfDate() {
    return new InvalidEntryException(
        "запись тем временем изменили; посмотрите, что в ней теперь, и введите своё снова");
  }
}
