package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AccountsTest extends WorkplaceTest {

  @Autowired Accounts accounts;
  @Autowired IdentityService identity;
  @Autowired FilterService filters;
  @Autowired AuthorizationService authorizations;

  @Test
  void in_the_sandbox_every_organisation_has_two_operators_and_models_have_a_manager() {
    accounts.afterSingletonsInstantiated();

    assertThat(identity.createUserQuery().memberOfGroup(Role.MANAGERS).count()).isEqualTo(1);
    for (var organisation : directory.organisations()) {
      assertThat(identity.createUserQuery().memberOfGroup(organisation.id()).count()).isEqualTo(2);
    }
    assertThat(identity.checkPassword("kamensk-shakhtinsky", "demo")).isTrue();
    assertThat(identity.checkPassword("chamber", "demo")).isTrue();
  }

  @Test
  void the_account_of_a_municipality_is_that_of_its_usual_organisation() {
    assertThat(identity.createUserQuery().memberOfGroup("org-taganrog").list())
        .extracting(user -> user.getId())
        .containsExactlyInAnyOrder("taganrog", "taganrog2");
    assertThat(identity.createUserQuery().memberOfGroup("polyclinic-taganrog").list())
        .extracting(user -> user.getId())
        .containsExactlyInAnyOrder("polyclinic-taganrog", "polyclinic-taganrog2");
  }

  @Test
  void a_second_start_makes_nothing_twice_and_leaves_what_was_changed() {
    var filter = filters.createTaskFilterQuery().filterName("Все наши").singleResult();
    filter.setName("Задачи больницы");
    filters.saveFilter(filter);
    accounts.afterSingletonsInstantiated();
    long lists = filters.createTaskFilterQuery().count();
    long users = identity.createUserQuery().count();
    long before = authorizations.createAuthorizationQuery().count();

    accounts.afterSingletonsInstantiated();

    assertThat(identity.createUserQuery().count()).isEqualTo(users);
    assertThat(filters.createTaskFilterQuery().count()).isEqualTo(lists);
    assertThat(authorizations.createAuthorizationQuery().count()).isEqualTo(before);
    filter.setName("Все наши");
    filters.saveFilter(filter);
  }
}
