package ru.medchat.workplace;

import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
import ru.medchat.directory.Absences.Absence;
import ru.medchat.directory.Calendars;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;
import ru.medchat.directory.Staff;
import ru.medchat.process.Colleagues;
import ru.medchat.process.Deputies;
import ru.medchat.process.UnfitAbsenceException;
import ru.medchat.wording.Moments;

/**
 * «Замещение»: who is absent until when, and who stands in. People note it for themselves and their
 * colleagues, managers and administrators for everybody. Works without scripts.
 */
@Controller
@RequestMapping(DeputiesPage.PATH)
class DeputiesPage {

  static final String PATH = "/deputies";

  private static final Logger log = LoggerFactory.getLogger(DeputiesPage.class);

  private final Deputies deputies;
  private final Staff staff;
  private final Directory directory;
  private final Calendars calendars;
  private final EngineUsers users;
  private final Roles roles;
  private final Colleagues colleagues;
  private final AppealTasks names;
  private final Clock clock;

  DeputiesPage(
      Deputies deputies,
      Staff staff,
      Directory directory,
      Calendars calendars,
      EngineUsers users,
      Roles roles,
      Colleagues colleagues,
      AppealTasks names,
      Clock clock) {
    this.deputies = deputies;
    this.staff = staff;
    this.directory = directory;
    this.calendars = calendars;
    this.users = users;
    this.roles = roles;
    this.colleagues = colleagues;
    this.names = names;
    this.clock = clock;
  }

  /** Somebody to choose. */
  record Person(String id, String name) {}

  /**
   * An absence.
   *
   * @param deputy null when the tasks go back to the group
   * @param now whether it has begun
   */
  record Line(
      long id, String who, String from, String back, @Nullable String deputy, boolean now) {}

  /**
   * A representative in a messenger.
   *
   * @param account null while nobody has said which is theirs
   */
  record Linked(String channel, String userId, String name, @Nullable String account) {}

  @GetMapping
  String show(
      @RequestParam(name = "organisation", required = false) @Nullable String wanted,
      Model model,
      Principal caller) {
    var open = openTo(caller);
    var organisation =
        open.stream()
            .filter(each -> wanted == null || each.id().equals(wanted))
            .findFirst()
            .orElseThrow(DeputiesPage::notYours);
    var people = peopleOf(organisation);
    var zone = calendars.of(organisation).zone();
    model.addAttribute("organisations", open);
    model.addAttribute("organisation", organisation);
    model.addAttribute("people", people);
    model.addAttribute("me", caller.getName());
    model.addAttribute("today", LocalDate.ofInstant(clock.instant(), zone));
    model.addAttribute(
        "absences", deputies.of(organisation).stream().map(each -> line(each, zone)).toList());
    model.addAttribute(
        "linked",
        staff.all().stream()
            .filter(each -> each.organisationId().equals(organisation.id()))
            .map(each -> new Linked(each.channel(), each.userId(), each.name(), each.account()))
            .toList());
    return "deputies";
  }

  @PostMapping("/{organisation}")
  String note(
      @PathVariable("organisation") String id,
      @RequestParam(defaultValue = "") String account,
      @RequestParam(defaultValue = "") String deputy,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String back,
      Principal caller,
      RedirectAttributes next) {
    var organisation = organisation(id, caller);
    try {
      deputies.note(
          account,
          organisation,
          deputy.isEmpty() ? null : deputy,
          date(from),
          date(back),
          caller.getName());
      log.info("{} noted an absence of {}", caller.getName(), account);
      next.addFlashAttribute("note", "Отмечено.");
    } catch (UnfitAbsenceException e) {
      next.addFlashAttribute("wrong", e.getMessage());
    } catch (DateTimeParseException e) {
      next.addFlashAttribute("wrong", "Укажите оба дня: с какого и до какого.");
    }
    return backTo(organisation, next);
  }

  @PostMapping("/{organisation}/{absence:\\d+}/end")
  String end(
      @PathVariable("organisation") String id,
      @PathVariable long absence,
      Principal caller,
      RedirectAttributes next) {
    var organisation = organisation(id, caller);
    if (deputies.end(absence, organisation, caller.getName())) {
      log.info("{} ended the absence {}", caller.getName(), absence);
      next.addFlashAttribute("note", "Отсутствие завершено.");
    } else {
      next.addFlashAttribute("wrong", "Это отсутствие уже закончилось.");
    }
    return backTo(organisation, next);
  }

  /** Says which account a representative uses, so that who is absent is left in peace there too. */
  @PostMapping("/{organisation}/linked")
  String linked(
      @PathVariable("organisation") String id,
      @RequestParam String channel,
      @RequestParam String user,
      @RequestParam(defaultValue = "") String account,
      Principal caller,
      RedirectAttributes next) {
    var organisation = organisation(id, caller);
    boolean known =
        account.isEmpty()
            || peopleOf(organisation).stream().anyMatch(person -> person.id().equals(account));
    if (known && staff.worksAs(id, channel, user, account.isEmpty() ? null : account)) {
      log.info("{} said which account the representative {} uses", caller.getName(), user);
      next.addFlashAttribute("note", "Сохранено.");
    } else {
      next.addFlashAttribute("wrong", "Такого человека в организации уже нет.");
    }
    return backTo(organisation, next);
  }

  private static LocalDate date(String text) {
    return LocalDate.parse(text);
  }

  private Line line(Absence absence, ZoneId zone) {
    String deputy = absence.deputy();
    return new Line(
        absence.id(),
        names.nameOf(absence.account()),
        Moments.day(absence.away(), zone),
        Moments.day(absence.back(), zone),
        deputy == null ? null : names.nameOf(deputy),
        absence.covers(clock.instant()));
  }

  private List<Person> peopleOf(Organisation organisation) {
    return colleagues.in(organisation.id()).stream()
        .map(
            user ->
                new Person(
                    user.getId(),
                    "%s %s"
                        .formatted(
                            Objects.requireNonNullElse(user.getFirstName(), ""),
                            Objects.requireNonNullElse(user.getLastName(), ""))
                        .strip()))
        .toList();
  }

  private Organisation organisation(String id, Principal caller) {
    return openTo(caller).stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(DeputiesPage::notYours);
  }

  private List<Organisation> openTo(Principal caller) {
    var groups = users.groupsOf(caller.getName());
    Set<Role> held = roles.of(groups);
    return held.contains(Role.ADMINISTRATOR) || held.contains(Role.MANAGER)
        ? directory.organisations()
        : directory.organisationsAmong(groups);
  }

  private static String backTo(Organisation organisation, RedirectAttributes next) {
    next.addAttribute("organisation", organisation.id());
    return "redirect:" + PATH;
  }

  private static ResponseStatusException notYours() {
    return new ResponseStatusException(
        HttpStatus.FORBIDDEN, "Замещение отмечают в своей организации.");
  }
}
