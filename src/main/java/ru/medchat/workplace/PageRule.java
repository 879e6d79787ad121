package ru.medchat.workplace;

import static ru.medchat.workplace.Role.ADMINISTRATOR;
import static ru.medchat.workplace.Role.MINISTRY;
import static ru.medchat.workplace.Role.OPERATOR;

import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Whose a page of ours is, with everything below it.
 *
 * @param roles empty for everybody who has logged in
 */
record PageRule(String path, Set<Role> roles) {

  /** A line for each. Who comes to one without a login gets there after it. */
  static final List<PageRule> PAGES =
      List.of(
          page(PasswordPage.PATH),
          page(BurningPage.PATH, MINISTRY),
          page(DeputiesPage.PATH),
          page(LetterSettingsPage.PATH),
          page(DirectoryPage.PATH),
          page(TemplatesPage.PATH),
          page(PassedMessagesPage.PATH, OPERATOR, MINISTRY),
          page(AccountsPage.PATH, ADMINISTRATOR),
          page("/balance", ADMINISTRATOR),
          page("/calendar", ADMINISTRATOR),
          page("/chats", ADMINISTRATOR),
          page(LooksPage.PATH, ADMINISTRATOR),
          page("/quarantine", ADMINISTRATOR),
          page("/undelivered", ADMINISTRATOR));

  /** What programs may ask, which bring a password along; scripts of our pages may as well. */
  static final List<PageRule> FOR_PROGRAMS =
      List.of(
          page("/workplace/calendar", ADMINISTRATOR), page("/actuator/prometheus", ADMINISTRATOR));

  private static PageRule page(String path, Role... roles) {
    return new PageRule(path, Set.of(roles));
  }

  RequestMatcher requests() {
    return PathPatternRequestMatcher.withDefaults().matcher(path + "/**");
  }

  RequestMatcher looks() {
    return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, path + "/**");
  }
}
