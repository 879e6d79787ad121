package ru.medchat.workplace;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.PassedMessages;
import ru.medchat.appeal.RegisteringAppeals;
import ru.medchat.directory.Directory;
import ru.medchat.wording.Moments;

/**
 * The page on which operators see what residents wrote without an appeal coming of it, and make one
 * of it after all. Works without scripts.
 */
@Controller
@RequestMapping(PassedMessagesPage.PATH)
class PassedMessagesPage {

  static final String PATH = "/passed";

  private static final Logger log = LoggerFactory.getLogger(PassedMessagesPage.class);

  private static final int MOST = 50;

  private final PassedMessages passed;
  private final Oversight oversight;
  private final Looks looks;
  private final Directory directory;
  private final IdentityService identity;
  private final Clock clock;

  PassedMessagesPage(
      PassedMessages passed,
      Oversight oversight,
      Looks looks,
      Directory directory,
      IdentityService identity,
      Clock clock) {
    this.passed = passed;
    this.oversight = oversight;
    this.looks = looks;
    this.directory = directory;
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * A line of the list.
   *
   * @param action where its button leads
   */
  record Line(
      String author,
      String at,
      String place,
      String text,
      @Nullable String files,
      String reason,
      String button,
      String action) {}

  @GetMapping
  String show(
      @RequestParam(name = "until", required = false) @Nullable Instant until,
      Model model,
      Principal caller) {
    var places = oversight.municipalitiesOf(caller.getName());
    // One more than is shown tells whether there is another page.
    var found = passed.in(places, until == null ? clock.instant() : until, MOST + 1);
    looks.note(
        caller.getName(),
        found.stream()
            .limit(MOST)
            .flatMap(each -> Stream.ofNullable(each.appeal()))
            .map(AppealNumber::of)
            .toList(),
        Looks.Way.PASSED);
    model.addAttribute("lines", found.stream().limit(MOST).map(this::line).toList());
    model.addAttribute("earlier", found.size() > MOST ? found.get(MOST).at() : null);
    model.addAttribute("latest", until == null);
    model.addAttribute("severalPlaces", places.size() > 1);
    return "passed";
  }

  @PostMapping("/{id}/appeal")
  String makeAppeal(@PathVariable long id, Principal caller, RedirectAttributes next) {
    return told(next, passed.makeAppeal(id, places(caller), nameOf(caller)), caller);
  }

  @PostMapping("/closed/{number:\\d{2,3}-\\d{6,}}/appeal")
  String takeBack(@PathVariable String number, Principal caller, RedirectAttributes next) {
    return told(
        next, passed.makeAppeal(AppealNumber.of(number), places(caller), nameOf(caller)), caller);
  }

  private List<String> places(Principal caller) {
    return oversight.municipalitiesOf(caller.getName());
  }

  private static String told(
      RedirectAttributes next, Optional<RegisteringAppeals.Taken> taken, Principal caller) {
    if (taken.isEmpty()) {
      next.addFlashAttribute("wrong", "Этого сообщения в списке уже нет.");
    } else {
      var number = taken.get().appeal().number();
      log.info("What had no appeal is in {} now, as {} decided", number, caller.getName());
      next.addFlashAttribute("note", "Теперь это обращение № %s.".formatted(number));
    }
    return "redirect:" + PATH;
  }

  private Line line(PassedMessages.Passed each) {
    var place = directory.municipality(each.municipalityId());
    boolean closed = each.appeal() != null;
    return new Line(
        each.author().isBlank() ? "Без имени" : each.author(),
        Moments.inShort(each.at(), place.zone()),
        place.name(),
        each.text(),
        each.attachments() == 0 ? null : "Вложений: " + each.attachments(),
        reason(each),
        closed ? "Вернуть как обращение" : "Сделать обращением",
        closed
            ? "%s/closed/%s/appeal".formatted(PATH, each.appeal())
            : "%s/%d/appeal".formatted(PATH, each.id()));
  }

  private static String reason(PassedMessages.Passed each) {
    return switch (each.reason()) {
      case SMALL_TALK -> "Благодарность или приветствие";
      case AMONG_RESIDENTS -> "Разговор жителей между собой";
      case NOT_ADDRESSED -> "Написано не боту";
      case NOT_MARKED -> "Никто не отметил";
      case NOT_AN_APPEAL -> "Обращение № %s закрыто как «не обращение»".formatted(each.appeal());
    };
  }

  private String nameOf(Principal caller) {
    var user = identity.createUserQuery().userId(caller.getName()).singleResult();
    return user == null
        ? caller.getName()
        : (user.getFirstName() + " " + user.getLastName()).strip();
  }
}
