package ru.medchat.workplace;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.AuthorizationQuery;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;

/**
 * Sees to it at every start that each organisation has its group with what the group needs in
 * Tasklist, and that the accounts exist. What is there already stays as it is.
 */
@Component
class Accounts implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(Accounts.class);

  /** The key of the process whose definition operators may look at. */
  private static final String PROCESS = "appeal";

  /** Any number that nothing else in this database takes as a lock. */
  private static final long LOCK = 6_100_000_000_001L;

  private final ProcessEngineConfiguration engine;
  private final IdentityService identity;
  private final AuthorizationService authorizations;
  private final TaskFilters filters;
  private final Directory directory;
  private final Sandbox sandbox;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final String adminPassword;

  Accounts(
      ProcessEngine engine,
      IdentityService identity,
      AuthorizationService authorizations,
      TaskFilters filters,
      Directory directory,
      Sandbox sandbox,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      @Value("${medchat.admin-password:}") String adminPassword) {
    this.engine = engine.getProcessEngineConfiguration();
    this.identity = identity;
    this.authorizations = authorizations;
    this.filters = filters;
    this.directory = directory;
    this.sandbox = sandbox;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.adminPassword = adminPassword;
  }

  @Override
  public void afterSingletonsInstantiated() {
    transaction.executeWithoutResult(
        tx -> {
          // Nodes that start together would otherwise make everything twice.
          jdbc.sql("select 1 from pg_advisory_xact_lock(?)").param(LOCK).query(Long.class).single();
          makeAll();
        });
  }

  private void makeAll() {
    var organisations = directory.organisations();
    makeGroups(organisations);
    makeUsers();
    makeAuthorizations(organisations, filters.make());
    demandGoodPasswords();
  }

  private void makeGroups(List<Organisation> organisations) {
    var known =
        identity.createGroupQuery().list().stream().map(Group::getId).collect(Collectors.toSet());
    if (!known.contains(Role.ADMINISTRATORS)) {
      group(Role.ADMINISTRATORS, "Администраторы", "SYSTEM");
    }
    if (!known.contains(Role.MANAGERS)) {
      group(Role.MANAGERS, "Методисты", "WORKFLOW");
    }
    for (Organisation organisation : organisations) {
      if (!known.contains(organisation.id())) {
        group(organisation.id(), organisation.name(), "WORKFLOW");
      }
    }
  }

  private void group(String id, String name, String type) {
    Group group = identity.newGroup(id);
    group.setName(name);
    group.setType(type);
    identity.saveGroup(group);
  }

  private void makeUsers() {
    if (!sandbox.hasDemoAccounts()) {
      refuseKnownPasswords();
    }
    var wanted = new ArrayList<Account>();
    wanted.add(
        Account.administrator(adminPassword.isBlank() ? Account.DEMO_PASSWORD : adminPassword));
    if (sandbox.hasDemoAccounts()) {
      wanted.addAll(Account.ofDemo(directory));
    }
    var known =
        identity.createUserQuery().list().stream().map(User::getId).collect(Collectors.toSet());
    wanted.removeIf(account -> known.contains(account.id()));
    for (Account account : wanted) {
      User user = identity.newUser(account.id());
      user.setFirstName(account.firstName());
      user.setLastName(account.lastName());
      user.setPassword(account.password());
      identity.saveUser(user);
      identity.createMembership(account.id(), account.group());
    }
    if (!wanted.isEmpty()) {
      log.info("Made {} accounts", wanted.size());
    }
  }

  private void refuseKnownPasswords() {
    var reasons = new ArrayList<String>();
    if (!PasswordRules.complaints("admin", adminPassword).isEmpty()) {
      reasons.add(
          "MEDCHAT_ADMIN_PASSWORD is weak (at least %d characters, neither common nor a name)"
              .formatted(PasswordRules.SHORTEST));
    }
    var known =
        identity.createUserQuery().list().stream().map(User::getId).collect(Collectors.toSet());
    var demo =
        Stream.concat(Stream.of("admin"), Account.ofDemo(directory).stream().map(Account::id))
            .filter(known::contains)
            .filter(id -> identity.checkPassword(id, Account.DEMO_PASSWORD))
            .toList();
    if (!demo.isEmpty()) {
      reasons.add(
          "its database has %d demo accounts of the sandbox, such as %s"
              .formatted(demo.size(), demo.get(0)));
    }
    if (!reasons.isEmpty()) {
      throw new UnsafeAccountsException(reasons);
    }
  }

  /** Of everybody from now on, whichever way a password comes: our pages, Admin, REST. */
  private void demandGoodPasswords() {
    engine.setPasswordPolicy(new PasswordRules(this::isOfDemo));
    engine.setEnablePasswordPolicy(true);
  }

  /** An organisation that is added in the sandbox gets its two operators at once. */
  private boolean isOfDemo(String user) {
    return sandbox.hasDemoAccounts()
        && Account.ofDemo(directory).stream().anyMatch(account -> account.id().equals(user));
  }

  private void makeAuthorizations(List<Organisation> organisations, TaskFilters.Offered filters) {
    var known = new HashSet<Grant>();
    // Not all there are: each open task has some.
    known.addAll(known(authorizations.createAuthorizationQuery().groupIdIn(Role.ADMINISTRATORS)));
    for (Resource resource :
        List.of(
            Resources.APPLICATION,
            Resources.PROCESS_DEFINITION,
            Resources.FILTER,
            Resources.DEPLOYMENT,
            Resources.DECISION_DEFINITION)) {
      known.addAll(known(authorizations.createAuthorizationQuery().resourceType(resource)));
    }
    for (Resource resource : Resources.values()) {
      grant(known, Role.ADMINISTRATORS, resource, ANY, Permissions.ALL);
    }
    // Not DELETE of a deployment, which takes the appeals that run under it along.
    grant(known, Role.MANAGERS, Resources.DEPLOYMENT, ANY, Permissions.READ, Permissions.CREATE);
    grant(known, Role.MANAGERS, Resources.PROCESS_DEFINITION, ANY, Permissions.READ);
    grant(known, Role.MANAGERS, Resources.DECISION_DEFINITION, ANY, Permissions.READ);
    grant(known, Role.MANAGERS, Resources.APPLICATION, "welcome", Permissions.ACCESS);
    for (Organisation organisation : organisations) {
      String group = organisation.id();
      grant(known, group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
      grant(known, group, Resources.APPLICATION, "welcome", Permissions.ACCESS);
      // Not READ_TASK nor READ_INSTANCE: those would open every organisation's appeals.
      grant(known, group, Resources.PROCESS_DEFINITION, PROCESS, Permissions.READ);
      filters
          .by(organisation.kind())
          .forEach(id -> grant(known, group, Resources.FILTER, id, Permissions.READ));
    }
  }

  private static Set<Grant> known(AuthorizationQuery query) {
    return query.authorizationType(AUTH_TYPE_GRANT).list().stream()
        .filter(authorization -> authorization.getGroupId() != null)
        .map(Grant::of)
        .collect(Collectors.toSet());
  }

  private void grant(
      Set<Grant> known, String group, Resource resource, String id, Permission... permissions) {
    if (known.add(new Grant(group, resource.resourceType(), id))) {
      Authorization authorization = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
      authorization.setGroupId(group);
      authorization.setResource(resource);
      authorization.setResourceId(id);
      for (Permission permission : permissions) {
        authorization.addPermission(permission);
      }
      authorizations.saveAuthorization(authorization);
    }
  }

  private record Grant(String group, int resourceType, String resourceId) {

    static Grant of(Authorization authorization) {
      return new Grant(
          authorization.getGroupId(),
          authorization.getResourceType(),
          authorization.getResourceId());
    }
  }
}
