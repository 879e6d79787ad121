package ru.medchat.workplace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;

/**
 * A user of the product.
 *
 * @param group the one group the user belongs to
 */
record Account(String id, String firstName, String lastName, String password, String group) {

  static final String DEMO_PASSWORD = "demo";

  static Account administrator(String password) {
    return new Account("admin", "Администратор", "Медчат", password, Role.ADMINISTRATORS);
  }

  /** Two operators for each organisation, with the well-known password of the sandbox. */
  static List<Account> ofDemo(Directory directory) {
    var taken = new HashSet<String>();
    var accounts = new ArrayList<Account>();
    accounts.add(new Account("manager", "Методист", "Медчат", DEMO_PASSWORD, Role.MANAGERS));
    for (Organisation organisation : directory.organisations()) {
      String municipality = organisation.isUsualResponder() ? organisation.municipalityId() : null;
      String wanted =
          switch (organisation.kind()) {
            case RESPONDER -> municipality == null ? organisation.id() : municipality;
            case MINISTRY -> "ministry";
            case CHAMBER -> "chamber";
          };
      String place =
          switch (organisation.kind()) {
            case RESPONDER ->
                municipality == null
                    ? organisation.name()
                    : directory.municipality(municipality).name();
            case MINISTRY -> "министерство";
            case CHAMBER -> "палата";
          };
      // A second region has a ministry as well.
      String id = taken.add(wanted) ? wanted : organisation.id();
      accounts.add(
          new Account(id, "Оператор", "(" + place + ")", DEMO_PASSWORD, organisation.id()));
      // The second person that a message which sounds like advice needs.
      accounts.add(
          new Account(
              id + "2", "Второй оператор", "(" + place + ")", DEMO_PASSWORD, organisation.id()));
    }
    return accounts;
  }
}
