package ru.medchat.workplace;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;

/** Who is what, at this moment. */
@Component
class Roles {

  private final EngineUsers users;
  private final Directory directory;

  Roles(EngineUsers users, Directory directory) {
    this.users = users;
    this.directory = directory;
  }

  /** The roles of a user; empty for somebody without a group of ours. */
  Set<Role> of(String user) {
    return of(users.groupsOf(user));
  }

  /** The roles that some groups give. */
  Set<Role> of(Collection<String> groups) {
    var roles = EnumSet.noneOf(Role.class);
    for (String group : groups) {
      switch (group) {
        case Role.ADMINISTRATORS -> roles.add(Role.ADMINISTRATOR);
        case Role.MANAGERS -> roles.add(Role.MANAGER);
        default ->
            directory
                .findOrganisation(group)
                .map(Organisation::kind)
                .map(Roles::of)
                .ifPresent(roles::add);
      }
    }
    return roles;
  }

  private static Role of(Organisation.Kind kind) {
    return switch (kind) {
      case RESPONDER -> Role.OPERATOR;
      case MINISTRY -> Role.MINISTRY;
      case CHAMBER -> Role.CHAMBER;
    };
  }
}
