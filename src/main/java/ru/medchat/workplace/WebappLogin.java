package ru.medchat.workplace;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;

/** Makes Camunda's webapps take over who is logged in from Spring Security. */
class WebappLogin extends ContainerBasedAuthenticationFilter {

  private final EngineUsers users;

  WebappLogin(EngineUsers users) {
    this.users = users;
  }

  @Override
  public void init(FilterConfig filterConfig) {
    authenticationProvider = new FromSpringSecurity(users);
  }

  private record FromSpringSecurity(EngineUsers users) implements AuthenticationProvider {

    @Override
    public AuthenticationResult extractAuthenticatedUser(
        HttpServletRequest request, ProcessEngine engine) {
      return EngineUsers.asking()
          .map(this::successful)
          .orElseGet(AuthenticationResult::unsuccessful);
    }

    private AuthenticationResult successful(String user) {
      var result = AuthenticationResult.successful(user);
      result.setGroups(users.groupsOf(user));
      return result;
    }

    @Override
    public void augmentResponseByAuthenticationChallenge(
        HttpServletResponse response, ProcessEngine engine) {
      // Our own login page does the asking, and Tasklist's scripts lead there.
    }
  }
}
