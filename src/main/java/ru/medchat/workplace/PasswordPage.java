package ru.medchat.workplace;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which everybody changes their own password, and ends what is open elsewhere. */
@Controller
@RequestMapping(PasswordPage.PATH)
class PasswordPage {

  static final String PATH = "/password";

  private static final Logger log = LoggerFactory.getLogger(PasswordPage.class);

  private final People people;
  private final EngineUsers users;
  private final AccountStates states;
  private final LoginClock clock;

  PasswordPage(People people, EngineUsers users, AccountStates states, LoginClock clock) {
    this.people = people;
    this.users = users;
    this.states = states;
    this.clock = clock;
  }

  @GetMapping
  String show(Model model, Principal caller) {
    model.addAttribute("temporary", states.of(caller.getName()).temporary());
    model.addAttribute("user", caller.getName());
    model.addAttribute("shortest", PasswordRules.SHORTEST);
    return "password";
  }

  @PostMapping
  String change(
      @RequestParam(name = "current", defaultValue = "") String current,
      @RequestParam(name = "chosen", defaultValue = "") String chosen,
      @RequestParam(name = "again", defaultValue = "") String again,
      Principal caller,
      HttpServletRequest request,
      RedirectAttributes next) {
    String user = caller.getName();
    try {
      if (!chosen.equals(again)) {
        throw new UnfitAccountException("Новый пароль введён дважды по-разному.");
      }
      check(user, current, request);
      people.changeOwnPassword(user, current, chosen);
      request.changeSessionId();
      SessionLimits.begin(request.getSession(), clock.instant());
      log.info("{} changed the password", user);
      next.addFlashAttribute("note", "Пароль изменён. На других компьютерах вы вышли.");
    } catch (TooManyLoginsException e) {
      next.addFlashAttribute("wrong", e.getMessage());
    } catch (AuthenticationException e) {
      next.addFlashAttribute("wrong", "Прежний пароль не подходит.");
    } catch (UnfitAccountException e) {
      next.addFlashAttribute("wrong", e.getMessage());
    }
    return "redirect:" + PATH;
  }

  @PostMapping("/elsewhere")
  String leaveElsewhere(Principal caller, HttpServletRequest request, RedirectAttributes next) {
    people.endSessions(caller.getName(), caller.getName());
    SessionLimits.begin(request.getSession(), clock.instant());
    log.info("{} logged out everywhere else", caller.getName());
    next.addFlashAttribute("note", "На других компьютерах вы вышли.");
    return "redirect:" + PATH;
  }

  /** With the throttle of the log-in: whoever finds a screen open must not guess on. */
  private void check(String user, String password, HttpServletRequest request) {
    var login = UsernamePasswordAuthenticationToken.unauthenticated(user, password);
    login.setDetails(LoginPlace.ofPerson(request));
    users.authenticate(login);
  }
}
