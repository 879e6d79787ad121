package ru.medchat.workplace;

import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What an open form asks every few seconds; so it has to be cheap. */
@RestController
@RequestMapping("/workplace/tasks/{taskId}/live")
class LiveEndpoints {

  private final AppealTasks tasks;
  private final TaskViews views;
  private final Presence presence;

  LiveEndpoints(AppealTasks tasks, TaskViews views, Presence presence) {
    this.tasks = tasks;
    this.views = views;
    this.presence = presence;
  }

  /** That the caller has the task open. */
  record Here(boolean typing) {}

  /**
   * How a task stands.
   *
   * @param version as {@link TaskView} has it
   * @param here who else has the appeal open
   */
  record Live(String version, List<Colleague> here) {}

  /** Somebody else who has the appeal open. */
  record Colleague(String name, boolean typing) {}

  /**
   * Says that the caller has a task open, and asks whether anything has changed.
   *
   * @throws TaskGoneException when somebody else has finished it
   */
  @PutMapping
  Live here(@PathVariable String taskId, @RequestBody Here caller, Principal who) {
    var open = tasks.open(taskId);
    var others = presence.here(open.number(), who.getName(), caller.typing());
    return new Live(
        views.versionOf(open),
        others.stream()
            .map(each -> new Colleague(tasks.nameOf(each.operator()), each.typing()))
            .toList());
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void left(@PathVariable String taskId, Principal who) {
    presence.left(tasks.open(taskId).number(), who.getName());
  }
}
