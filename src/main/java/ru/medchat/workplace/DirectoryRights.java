package ru.medchat.workplace;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Entry;
import ru.medchat.directory.EntryKind;
import ru.medchat.directory.Field;
import ru.medchat.directory.Organisation;
import ru.medchat.directory.Region;

/**
 * Who sees and changes what of the directory: administrators everything, a ministry the contacts of
 * its region; everybody sees their region.
 */
@Component
class DirectoryRights {

  private final EngineUsers users;
  private final Directory directory;

  DirectoryRights(EngineUsers users, Directory directory) {
    this.users = users;
    this.directory = directory;
  }

  /** The regions a user sees, by name. */
  List<Region> regionsOf(String user) {
    var all = directory.regions();
    if (users.isAdministrator(user) || users.groupsOf(user).contains(Role.MANAGERS)) {
      return all;
    }
    var codes = organisationsOf(user).map(Organisation::regionCode).toList();
    return all.stream().filter(region -> codes.contains(region.code())).toList();
  }

  boolean mayEdit(String user, Entry entry, Field field) {
    return users.isAdministrator(user)
        || (field.isContact()
            && entry.kind() == EntryKind.ORGANISATION
            && organisationsOf(user)
                .anyMatch(
                    own ->
                        own.kind() == Organisation.Kind.MINISTRY
                            && own.regionCode().equals(entry.regionCode())));
  }

  boolean mayAdd(String user) {
    return users.isAdministrator(user);
  }

  void mustAdd(String user) {
    if (!mayAdd(user)) {
      throw refusal();
    }
  }

  /** Whoever sends nothing to change has nothing to change, and is refused as well. */
  void mustEdit(String user, Entry entry, Collection<Field> fields) {
    if (fields.isEmpty() || !fields.stream().allMatch(field -> mayEdit(user, entry, field))) {
      throw refusal();
    }
  }

  static ResponseStatusException refusal() {
    return new ResponseStatusException(
        HttpStatus.FORBIDDEN, "Это в справочнике меняют и видят другие.");
  }

  private Stream<Organisation> organisationsOf(String user) {
    return directory.organisationsAmong(users.groupsOf(user)).stream();
  }
}
