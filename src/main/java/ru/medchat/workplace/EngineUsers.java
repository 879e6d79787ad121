package ru.medchat.workplace;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The users of the product: those of Camunda's identity service, with its groups. */
@Component
class EngineUsers implements AuthenticationProvider {

  private final IdentityService identity;

  EngineUsers(@Lazy IdentityService identity) {
    this.identity = identity;
  }

  @Override
  public Authentication authenticate(Authentication login) {
    String user = login.getName();
    Object password = login.getCredentials();
    if (user.isBlank()
        || !(password instanceof String secret)
        || !identity.checkPassword(user, secret)) {
      throw new BadCredentialsException("Неверное имя пользователя или пароль.");
    }
    return UsernamePasswordAuthenticationToken.authenticated(
        user, null, AuthorityUtils.createAuthorityList(groupsOf(user)));
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
