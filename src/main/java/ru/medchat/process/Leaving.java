package ru.medchat.process;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.process.engine.Departures;

/** Sees to it that nothing stays with somebody who no longer works where it has to be done. */
@Component
public class Leaving implements Departures {

  private static final Logger log = LoggerFactory.getLogger(Leaving.class);

  private final TaskService tasks;
  private final Colleagues colleagues;
  private final TaskHistory taskHistory;

  Leaving(TaskService tasks, Colleagues colleagues, TaskHistory taskHistory) {
    this.tasks = tasks;
    this.colleagues = colleagues;
    this.taskHistory = taskHistory;
  }

  /**
   * Gives the tasks of somebody who has left back to the groups they are of, in the transaction in
   * which they leave. What is of a group in which they go on working stays with them.
   *
   * @throws OptimisticLockingException when somebody changes one of these tasks at the same time
   */
  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void left(String account) {
    for (Task task : tasks.createTaskQuery().taskAssignee(account).active().list()) {
      var groups = groupsOf(task);
      if (!groups.isEmpty() && !colleagues.worksIn(groups, account)) {
        taskHistory.leaving(account, () -> tasks.setAssignee(task.getId(), null));
        log.info("Task {} is given back, for {} has left", task.getId(), account);
      }
    }
  }

  private Set<String> groupsOf(Task task) {
    return tasks.getIdentityLinksForTask(task.getId()).stream()
        .map(IdentityLink::getGroupId)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }
}
