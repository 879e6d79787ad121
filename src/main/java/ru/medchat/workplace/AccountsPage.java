package ru.medchat.workplace;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.identity.Group;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import ru.medchat.directory.Staff;

/** «Учётные записи»: who may log in, and as what. Works without scripts. */
@Controller
@RequestMapping(AccountsPage.PATH)
class AccountsPage {

  static final String PATH = "/accounts";

  private static final Logger log = LoggerFactory.getLogger(AccountsPage.class);

  private final People people;
  private final Staff staff;

  AccountsPage(People people, Staff staff) {
    this.people = people;
    this.staff = staff;
  }

  /** A person as the page shows one. */
  record Line(String id, String name, String groups, String state, boolean past) {}

  /** A representative whom the directory gives an account that nobody has made. */
  record Wanted(String account, String name, String organisation) {}

  /** A group to be in or not. */
  record Choice(String id, String name, boolean chosen) {}

  @GetMapping
  String list(Model model) {
    var names = people.groups().stream().collect(Collectors.toMap(Group::getId, Group::getName));
    var all = people.all();
    model.addAttribute("people", all.stream().map(each -> line(each, names)).toList());
    model.addAttribute("wanted", wanted(all, names));
    model.addAttribute("choices", choices(List.of()));
    return "accounts";
  }

  @GetMapping("/{user}")
  String show(@PathVariable("user") String id, Model model) {
    var person =
        people.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    model.addAttribute("person", person);
    model.addAttribute("choices", choices(person.groups()));
    return "account";
  }

  @PostMapping
  String make(
      @RequestParam(name = "id", defaultValue = "") String id,
      @RequestParam(name = "firstName", defaultValue = "") String firstName,
      @RequestParam(name = "lastName", defaultValue = "") String lastName,
      @RequestParam(name = "group", required = false) @Nullable Set<String> groups,
      Principal caller,
      RedirectAttributes next) {
    String wished = id.strip();
    boolean made =
        tried(
            next,
            () -> people.make(wished, firstName, lastName, chosen(groups), caller.getName()),
            "password");
    if (!made) {
      return "redirect:" + PATH;
    }
    log.info("{} made the account {}", caller.getName(), wished);
    return back(wished, next);
  }

  @PostMapping("/{user}/password")
  String giveNewPassword(
      @PathVariable("user") String id, Principal caller, RedirectAttributes next) {
    if (tried(next, () -> people.giveNewPassword(id, caller.getName()), "password")) {
      log.info("{} gave {} a new password", caller.getName(), id);
    }
    return back(id, next);
  }

  @PostMapping("/{user}/groups")
  String putInto(
      @PathVariable("user") String id,
      @RequestParam(name = "group", required = false) @Nullable Set<String> groups,
      Principal caller,
      RedirectAttributes next) {
    if (told(next, () -> people.putInto(id, chosen(groups), caller.getName()), "Сохранено.")) {
      log.info("{} put {} into {}", caller.getName(), id, chosen(groups));
    }
    return back(id, next);
  }

  @PostMapping("/{user}/deactivation")
  String deactivate(@PathVariable("user") String id, Principal caller, RedirectAttributes next) {
    if (told(
        next, () -> people.deactivate(id, caller.getName()), "Отключено: войти больше нельзя.")) {
      log.info("{} deactivated {}", caller.getName(), id);
    }
    return back(id, next);
  }

  @PostMapping("/{user}/activation")
  String activate(@PathVariable("user") String id, Principal caller, RedirectAttributes next) {
    if (told(next, () -> people.activate(id, caller.getName()), "Снова можно войти.")) {
      log.info("{} activated {}", caller.getName(), id);
    }
    return back(id, next);
  }

  @PostMapping("/{user}/logout")
  String endSessions(@PathVariable("user") String id, Principal caller, RedirectAttributes next) {
    if (told(next, () -> people.endSessions(id, caller.getName()), "Все сеансы завершены.")) {
      log.info("{} ended the sessions of {}", caller.getName(), id);
    }
    return back(id, next);
  }

  private static String back(String id, RedirectAttributes next) {
    next.addAttribute("user", id);
    return "redirect:" + PATH + "/{user}";
  }

  private static boolean told(RedirectAttributes next, Runnable change, String note) {
    return tried(
        next,
        () -> {
          change.run();
          return note;
        },
        "note");
  }

  private static boolean tried(RedirectAttributes next, Supplier<String> change, String shownAs) {
    try {
      next.addFlashAttribute(shownAs, change.get());
      return true;
    } catch (UnfitAccountException e) {
      next.addFlashAttribute("wrong", e.getMessage());
      return false;
    } catch (OptimisticLockingException e) {
      next.addFlashAttribute(
          "wrong", "Задачи этого человека как раз изменились. Попробуйте ещё раз.");
      return false;
    }
  }

  private static Set<String> chosen(@Nullable Set<String> groups) {
    return groups == null ? Set.of() : groups;
  }

  private List<Choice> choices(List<String> chosen) {
    return people.groups().stream()
        .map(group -> new Choice(group.getId(), group.getName(), chosen.contains(group.getId())))
        .toList();
  }

  private List<Wanted> wanted(List<People.Person> all, Map<String, String> names) {
    var made = all.stream().map(People.Person::id).collect(Collectors.toSet());
    return staff.all().stream()
        .filter(each -> each.account() != null && !made.contains(each.account()))
        .map(
            each ->
                new Wanted(
                    each.account(),
                    each.name(),
                    names.getOrDefault(each.organisationId(), each.organisationId())))
        .toList();
  }

  private static Line line(People.Person person, Map<String, String> names) {
    return new Line(
        person.id(),
        person.name(),
        person.groups().stream()
            .map(group -> names.getOrDefault(group, group))
            .collect(Collectors.joining(", ")),
        person.state().deactivated()
            ? "отключена"
            : person.state().temporary() ? "ждёт первого входа" : "",
        person.state().deactivated());
  }
}
