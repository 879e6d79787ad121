package ru.medchat.workplace;

import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.process.Leaving;

/** The accounts of people: made, given a password, put into groups, taken out of use. */
@Service
class People {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{1,39}");
  private static final int LONGEST_NAME = 80;

  /** Without what looks alike on paper. */
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int PARTS = 4;
  private static final int LETTERS_OF_PART = 4;

  private final SecureRandom random = new SecureRandom();
  private final IdentityService identity;
  private final AccountStates states;
  private final EngineUsers users;
  private final Leaving leaving;

  People(IdentityService identity, AccountStates states, EngineUsers users, Leaving leaving) {
    this.identity = identity;
    this.states = states;
    this.users = users;
    this.leaving = leaving;
  }

  /** Somebody with an account. */
  record Person(String id, String name, List<String> groups, AccountStates.State state) {}

  /** Everybody, by name. */
  List<Person> all() {
    return identity.createUserQuery().list().stream()
        .map(this::person)
        .sorted(Comparator.comparing(Person::name).thenComparing(Person::id))
        .toList();
  }

  Optional<Person> find(String id) {
    return Optional.ofNullable(user(id)).map(this::person);
  }

  /**
   * Makes an account.
   *
   * @param by the administrator
   * @return its password, to be changed at the first log-in; nobody can read it later
   * @throws UnfitAccountException when there is one already, or something is missing
   */
  @Transactional
  String make(String id, String firstName, String lastName, Set<String> groups, String by) {
    if (!ID.matcher(id).matches()) {
      throw new UnfitAccountException(
          "Имя для входа: от 2 до 40 латинских строчных букв, цифр, точек и дефисов.");
    }
    if (user(id) != null) {
      throw new UnfitAccountException("Учётная запись «%s» уже есть.".formatted(id));
    }
    User user = identity.newUser(id);
    user.setFirstName(name(firstName, "имя"));
    user.setLastName(name(lastName, "фамилию"));
    String password = randomPassword();
    user.setPassword(password);
    identity.saveUser(user);
    putInto(id, groups, by);
    // Somebody of the same name may have been deleted in Admin after they had left.
    states.activate(id, by);
    states.passwordChanged(id, true, by);
    return password;
  }

  /** Replaces a forgotten password by one to be changed at the next log-in, and returns it. */
  @Transactional
  String giveNewPassword(String id, String by) {
    User user = existing(id);
    String password = randomPassword();
    user.setPassword(password);
    identity.saveUser(user);
    states.passwordChanged(id, true, by);
    return password;
  }

  /**
   * Changes one's own password, and ends all one's sessions.
   *
   * @param current the password until now, which the caller has checked
   * @throws UnfitAccountException when the new one may not be chosen
   */
  @Transactional
  void changeOwnPassword(String id, String current, String chosen) {
    var complaints = PasswordRules.complaints(id, chosen);
    if (!complaints.isEmpty()) {
      throw new UnfitAccountException(complaints);
    }
    if (chosen.equals(current)) {
      throw new UnfitAccountException("Новый пароль такой же, как прежний.");
    }
    User user = existing(id);
    user.setPassword(chosen);
    identity.saveUser(user);
    states.passwordChanged(id, false, id);
  }

  /** Puts a person into exactly these groups; their tasks of others are given back. */
  @Transactional
  void putInto(String id, Set<String> groups, String by) {
    existing(id);
    var known = users.groupsOf(id);
    if (known.contains(Role.ADMINISTRATORS) && !groups.contains(Role.ADMINISTRATORS)) {
      staysWithAdministrator(id, by);
    }
    for (String group : groups) {
      if (identity.createGroupQuery().groupId(group).count() == 0) {
        throw new UnfitAccountException("Такой группы нет: " + group);
      }
      if (!known.contains(group)) {
        identity.createMembership(id, group);
      }
    }
    known.stream()
        .filter(group -> !groups.contains(group))
        .forEach(group -> identity.deleteMembership(id, group));
  }

  /** Takes an account out of use; what its person has done stays, their tasks are given back. */
  @Transactional
  void deactivate(String id, String by) {
    existing(id);
    if (users.isAdministrator(id)) {
      staysWithAdministrator(id, by);
    }
    if (id.equals(by)) {
      throw new UnfitAccountException("Себя отключить нельзя: попросите другого администратора.");
    }
    states.deactivate(id, by);
    leaving.left(id);
  }

  @Transactional
  void activate(String id, String by) {
    existing(id);
    states.activate(id, by);
  }

  @Transactional
  void endSessions(String id, String by) {
    existing(id);
    states.endSessions(id, by);
  }

  /** All groups there are, by name. */
  List<Group> groups() {
    return identity.createGroupQuery().list().stream()
        .sorted(Comparator.comparing(Group::getName))
        .toList();
  }

  private void staysWithAdministrator(String id, String by) {
    boolean another =
        identity.createUserQuery().memberOfGroup(Role.ADMINISTRATORS).list().stream()
            .map(User::getId)
            .anyMatch(each -> !each.equals(id) && !states.of(each).deactivated());
    if (!another) {
      throw new UnfitAccountException("Это последний администратор: сначала назначьте другого.");
    }
    if (id.equals(by)) {
      throw new UnfitAccountException(
          "Права администратора у себя не снимают: попросите другого администратора.");
    }
  }

  private @Nullable User user(String id) {
    return id.indexOf('\0') >= 0 ? null : identity.createUserQuery().userId(id).singleResult();
  }

  private User existing(String id) {
    var user = user(id);
    if (user == null) {
      throw new UnfitAccountException("Учётной записи «%s» нет.".formatted(id));
    }
    return user;
  }

  private Person person(User user) {
    String name =
        (Objects.requireNonNullElse(user.getFirstName(), "")
                + " "
                + Objects.requireNonNullElse(user.getLastName(), ""))
            .strip();
    return new Person(
        user.getId(),
        name.isEmpty() ? user.getId() : name,
        List.copyOf(new TreeSet<>(users.groupsOf(user.getId()))),
        states.of(user.getId()));
  }

  private static String name(String given, String what) {
    String name = given.strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
      throw new UnfitAccountException("Укажите %s.".formatted(what));
    }
    return name;
  }

  private String randomPassword() {
    var password = new StringBuilder();
    for (int part = 0; part < PARTS; part++) {
      if (part > 0) {
        password.append('-');
      }
      for (int letter = 0; letter < LETTERS_OF_PART; letter++) {
        password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
    }
    return password.toString();
  }
}
