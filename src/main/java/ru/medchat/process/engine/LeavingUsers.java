package ru.medchat.process.engine;

import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;

/** The engine's users, whose tasks stay with nobody who leaves: in Admin, over REST, or here. */
final class LeavingUsers extends IdentityServiceImpl {

  private final ObjectProvider<Departures> departures;
  private final TransactionTemplate transaction;

  LeavingUsers(ObjectProvider<Departures> departures, TransactionTemplate transaction) {
    this.departures = departures;
    this.transaction = transaction;
  }

  @Override
  public void deleteUser(String userId) {
    leaves(
        userId,
        () -> {
          // Their tasks are given back while the history still knows their name.
          createGroupQuery()
              .groupMember(userId)
              .list()
              .forEach(group -> deleteMembership(userId, group.getId()));
          super.deleteUser(userId);
        });
  }

  @Override
  public void deleteMembership(String userId, String groupId) {
    leaves(userId, () -> super.deleteMembership(userId, groupId));
  }

  private void leaves(String user, Runnable removal) {
    transaction.executeWithoutResult(
        tx -> {
          removal.run();
          var caller = getCurrentAuthentication();
          clearAuthentication();
          try {
            departures.getObject().left(user);
          } finally {
            if (caller != null) {
              setAuthentication(caller);
            }
          }
        });
  }
}
