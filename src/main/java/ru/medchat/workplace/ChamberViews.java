package ru.medchat.workplace;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.PersonalData;

/** A task as the public chamber may see it: without the resident's personal data and files. */
@Component
class ChamberViews {

  private final PersonalData personal;

  ChamberViews(PersonalData personal) {
    this.personal = personal;
  }

  /**
   * The same task without personal data.
   *
   * @param resident the name that the resident has in the messenger
   */
  TaskView of(TaskView all, String resident) {
    return new TaskView(
        all.id(),
        all.me(),
        all.version(),
        all.now(),
        all.name(),
        all.instruction(),
        all.ordered() == null ? null : personal.masked(all.ordered(), resident),
        all.number(),
        all.municipality(),
        all.category(),
        all.categoryCode(),
        all.norm(),
        all.categories(),
        all.emergency(),
        all.opened(),
        all.waitingSince(),
        all.limit(),
        all.conversation().stream().map(said -> said(said, resident)).toList(),
        all.earlier(),
        all.history().stream()
            .map(
                event -> new TaskView.Happened(event.at(), personal.masked(event.line(), resident)))
            .toList(),
        all.outcomes(),
        all.organisations(),
        all.draft(),
        all.takenBy(),
        all.longestReply(),
        all.held(),
        discretion(all.discretion()));
  }

  /** What was found is not shown: that something was decides where the answer goes. */
  private static TaskView.@Nullable Discretion discretion(TaskView.@Nullable Discretion all) {
    return all == null ? null : new TaskView.Discretion(all.inPrivate(), List.of());
  }

  private TaskView.Said said(TaskView.Said said, String resident) {
    return new TaskView.Said(
        said.id(),
        said.author(),
        speaker(said),
        text(said.text(), said.files().size(), resident),
        said.at(),
        said.delivery(),
        said.trouble(),
        List.of(),
        null,
        said.edited(),
        said.earlier().stream()
            .map(
                version ->
                    new TaskView.Version(
                        text(version.text(), version.files().size(), resident),
                        version.at(),
                        List.of()))
            .toList());
  }

  private static String speaker(TaskView.Said said) {
    return switch (said.author()) {
      case RESIDENT -> "Житель";
      case STAFF -> "Представитель организации";
      default -> said.name();
    };
  }

  private String text(String text, int files, String resident) {
    String masked = personal.masked(text, resident);
    return files == 0 ? masked : (masked + "\n[скрыто файлов: " + files + "]").strip();
  }
}
