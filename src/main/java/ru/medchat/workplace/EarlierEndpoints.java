package ru.medchat.workplace;

import java.security.Principal;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Conversation;
import ru.medchat.appeal.EarlierAppeals.Earlier;
import ru.medchat.directory.Directory;

/** What the operator's form asks about an earlier appeal of the resident: to read only. */
@RestController
@RequestMapping("/workplace/tasks/{taskId}/earlier/{number}")
class EarlierEndpoints {

  private final AppealTasks tasks;
  private final Appeals appeals;
  private final EarlierViews earlier;
  private final TalkViews talk;
  private final Conversation conversation;
  private final ServedFiles files;
  private final Directory directory;
  private final Looks looks;

  EarlierEndpoints(
      AppealTasks tasks,
      Appeals appeals,
      EarlierViews earlier,
      TalkViews talk,
      Conversation conversation,
      ServedFiles files,
      Directory directory,
      Looks looks) {
    this.tasks = tasks;
    this.appeals = appeals;
    this.earlier = earlier;
    this.talk = talk;
    this.conversation = conversation;
    this.files = files;
    this.directory = directory;
    this.looks = looks;
  }

  /**
   * What was said in it.
   *
   * @throws FileNotThereException when it is no earlier appeal of the resident, or not for the
   *     caller
   */
  @GetMapping
  List<TaskView.Said> show(
      @PathVariable String taskId, @PathVariable String number, Principal caller) {
    var appeal = find(taskId, number, caller);
    looks.note(caller.getName(), List.of(appeal.number()), Looks.Way.FORM);
    return talk.of(
        appeal.number(),
        "/workplace/tasks/%s/earlier/%s/files".formatted(taskId, appeal.number()),
        directory.municipality(appeal.municipalityId()).zone());
  }

  @GetMapping("/files/{fileId}")
  ResponseEntity<Resource> file(
      @PathVariable String taskId,
      @PathVariable String number,
      @PathVariable long fileId,
      Principal caller) {
    var appeal = find(taskId, number, caller);
    if (!conversation.hasFile(appeal.number(), fileId)) {
      throw new FileNotThereException("Файл не найден: " + fileId);
    }
    looks.note(caller.getName(), List.of(appeal.number()), Looks.Way.FILE);
    return files.serve(fileId);
  }

  private Earlier find(String taskId, String number, Principal caller) {
    var appeal = appeals.get(tasks.open(taskId).number());
    return earlier
        .find(appeal, number, caller.getName())
        .orElseThrow(
            () -> new FileNotThereException("Такого прежнего обращения для вас здесь нет."));
  }
}
