package ru.medchat.telegram;

import java.security.Principal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

/** The quarantine as administrators see it, and what they may do about it. */
@Controller
@RequestMapping("/quarantine")
class QuarantinePage {

  private static final Logger log = LoggerFactory.getLogger(QuarantinePage.class);

  /** An administrator's region may have several zones. */
  private static final DateTimeFormatter MOMENTS =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private static final String PAGE = "redirect:/quarantine";

  private final Quarantine quarantine;

  QuarantinePage(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  @GetMapping
  String show(Model model) {
    model.addAttribute("held", quarantine.held());
    model.addAttribute("setAside", quarantine.setAside());
    model.addAttribute("moments", MOMENTS);
    return "quarantine";
  }

  @PostMapping("/{id}/again")
  String tryAgain(@PathVariable long id, Principal who, RedirectAttributes next) {
    boolean done = quarantine.tryAgain(id);
    if (done) {
      log.info("Update {} is tried again, as {} decided", id, who.getName());
    }
    return told(next, done, "Обновление " + id + " обрабатывается ещё раз.");
  }

  @PostMapping("/{id}/aside")
  String setAside(
      @PathVariable long id,
      @RequestParam("because") String because,
      Principal who,
      RedirectAttributes next) {
    if (because.isBlank()) {
      next.addFlashAttribute("wrong", "Напишите, почему обновление откладывается.");
      return PAGE;
    }
    boolean done = quarantine.setAside(id, who.getName(), because.strip());
    if (done) {
      log.info("Update {} is set aside, as {} decided", id, who.getName());
    }
    return told(next, done, "Обновление " + id + " отложено.");
  }

  private static String told(RedirectAttributes next, boolean done, String words) {
    if (done) {
      next.addFlashAttribute("note", words);
    } else {
      next.addFlashAttribute("wrong", "Это обновление уже не ждёт решения.");
    }
    return PAGE;
  }
}
