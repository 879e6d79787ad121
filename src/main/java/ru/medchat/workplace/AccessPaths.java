package ru.medchat.workplace;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The addresses of what is no page of ours: of the engine, its webapps, the actuator. */
final class AccessPaths {

  static final RequestMatcher WEBAPPS = path("/camunda/**");
  static final RequestMatcher WEBAPP_LOGOUT =
      PathPatternRequestMatcher.withDefaults()
          .matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/*/logout");
  static final RequestMatcher FOR_SCRIPTS =
      new OrRequestMatcher(
          path("/camunda/api/**"), path("/workplace/**"), path("/forms/**"), path("/actuator/**"));

  static final RequestMatcher OPEN =
      new OrRequestMatcher(
          path("/"),
          path("/login"),
          path("/error"),
          path("/favicon.ico"),
          path("/pages/**"),
          path("/actuator/health/**"),
          path("/camunda/favicon.ico"),
          path("/camunda/assets/**"),
          path("/camunda/lib/**"));

  /** Besides what nobody needs, the ways past our own log-in: its throttle, its rules. */
  static final RequestMatcher CLOSED =
      new OrRequestMatcher(
          path("/actuator/**"),
          path("/camunda/api/admin/auth/user/*/login/**"),
          path("/camunda/api/admin/setup/**"),
          EngineRule.resource(null, "/identity/verify/**", "/user/*/credentials/**"));

  private AccessPaths() {}

  static RequestMatcher path(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(pattern);
  }
}
