package ru.medchat.process.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;

/**
 * The engine's authorizations, but for two questions whose answer is known and whose cost grows
 * with every open task, as each has an authorization of its own.
 */
final class OwnTasks extends AuthorizationManager {

  /**
   * Who asks only for tasks that their own groups may work on may read them all: a group is granted
   * a task when it becomes a candidate. To find that out, PostgreSQL would compare each of these
   * tasks with each of these grants.
   */
  @Override
  public void configureTaskQuery(TaskQueryImpl query) {
    super.configureTaskQuery(query);
    if (asksForOwnGroups(query)) {
      query.getAuthCheck().setAuthorizationCheckEnabled(false);
    }
  }

  /** Nobody has so many groups that those without authorizations had to be left out first. */
  @Override
  public List<String> filterAuthenticatedGroupIds(List<String> groups) {
    return groups == null ? List.of() : groups;
  }

  private boolean asksForOwnGroups(TaskQueryImpl query) {
    if (!isAuthCheckExecuted()
        || query.getQueries().size() != 1
        || query.getCandidateUser() != null
        || query.getCandidateGroupLike() != null) {
      return false;
    }
    var asked = query.getCandidateGroups();
    var own = getCurrentAuthentication().getGroupIds();
    return asked != null && !asked.isEmpty() && own != null && own.containsAll(asked);
  }

  static final class Factory implements SessionFactory {

    @Override
    public Class<?> getSessionType() {
      return AuthorizationManager.class;
    }

    @Override
    public Session openSession() {
      return new OwnTasks();
    }
  }
}
