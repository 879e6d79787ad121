package ru.medchat.insight;

import java.security.Principal;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Municipality;
import ru.medchat.loop.GivenUp;
import ru.medchat.workplace.Looks;

/** What could neither be taken in nor delivered, and what administrators may do about it. */
@Controller
class GivenUpPage {

  static final String PATH = "/undelivered";

  private static final Logger log = LoggerFactory.getLogger(GivenUpPage.class);

  private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
  private static final DateTimeFormatter MOMENTS =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm", RUSSIAN);

  /** Such as «Москва, стандартное время, UTC+03». */
  private static final DateTimeFormatter ZONE =
      DateTimeFormatter.ofPattern("zzzz, 'UTC'x", RUSSIAN);

  private final List<GivenUp> kinds;
  private final Directory directory;
  private final Looks looks;
  private final Clock clock;

  GivenUpPage(List<GivenUp> kinds, Directory directory, Looks looks, Clock clock) {
    this.kinds = List.copyOf(kinds);
    this.directory = directory;
    this.looks = looks;
    this.clock = clock;
  }

  @GetMapping(PATH)
  String show(Model model, Principal who) {
    looks.noteUndelivered(who.getName());
    ZoneId zone = zone();
    model.addAttribute("kinds", kinds);
    model.addAttribute("moments", MOMENTS.withZone(zone));
    model.addAttribute("zone", ZONE.format(clock.instant().atZone(zone)));
    return "undelivered";
  }

  /** Where updates alone stood once. */
  @GetMapping("/quarantine")
  String quarantine() {
    return "redirect:" + PATH + "#update";
  }

  @PostMapping(PATH + "/{kind}/{id}/again")
  String tryAgain(
      @PathVariable("kind") String kind,
      @PathVariable("id") long id,
      Principal who,
      RedirectAttributes next) {
    GivenUp rows = of(kind);
    if (!rows.tryAgain(id)) {
      return late(next);
    }
    log.info("The {} {} is tried again, as {} decided", kind, id, who.getName());
    return told(next, "note", "%s %d: пробуем ещё раз.".formatted(rows.kind().name(), id));
  }

  @PostMapping(PATH + "/{kind}/{id}/aside")
  String setAside(
      @PathVariable("kind") String kind,
      @PathVariable("id") long id,
      @RequestParam("because") String because,
      Principal who,
      RedirectAttributes next) {
    GivenUp rows = of(kind);
    if (because.isBlank()) {
      return told(next, "wrong", "Напишите, почему это откладывается.");
    }
    if (!rows.setAside(id, who.getName(), because.strip())) {
      return late(next);
    }
    log.info("The {} {} is set aside, as {} decided", kind, id, who.getName());
    return told(next, "note", "%s %d: отложено.".formatted(rows.kind().name(), id));
  }

  private GivenUp of(String kind) {
    return kinds.stream()
        .filter(each -> each.kind().id().equals(kind))
        .findFirst()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** That of the municipalities, if they share one. */
  private ZoneId zone() {
    var zones = directory.municipalities().stream().map(Municipality::zone).distinct().toList();
    return zones.size() == 1 ? zones.get(0) : ProductNotices.MOSCOW;
  }

  private static String late(RedirectAttributes next) {
    return told(next, "wrong", "Это уже не ждёт решения.");
  }

  private static String told(RedirectAttributes next, String how, String words) {
    next.addFlashAttribute(how, words);
    return "redirect:" + PATH;
  }
}
