package ru.medchat.workplace;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import ru.medchat.appeal.AppealNumber;

/** What Tasklist's list of tasks asks of the server, in one call however long the list is. */
@RestController
class ListEndpoints {

  private static final int MOST_TASKS = 100;

  private final TaskCards cards;
  private final EngineUsers users;
  private final Roles roles;
  private final Looks looks;
  private final Clock clock;

  ListEndpoints(TaskCards cards, EngineUsers users, Roles roles, Looks looks, Clock clock) {
    this.cards = cards;
    this.users = users;
    this.roles = roles;
    this.looks = looks;
    this.clock = clock;
  }

  /**
   * A list of tasks, and what stands around it.
   *
   * @param now the product's time, from which the time left is counted
   * @param ministry whether the caller watches over what burns in a region
   * @param administrator whether the caller has an administrator's pages to go to
   */
  record Seen(
      Instant now, boolean ministry, boolean administrator, List<TaskCards.TaskCard> cards) {}

  /**
   * The cards of tasks; of what the caller may not see there is none.
   *
   * @throws TooManyTasksException when more are asked for than any list shows
   */
  @GetMapping("/workplace/list")
  Seen list(@RequestParam(required = false) List<String> task, Principal caller) {
    List<String> ids = task == null ? List.of() : task;
    if (ids.size() > MOST_TASKS) {
      throw new TooManyTasksException(MOST_TASKS);
    }
    var groups = users.groupsOf(caller.getName());
    var seen = cards.of(ids, groups);
    looks.note(
        caller.getName(),
        seen.stream().map(card -> AppealNumber.of(card.number())).toList(),
        Looks.Way.LIST);
    return new Seen(
        clock.instant(),
        roles.of(groups).contains(Role.MINISTRY),
        groups.contains(Role.ADMINISTRATORS),
        seen);
  }
}
