package ru.medchat.workplace;

import java.security.Principal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;
import ru.medchat.mail.LetterKind;
import ru.medchat.mail.LetterKind.Delivery;
import ru.medchat.mail.LetterSettings;
import ru.medchat.mail.LetterSettings.UnfitSettingsException;

/**
 * The page on which people choose the letters of their own organisation, and administrators those
 * of any. Works without scripts.
 */
@Controller
@RequestMapping(LetterSettingsPage.PATH)
class LetterSettingsPage {

  static final String PATH = "/letters";

  private static final Logger log = LoggerFactory.getLogger(LetterSettingsPage.class);

  private final LetterSettings settings;
  private final Directory directory;
  private final EngineUsers users;

  LetterSettingsPage(LetterSettings settings, Directory directory, EngineUsers users) {
    this.settings = settings;
    this.directory = directory;
    this.users = users;
  }

  /** A kind of letters with what may be chosen for it. */
  record Line(String name, String title, List<Choice> choices) {}

  /** Something to choose. */
  record Choice(String value, String title, boolean chosen) {}

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
            .orElseThrow(LetterSettingsPage::notYours);
    var chosen = settings.of(organisation);
    model.addAttribute("organisations", open);
    model.addAttribute("organisation", organisation);
    model.addAttribute(
        "lines",
        chosen.entrySet().stream().map(each -> line(each.getKey(), each.getValue())).toList());
    return "letters";
  }

  @PostMapping("/{id}")
  String choose(
      @PathVariable("id") String id,
      @RequestParam Map<String, String> fields,
      Principal caller,
      RedirectAttributes next) {
    var organisation =
        openTo(caller).stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(LetterSettingsPage::notYours);
    try {
      settings.choose(organisation, chosen(fields), caller.getName());
      log.info("{} chose the letters of {}", caller.getName(), id);
      next.addFlashAttribute(
          "note", "Сохранено. Письма, которые уже составлены, придут, как было выбрано прежде.");
    } catch (UnfitSettingsException e) {
      next.addFlashAttribute("wrong", e.getMessage());
    }
    next.addAttribute("organisation", id);
    return "redirect:" + PATH;
  }

  private static Map<LetterKind, Delivery> chosen(Map<String, String> fields) {
    var chosen = new EnumMap<LetterKind, Delivery>(LetterKind.class);
    for (var kind : LetterKind.values()) {
      String field = fields.get(kind.name());
      kind.choices().stream()
          .filter(each -> each.name().equals(field))
          .findFirst()
          .ifPresent(each -> chosen.put(kind, each));
    }
    return chosen;
  }

  private List<Organisation> openTo(Principal caller) {
    return users.isAdministrator(caller.getName())
        ? directory.organisations()
        : directory.organisationsAmong(users.groupsOf(caller.getName()));
  }

  private static ResponseStatusException notYours() {
    return new ResponseStatusException(
        HttpStatus.FORBIDDEN, "Письма выбирают для своей организации.");
  }

  private static Line line(LetterKind kind, Delivery chosen) {
    return new Line(
        kind.name(),
        kind.title(),
        kind.choices().stream()
            .map(each -> new Choice(each.name(), title(kind, each), each == chosen))
            .toList());
  }

  private static String title(LetterKind kind, Delivery delivery) {
    return switch (delivery) {
      case ALWAYS -> "Сразу, в любое время";
      case WORKING_HOURS ->
          kind == LetterKind.DIGEST ? "В начале рабочего дня" : "Сразу, в рабочее время";
      case DIGEST -> "Строкой в утренней сводке";
      case NEVER -> "Не присылать";
    };
  }
}
