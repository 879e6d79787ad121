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
 * What only some roles may ask of the engine, though its own authorizations would let others in.
 *
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
          // Whoever has deployed a model may remove it there, with all appeals that run under it.
          new EngineRule(
              resource(HttpMethod.DELETE, "/deployment/**"),
              Set.of(ADMINISTRATOR),
              "Схемы удаляют администраторы: вместе со схемой исчезли бы её обращения."),
          // Whoever may see the model is told there how many appeals run, of all organisations; by
          // Cockpit's own interface too, which asks nobody whether they may use Cockpit.
          new EngineRule(
              new OrRequestMatcher(
                  PathPatternRequestMatcher.withDefaults().matcher("/camunda/api/cockpit/**"),
                  resource(
                      null,
                      "/process-definition/statistics/**",
                      "/process-definition/*/statistics/**",
                      "/process-definition/key/*/statistics/**",
                      "/process-definition/key/*/tenant-id/*/statistics/**")),
              Set.of(MANAGER, ADMINISTRATOR),
              "Сколько обращений в работе, видят методисты и администраторы."));

  /** Why somebody was refused; empty when it was for no rule of these. */
  static Optional<String> wordsFor(HttpServletRequest request) {
    return ALL.stream()
        .filter(rule -> rule.requests.matches(request))
        .map(EngineRule::words)
        .findFirst();
  }

  /**
   * A resource of the engine, wherever it is served. The engine takes no notice of a slash at the
   * end, so a pattern should end in two asterisks.
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
