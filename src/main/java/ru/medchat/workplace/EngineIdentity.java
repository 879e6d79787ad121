package ru.medchat.workplace;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the engine who is asking, for as long as the request lasts. */
class EngineIdentity extends OncePerRequestFilter {

  private final IdentityService identity;
  private final EngineUsers users;

  EngineIdentity(IdentityService identity, EngineUsers users) {
    this.identity = identity;
    this.users = users;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var user = EngineUsers.asking();
    if (user.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    // Asked anew each time: who leaves an organisation stops seeing its tasks at once.
    var groups = users.groupsOf(user.get());
    try {
      identity.setAuthentication(user.get(), groups);
      chain.doFilter(request, response);
    } finally {
      identity.clearAuthentication();
    }
  }
}
