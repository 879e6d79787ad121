package ru.medchat.process;

import java.util.Collection;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Who works in a group: its members, but those whose accounts were taken out of use. */
@Component
public class Colleagues {

  private final IdentityService identity;
  private final AccountUse accounts;

  Colleagues(@Lazy IdentityService identity, AccountUse accounts) {
    this.identity = identity;
    this.accounts = accounts;
  }

  /** Everybody who works there, by name. */
  public List<User> in(String group) {
    return identity
        .createUserQuery()
        .memberOfGroup(group)
        .orderByUserLastName()
        .asc()
        .orderByUserFirstName()
        .asc()
        .list()
        .stream()
        .filter(user -> accounts.isInUse(user.getId()))
        .toList();
  }

  /** Whether somebody works in one of these groups. */
  public boolean worksIn(Collection<String> groups, String account) {
    return accounts.isInUse(account)
        && groups.stream()
            .anyMatch(
                group ->
                    identity.createUserQuery().userId(account).memberOfGroup(group).count() > 0);
  }
}
