package ru.medchat.workplace;

import static ru.medchat.workplace.Role.ADMINISTRATOR;
import static ru.medchat.workplace.Role.MANAGER;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may ask what of the engine and its webapps: administrators everything, everybody else what is
 * named here. Of which tasks, the engine's own authorizations decide.
 *
 * @param roles empty for everybody who has logged in
 * @param words why the others are refused
 */
record EngineRule(RequestMatcher requests, Set<Role> roles, String words) {

  /** Where its resources are, or would be: the webapps want the name of the engine. */
  private static final List<String> SERVED_AT =
      List.of(
          "/engine-rest",
          "/engine-rest/engine/*",
          "/camunda/api/engine",
          "/camunda/api/engine/engine/*");

  private static final Set<Role> EVERYBODY = Set.of();

  /** The first that matches counts. */
  static final List<EngineRule> ALL =
      List.of(
          // Everybody may rename and remove themselves there: a colleague's name would stand in the
          // history of appeals, and under what a second person has confirmed.
          new EngineRule(
              new OrRequestMatcher(
                  resource(HttpMethod.PUT, "/user/**"),
                  resource(HttpMethod.POST, "/user/**"),
                  resource(HttpMethod.DELETE, "/user/**")),
              Set.of(ADMINISTRATOR),
              "Учётные записи меняют администраторы. Свой пароль меняют на странице /password."),
          // What Modeler asks. Whoever may see a model is told there how many appeals run, too.
          new EngineRule(
              new OrRequestMatcher(
                  resource(
                      HttpMethod.GET,
                      "/deployment",
                      "/deployment/*",
                      "/decision-definition",
                      "/process-definition/statistics",
                      "/process-definition/*/statistics",
                      "/process-definition/key/*/statistics"),
                  resource(HttpMethod.POST, "/deployment/create")),
              Set.of(MANAGER, ADMINISTRATOR),
              "Схемы, и сколько обращений по ним в работе, видят методисты и администраторы."),
          // What Tasklist and Welcome ask. Nobody writes comments or attachments: those would be
          // words about residents that none of our own views masks for the chamber.
          new EngineRule(
              new OrRequestMatcher(
                  resource(
                      HttpMethod.GET,
                      "/engine",
                      // As the webapps write it.
                      "/engine/",
                      "/version",
                      "/task",
                      "/task/count",
                      "/task/*",
                      "/task/*/form",
                      "/task/*/deployed-form",
                      "/task/*/rendered-form",
                      "/task/*/form-variables",
                      "/task/*/variables",
                      "/task/*/variables/*",
                      "/task/*/variables/*/data",
                      "/task/*/identity-links",
                      // Of Tasklist's history, in which the engine finds none for whom it has none.
                      "/task/*/comment",
                      "/filter",
                      "/filter/count",
                      "/filter/*",
                      "/filter/*/count",
                      "/filter/*/list",
                      "/process-definition",
                      "/process-definition/count",
                      "/process-definition/*",
                      "/process-definition/*/xml",
                      "/process-definition/key/*",
                      "/process-definition/key/*/xml",
                      "/history/user-operation",
                      "/history/user-operation/count",
                      "/authorization/check",
                      "/identity/groups",
                      "/identity/password-policy",
                      "/user",
                      "/user/count",
                      "/user/*/profile",
                      "/group",
                      "/group/count",
                      "/tenant",
                      "/tenant/count"),
                  resource(
                      HttpMethod.POST,
                      "/task",
                      "/task/count",
                      "/task/*/claim",
                      "/task/*/unclaim",
                      "/task/*/complete",
                      "/task/*/submit-form",
                      "/task/*/resolve",
                      "/task/*/bpmnError",
                      "/task/*/bpmnEscalation",
                      "/filter/*/count",
                      "/filter/*/list",
                      "/group",
                      "/group/count"),
                  resource(HttpMethod.OPTIONS, "/filter", "/filter/*"),
                  webapp(HttpMethod.GET, "/admin/auth/user/*"),
                  webapp(HttpMethod.POST, "/admin/auth/user/*/logout"),
                  webapp(HttpMethod.GET, "/tasklist/plugin/*/static/**")),
              EVERYBODY,
              "Для этого нужно войти."),
          new EngineRule(
              new OrRequestMatcher(resource(null, "/**"), webapp(null, "/**")),
              Set.of(ADMINISTRATOR),
              "В движке это делают и видят только администраторы."));

  /** Why somebody was refused; empty when it was for no rule of these. */
  static Optional<String> wordsFor(HttpServletRequest request) {
    return ALL.stream()
        .filter(rule -> rule.requests.matches(request))
        .map(EngineRule::words)
        .findFirst();
  }

  private static RequestMatcher webapp(@Nullable HttpMethod method, String pattern) {
    var requests = PathPatternRequestMatcher.withDefaults();
    String path = "/camunda/api" + pattern;
    return method == null ? requests.matcher(path) : requests.matcher(method, path);
  }

  /**
   * A resource of the engine, wherever it is served. The engine takes no notice of a slash at the
   * end, so a pattern that closes something should end in two asterisks.
   *
   * @param method null for any
   */
  static RequestMatcher resource(@Nullable HttpMethod method, String... patterns) {
    var requests = PathPatternRequestMatcher.withDefaults();
    return new OrRequestMatcher(
        Arrays.stream(patterns)
            .flatMap(pattern -> SERVED_AT.stream().map(place -> place + pattern))
            .map(
                path ->
                    (RequestMatcher)
                        (method == null ? requests.matcher(path) : requests.matcher(method, path)))
            .toList());
  }
}
