package ru.medchat.workplace;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The users of the product: those of Camunda's identity service, with its groups. */
@Component
class EngineUsers implements AuthenticationProvider {

  /** How long a refusal takes, whether the user is known or not. */
  private static final Duration REFUSAL_TAKES = Duration.ofMillis(300);

  private final IdentityService identity;
  private final LoginThrottle throttle;
  private final AccountStates states;

  EngineUsers(@Lazy IdentityService identity, LoginThrottle throttle, AccountStates states) {
    this.identity = identity;
    this.throttle = throttle;
    this.states = states;
  }

  /**
   * Whether somebody is who they say.
   *
   * @throws TooManyLoginsException when there were too many wrong passwords from there
   * @throws BadCredentialsException when it is not so, whatever the reason
   * @throws CredentialsExpiredException when a program uses a password that has to be changed first
   */
  @Override
  public Authentication authenticate(Authentication login) {
    long begun = System.nanoTime();
    String user = login.getName();
    var place =
        login.getDetails() instanceof LoginPlace known ? known : new LoginPlace("", null, false);
    throttle.begin(user, place);
    if (!isRight(user, login.getCredentials())) {
      throttle.failed(place);
      waitUntil(begun + REFUSAL_TAKES.toNanos());
      throw new BadCredentialsException("Неверное имя пользователя или пароль.");
    }
    throttle.succeeded(user, place);
    if (place.program() && states.of(user).temporary()) {
      throw new CredentialsExpiredException(
          "Сначала войдите через браузер и смените временный пароль.");
    }
    return UsernamePasswordAuthenticationToken.authenticated(
        user, null, AuthorityUtils.createAuthorityList(groupsOf(user)));
  }

  private boolean isRight(String user, @Nullable Object password) {
    return password instanceof String secret
        && !user.isBlank()
        // PostgreSQL knows no text with it.
        && user.indexOf('\0') < 0
        && identity.checkPassword(user, secret)
        && !states.of(user).deactivated();
  }

  private static void waitUntil(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean supports(Class<?> kind) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
  }

  /** Who has logged in and asks now. */
  static Optional<String> asking() {
    return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
        .filter(Authentication::isAuthenticated)
        .filter(login -> !(login instanceof AnonymousAuthenticationToken))
        .map(Authentication::getName);
  }

  /** Whether a user is an administrator at this moment. */
  boolean isAdministrator(String user) {
    return groupsOf(user).contains(Role.ADMINISTRATORS);
  }

  /** The groups a user belongs to at this moment. */
  List<String> groupsOf(String user) {
    return identity.createGroupQuery().groupMember(user).list().stream().map(Group::getId).toList();
  }
}
