package ru.medchat.workplace;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends sessions that last too long, in which nobody has done anything for a while, or that were
 * ended elsewhere; and lets nobody go on with a password that somebody else has given them.
 *
 * <p>Tasklist asks for news by itself as long as it is open, so a request alone is no sign of a
 * person. Counted are pages that are opened, what is changed under {@code /workplace}, and that a
 * script of ours says that a key or the mouse was used.
 */
class SessionLimits extends OncePerRequestFilter {

  /** What a page adds when it loads itself anew. */
  static final String BY_ITSELF = "again";

  private static final String BEGUN = SessionLimits.class.getName() + ".begun";
  private static final String ACTED = SessionLimits.class.getName() + ".acted";

  private static final RequestMatcher FOR_NEW_PASSWORD =
      anyOf("/password", "/login", "/logout", "/error", "/pages/**");

  private static final RequestMatcher BY_SCRIPTS =
      anyOf("/camunda/api/**", "/workplace/**", "/forms/**", "/actuator/**", "/pages/**", "/error");

  private static final RequestMatcher CHANGES =
      new OrRequestMatcher(
          PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/workplace/**"),
          PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.PUT, "/workplace/**"));

  private final AccountStates states;
  private final Refusals refusals;
  private final LoginClock clock;
  private final Duration idle;
  private final Duration longest;

  SessionLimits(
      AccountStates states, Refusals refusals, LoginClock clock, Duration idle, Duration longest) {
    this.states = states;
    this.refusals = refusals;
    this.clock = clock;
    this.idle = idle;
    this.longest = longest;
  }

  /** From now on a session is one that has just begun. */
  static void begin(HttpSession session, Instant now) {
    session.setAttribute(BEGUN, now);
    session.setAttribute(ACTED, now);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var user = EngineUsers.asking();
    var session = request.getSession(false);
    if (user.isEmpty() || session == null) {
      chain.doFilter(request, response);
      return;
    }
    var state = states.of(user.get());
    if (isOver(session, state)) {
      session.invalidate();
      SecurityContextHolder.clearContext();
    } else {
      if (isAct(request)) {
        session.setAttribute(ACTED, clock.instant());
      }
      if (state.temporary() && !FOR_NEW_PASSWORD.matches(request)) {
        askForNewPassword(request, response);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  private boolean isOver(HttpSession session, AccountStates.State state) {
    Instant now = clock.instant();
    return !(session.getAttribute(BEGUN) instanceof Instant begun)
        || !(session.getAttribute(ACTED) instanceof Instant acted)
        || begun.plus(longest).isBefore(now)
        || acted.plus(idle).isBefore(now)
        || state.ends(begun);
  }

  private static boolean isAct(HttpServletRequest request) {
    return CHANGES.matches(request)
        || (!BY_SCRIPTS.matches(request) && request.getParameter(BY_ITSELF) == null);
  }

  private void askForNewPassword(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (BY_SCRIPTS.matches(request)) {
      refusals.write(
          response,
          HttpStatus.FORBIDDEN,
          "Сначала смените временный пароль на странице /password.");
    } else {
      response.sendRedirect("/password");
    }
  }

  private static RequestMatcher anyOf(String... patterns) {
    return new OrRequestMatcher(
        Arrays.stream(patterns)
            .map(
                pattern ->
                    (RequestMatcher) PathPatternRequestMatcher.withDefaults().matcher(pattern))
            .toList());
  }
}
