package ru.medchat.workplace;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.PersonalData;
import ru.medchat.channel.Attachment;

/**
 * A task as the public chamber may see it: without the resident's personal data, and of files only
 * those that the ministry has released.
 */
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
   * @param released the ids of the files that may be seen
   */
  TaskView of(TaskView all, String resident, Set<Long> released) {
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
        all.asked(),
        all.limit(),
        all.conversation().stream().map(said -> said(said, resident, released)).toList(),
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
        discretion(all.discretion()),
        true);
  }

  /** What was found is not shown: that something was decides where the answer goes. */
  private static TaskView.@Nullable Discretion discretion(TaskView.@Nullable Discretion all) {
    return all == null ? null : new TaskView.Discretion(all.inPrivate(), List.of());
  }

  private TaskView.Said said(TaskView.Said said, String resident, Set<Long> released) {
    return new TaskView.Said(
        said.id(),
        said.author(),
        speaker(said),
        text(said.text(), said.files(), resident, released),
        said.at(),
        said.delivery(),
        said.trouble(),
        shown(said.files(), released),
        null,
        said.edited(),
        said.earlier().stream()
            .map(
                version ->
                    new TaskView.Version(
                        text(version.text(), version.files(), resident, released),
                        version.at(),
                        shown(version.files(), released)))
            .toList());
  }

  private static String speaker(TaskView.Said said) {
    return switch (said.author()) {
      case RESIDENT -> "Житель";
      case STAFF -> "Представитель организации";
      default -> said.name();
    };
  }

  /** Residents put their names into those of their files. */
  private static List<TaskView.FileOf> shown(List<TaskView.FileOf> files, Set<Long> released) {
    return files.stream()
        .filter(file -> released.contains(file.id()))
        .map(file -> file.named(TalkViews.usualName(Attachment.Kind.valueOf(file.kind()))))
        .toList();
  }

  private String text(
      String text, List<TaskView.FileOf> files, String resident, Set<Long> released) {
    String masked = personal.masked(text, resident);
    long hidden = files.stream().filter(file -> !released.contains(file.id())).count();
    return hidden == 0 ? masked : (masked + "\n[скрыто файлов: " + hidden + "]").strip();
  }
}
