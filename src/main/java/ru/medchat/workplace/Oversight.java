package ru.medchat.workplace;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Municipality;
import ru.medchat.directory.Organisation;

/** Whose chats somebody watches over, beyond the tasks they are given. */
@Component
class Oversight {

  private final EngineUsers users;
  private final Directory directory;

  Oversight(EngineUsers users, Directory directory) {
    this.users = users;
    this.directory = directory;
  }

  /**
   * The municipalities whose chats a user watches over: an organisation its own, a ministry those
   * of its region, everybody else none.
   */
  List<String> municipalitiesOf(String user) {
    return directory.organisationsAmong(users.groupsOf(user)).stream()
        .flatMap(this::municipalitiesOf)
        .distinct()
        .toList();
  }

  /** Whether a user may read personal data: everybody who works on appeals but the chamber. */
  boolean readsPersonalData(String user) {
    return readsPersonalData(users.groupsOf(user));
  }

  /** As {@link #readsPersonalData(String)}, by the groups of the user. */
  boolean readsPersonalData(Collection<String> groups) {
    return directory.organisationsAmong(groups).stream()
        .noneMatch(organisation -> organisation.kind() == Organisation.Kind.CHAMBER);
  }

  private Stream<String> municipalitiesOf(Organisation organisation) {
    return switch (organisation.kind()) {
      case RESPONDER -> Stream.ofNullable(organisation.municipalityId());
      case MINISTRY ->
          directory.municipalities().stream()
              .filter(place -> place.regionCode().equals(organisation.regionCode()))
              .map(Municipality::id);
      case CHAMBER -> Stream.empty();
    };
  }
}
