package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Logging in, staying logged in, and passwords, as people and programs meet them. */
class LoginTest extends WorkplaceTest {

  private static final String GOOD = "чайник танцует в среду";
  private static final Pattern ONE_TIME = Pattern.compile("class=\"secret\">([^<]+)<");

  @Autowired IdentityService identity;
  @Autowired People people;
  @Autowired AccountStates states;

  @BeforeEach
  @AfterEach
  void nobody_has_mistyped() {
    jdbc.sql("delete from login_failure").update();
    // Other tests count the accounts of the sandbox.
    List.of("ivanova", "petrov").forEach(identity::deleteUser);
    loginClock.runsAsUsual();
  }

  // ---- wrong passwords

  @Test
  void three_wrong_passwords_cost_nothing_and_each_further_one_makes_the_next_wait_longer() {
    loginClock.stands();
    for (int tries = 0; tries < 4; tries++) {
      assertThat(guess("remontnensky", "from here").statusCode())
          .as("try %d", tries)
          .isEqualTo(401);
    }
    var early = guess("remontnensky", "from here");
    assertThat(early.statusCode()).isEqualTo(429);
    assertThat(early.headers().firstValue("Retry-After")).contains("1");

    loginClock.goesOn(Duration.ofSeconds(2));
    assertThat(guess("remontnensky", "from here").statusCode()).isEqualTo(401);
    assertThat(guess("remontnensky", "from here").headers().firstValue("Retry-After"))
        .contains("2");
  }

  @Test
  void even_the_right_password_waits_then_and_works_afterwards() {
    mistypes("remontnensky", 4);

    assertThat(task("remontnensky", Account.DEMO_PASSWORD).statusCode()).isEqualTo(429);
    loginClock.goesOn(LoginThrottle.LONGEST);
    assertThat(task("remontnensky", Account.DEMO_PASSWORD).statusCode()).isEqualTo(200);
    assertThat(guess("remontnensky", "again").statusCode()).as("all is forgiven").isEqualTo(401);
  }

  @Test
  void who_guesses_elsewhere_locks_nobody_out() {
    mistypes("remontnensky", 8);

    var elsewhere =
        anybody()
            .get(
                "/engine-rest/task",
                Map.of(
                    "Authorization",
                    Visitor.basic("remontnensky", Account.DEMO_PASSWORD),
                    "X-Forwarded-For",
                    "203.0.113.7"));

    assertThat(elsewhere.statusCode()).isEqualTo(200);
    assertThat(
            jdbc.sql(
                    "select lock_exp_time_ > now() at time zone 'utc' from act_id_user where id_ = ?")
                .param("remontnensky")
                .query(Boolean.class)
                .optional()
                .orElse(false))
        .as("the engine's own lock")
        .isFalse();
  }

  @Test
  void
      who_has_logged_in_from_this_browser_before_gets_in_whatever_others_try_from_the_same_address() {
    var colleague = anybody().logsIn("remontnensky", Account.DEMO_PASSWORD);
    mistypes("remontnensky", 8);

    assertThat(colleague.triesToLogIn("remontnensky", Account.DEMO_PASSWORD))
        .doesNotContain("wait");
    assertThat(anybody().triesToLogIn("remontnensky", Account.DEMO_PASSWORD))
        .contains("/login?wait=");
  }

  @Test
  void nodes_count_together_however_many_guesses_come_at_once() throws Exception {
    loginClock.stands();
    var place = new LoginPlace("192.0.2.7", null, false);
    var nodes = List.of(node(), node());
    Callable<Integer> guesses =
        () -> {
          int heard = 0;
          for (int tries = 0; tries < 20; tries++) {
            try {
              nodes.get(tries % 2).begin("remontnensky", place);
              heard++;
            } catch (TooManyLoginsException early) {
              // As it should.
            }
          }
          return heard;
        };
    var guessing = Executors.newFixedThreadPool(4);
    try {
      int heard = 0;
      for (var part : guessing.invokeAll(Collections.nCopies(4, guesses))) {
        heard += part.get();
      }
      assertThat(heard).isEqualTo(LoginThrottle.FREE + 1);
    } finally {
      guessing.shutdownNow();
    }

    nodes.get(0).remember("remontnensky", "their own browser");
    nodes.get(1).begin("remontnensky", new LoginPlace("192.0.2.7", "their own browser", false));
  }

  /** The throttle of another node: nothing in common but the database. */
  private LoginThrottle node() {
    return new LoginThrottle(
        JdbcClient.create(new DriverManagerDataSource(DATABASE, "postgres", "")), loginClock);
  }

  @Test
  void guessing_for_many_users_from_one_address_becomes_slow_as_well() {
    loginClock.stands();
    var answers =
        IntStream.rangeClosed(0, LoginThrottle.FREE_OF_ADDRESS)
            .parallel()
            .mapToObj(n -> guess("nobody-" + n, "x").statusCode())
            .toList();

    assertThat(answers).containsOnly(401);
    assertThat(guess("nobody-else", "x").statusCode()).isEqualTo(429);
  }

  @Test
  void an_unknown_user_and_a_wrong_password_are_told_alike_and_take_as_long() {
    long begun = System.nanoTime();
    var wrong = guess("remontnensky", "no");
    long afterWrong = System.nanoTime();
    var unknown = guess("nobody-at-all", "no");
    long afterUnknown = System.nanoTime();

    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(unknown.statusCode()).isEqualTo(wrong.statusCode());
    assertThat(List.of(afterWrong - begun, afterUnknown - afterWrong))
        .allSatisfy(took -> assertThat(took).isGreaterThan(Duration.ofMillis(300).toNanos()));
    assertThat(anybody().triesToLogIn("remontnensky", "no")).endsWith("/login?error");
    assertThat(anybody().triesToLogIn("nobody-at-all", "no")).endsWith("/login?error");
  }

  @Test
  void the_engine_itself_checks_no_passwords_for_others() {
    assertThat(
            anybody()
                .postAs(
                    "remontnensky",
                    Account.DEMO_PASSWORD,
                    "/engine-rest/identity/verify",
                    Map.of("username", "admin", "password", "demo"))
                .statusCode())
        .isEqualTo(403);
    var person = operator("remontnensky");
    person.get("/camunda/app/tasklist/default/");
    assertThat(
            person
                .toWebapp("POST", "/camunda/api/admin/auth/user/default/login/tasklist", Map.of())
                .statusCode())
        .isEqualTo(403);
  }

  // ---- sessions

  @Test
  void a_screen_that_nobody_touches_for_twenty_minutes_is_logged_out_although_it_asks_for_news() {
    var person = operator("remontnensky");
    for (int minutes = 0; minutes < 20; minutes += 5) {
      assertThat(person.get("/workplace/list").statusCode()).isEqualTo(200);
      loginClock.goesOn(Duration.ofMinutes(5));
    }
    loginClock.goesOn(Duration.ofSeconds(1));

    assertThat(person.get("/workplace/list").statusCode()).isEqualTo(401);
    assertThat(Visitor.location(person.get("/deputies"))).endsWith("/login");
  }

  @Test
  void who_types_or_moves_the_mouse_stays_logged_in_but_not_for_ever() {
    var person = operator("remontnensky");
    for (int hours = 0; hours < 12; hours++) {
      for (int times = 0; times < 4; times++) {
        assertThat(person.post("/workplace/presence", Map.of()).statusCode()).isEqualTo(204);
        loginClock.goesOn(Duration.ofMinutes(15));
      }
    }
    loginClock.goesOn(Duration.ofSeconds(1));

    assertThat(person.post("/workplace/presence", Map.of()).statusCode()).isEqualTo(401);
  }

  @Test
  void a_page_that_loads_itself_anew_is_no_sign_of_a_person() {
    var official = operator("ministry");
    loginClock.goesOn(Duration.ofMinutes(15));
    assertThat(official.get("/burning?again").body()).contains("url=/burning?again");
    loginClock.goesOn(Duration.ofMinutes(6));

    assertThat(Visitor.location(official.get("/burning?again"))).endsWith("/login");
  }

  @Test
  void who_leaves_everywhere_else_stays_here() {
    var here = operator("remontnensky");
    var elsewhere = operator("remontnensky");

    here.submit("/password", "/password/elsewhere", Map.of());

    assertThat(here.get("/workplace/list").statusCode()).isEqualTo(200);
    assertThat(elsewhere.get("/workplace/list").statusCode()).isEqualTo(401);
  }

  @Test
  void cookies_are_no_scripts_business_and_never_sent_in_the_clear_behind_tls() {
    var plain = anybody().get("/login");
    var behindTls = anybody().get("/login", Map.of("X-Forwarded-Proto", "https"));

    assertThat(plain.headers().allValues("Set-Cookie")).noneMatch(each -> each.contains("Secure"));
    assertThat(behindTls.headers().allValues("Set-Cookie"))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).contains("Secure").contains("SameSite=Lax"));
    assertThat(behindTls.headers().firstValue("Strict-Transport-Security")).isPresent();
    assertThat(plain.headers().firstValue("Strict-Transport-Security")).isEmpty();
    for (String name :
        List.of("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy")) {
      assertThat(plain.headers().firstValue(name)).as(name).isPresent();
    }
    assertThat(plain.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("frame-ancestors 'self'");
  }

  // ---- accounts

  @Test
  void a_new_colleague_gets_a_password_once_and_has_to_choose_another() {
    var admin = operator("admin");
    admin.submit(
        "/accounts",
        "/accounts",
        Map.of(
            "id",
            "ivanova",
            "firstName",
            "Анна",
            "lastName",
            "Иванова",
            "group",
            "org-remontnensky"));
    var shown = ONE_TIME.matcher(admin.get("/accounts/ivanova").body());
    assertThat(shown.find()).isTrue();
    String given = shown.group(1);
    assertThat(admin.get("/accounts/ivanova").body()).as("once").doesNotContain(given);

    var ivanova = anybody().logsIn("ivanova", given);
    assertThat(Visitor.location(ivanova.get("/deputies"))).endsWith("/password");
    assertThat(ivanova.get("/workplace/list").statusCode()).isEqualTo(403);
    assertThat(task("ivanova", given).statusCode()).as("programs").isEqualTo(401);

    assertThat(changes(ivanova, given, "short")).contains("Пароль короткий");
    assertThat(changes(ivanova, "wrong", GOOD)).contains("Прежний пароль не подходит");
    assertThat(changes(ivanova, given, GOOD)).contains("Пароль изменён");

    assertThat(ivanova.get("/workplace/list").statusCode()).isEqualTo(200);
    assertThat(anybody().triesToLogIn("ivanova", given)).endsWith("/login?error");
    anybody().logsIn("ivanova", GOOD);
  }

  @Test
  void who_is_taken_out_of_use_is_out_at_once_and_can_come_back() {
    people.make("petrov", "Пётр", "Петров", Set.of("org-remontnensky"), "admin");
    var user = identity.createUserQuery().userId("petrov").singleResult();
    user.setPassword(GOOD);
    identity.saveUser(user);
    states.passwordChanged("petrov", false, "petrov");
    var petrov = anybody().logsIn("petrov", GOOD);
    var admin = operator("admin");

    admin.submit("/accounts/petrov", "/accounts/petrov/deactivation", Map.of());
    assertThat(petrov.get("/workplace/list").statusCode()).isEqualTo(401);
    assertThat(anybody().triesToLogIn("petrov", GOOD)).endsWith("/login?error");
    assertThat(task("petrov", GOOD).statusCode()).isEqualTo(401);

    admin.submit("/accounts/petrov", "/accounts/petrov/activation", Map.of());
    anybody().logsIn("petrov", GOOD);
  }

  @Test
  void an_account_that_the_directory_names_is_asked_for_until_it_is_made() {
    jdbc.sql(
            """
            insert into staff (channel, user_id, organisation_id, name, account)
            values ('telegram', '4100', 'org-remontnensky', 'Анна И., регистратура', 'ivanova')
            """)
        .update();
    var admin = operator("admin");
    assertThat(admin.get("/accounts").body())
        .contains("Ждут учётной записи", "Анна И., регистратура");

    people.make("ivanova", "Анна", "Иванова", Set.of("org-remontnensky"), "admin");
    assertThat(admin.get("/accounts").body()).doesNotContain("Анна И., регистратура");
    jdbc.sql("delete from staff where user_id = '4100'").update();
  }

  @Test
  void the_last_administrator_stays_one() {
    var admin = operator("admin");

    admin.submit("/accounts/admin", "/accounts/admin/deactivation", Map.of());
    assertThat(admin.get("/accounts/admin").body()).contains("последний администратор");
    admin.submit("/accounts/admin", "/accounts/admin/groups", Map.of("group", "managers"));
    assertThat(admin.get("/accounts/admin").body()).contains("последний администратор");
    assertThat(admin.get("/accounts").statusCode()).isEqualTo(200);
  }

  @Test
  void no_way_leads_to_a_weak_password() {
    var user = identity.createUserQuery().userId("remontnensky").singleResult();
    user.setPassword("remontnensky1");

    assertThatThrownBy(() -> identity.saveUser(user)).isInstanceOf(ProcessEngineException.class);
    assertThat(PasswordRules.complaints("azov", "azov-2026-11"))
        .singleElement()
        .asString()
        .contains("имени");
    assertThat(PasswordRules.complaints("azov", "Пароль2026!!"))
        .singleElement()
        .asString()
        .contains("частом слове");
    assertThat(PasswordRules.complaints("azov", "1234567890")).isNotEmpty();
    assertThat(PasswordRules.complaints("azov", "aaaaaaaaaaaa")).isNotEmpty();
    assertThat(PasswordRules.complaints("azov", "короткий")).isNotEmpty();
    assertThat(PasswordRules.complaints("azov", GOOD)).isEmpty();
  }

  private void mistypes(String user, int times) {
    loginClock.stands();
    for (int i = 0; i < times; i++) {
      guess(user, "no");
      loginClock.goesOn(Duration.ofSeconds(i < times - 1 ? 64 : 0));
    }
  }

  private HttpResponse<String> guess(String user, String password) {
    return task(user, password);
  }

  private HttpResponse<String> task(String user, String password) {
    return anybody().getAs(user, password, "/engine-rest/task/count");
  }

  private static String changes(Visitor who, String current, String chosen) {
    who.submit(
        "/password", "/password", Map.of("current", current, "chosen", chosen, "again", chosen));
    return who.get("/password").body();
  }
}
