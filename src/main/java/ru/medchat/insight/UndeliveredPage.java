package ru.medchat.insight;

import java.security.Principal;
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
import ru.medchat.channel.UndeliveredMessages;
import ru.medchat.mail.UndeliveredLetters;

/** Messages and letters that were given up, and what administrators may do about them. */
@Controller
@RequestMapping("/undelivered")
class UndeliveredPage {

  private static final Logger log = LoggerFactory.getLogger(UndeliveredPage.class);

  private static final DateTimeFormatter MOMENTS =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm 'МСК'").withZone(ProductNotices.MOSCOW);

  private static final String PAGE = "redirect:/undelivered";

  private final UndeliveredMessages messages;
  private final UndeliveredLetters letters;

  UndeliveredPage(UndeliveredMessages messages, UndeliveredLetters letters) {
    this.messages = messages;
    this.letters = letters;
  }

  @GetMapping
  String show(Model model) {
    model.addAttribute("messages", messages.undecided());
    model.addAttribute("letters", letters.undecided());
    model.addAttribute("moments", MOMENTS);
    return "undelivered";
  }

  @PostMapping("/messages/{id}/again")
  String sendMessageAgain(@PathVariable long id, Principal who, RedirectAttributes next) {
    return again("Сообщение " + id, "Outbox row " + id, messages.tryAgain(id), who, next);
  }

  @PostMapping("/letters/{id}/again")
  String sendLetterAgain(@PathVariable long id, Principal who, RedirectAttributes next) {
    return again("Письмо " + id, "Letter " + id, letters.tryAgain(id), who, next);
  }

  @PostMapping("/messages/{id}/aside")
  String setMessageAside(
      @PathVariable long id,
      @RequestParam("because") String because,
      Principal who,
      RedirectAttributes next) {
    if (because.isBlank()) {
      return reasonMissing(next);
    }
    boolean done = messages.setAside(id, who.getName(), because.strip());
    return aside("Сообщение " + id, "Outbox row " + id, done, who, next);
  }

  @PostMapping("/letters/{id}/aside")
  String setLetterAside(
      @PathVariable long id,
      @RequestParam("because") String because,
      Principal who,
      RedirectAttributes next) {
    if (because.isBlank()) {
      return reasonMissing(next);
    }
    boolean done = letters.setAside(id, who.getName(), because.strip());
    return aside("Письмо " + id, "Letter " + id, done, who, next);
  }

  private static String again(
      String what, String row, boolean done, Principal who, RedirectAttributes next) {
    if (done) {
      log.info("{} is sent again, as {} decided", row, who.getName());
    }
    return told(next, done, what + " отправляется ещё раз.");
  }

  private static String aside(
      String what, String row, boolean done, Principal who, RedirectAttributes next) {
    if (done) {
      log.info("{} is set aside, as {} decided", row, who.getName());
    }
    return told(next, done, what + " отложено.");
  }

  private static String reasonMissing(RedirectAttributes next) {
    next.addFlashAttribute("wrong", "Напишите, почему это откладывается.");
    return PAGE;
  }

  private static String told(RedirectAttributes next, boolean done, String words) {
    if (done) {
      next.addFlashAttribute("note", words);
    } else {
      next.addFlashAttribute("wrong", "Это уже не ждёт решения.");
    }
    return PAGE;
  }
}
