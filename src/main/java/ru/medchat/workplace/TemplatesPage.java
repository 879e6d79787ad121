package ru.medchat.workplace;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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
import ru.medchat.appeal.AnswerTemplates;
import ru.medchat.appeal.AnswerTemplates.Template;
import ru.medchat.appeal.Categories;
import ru.medchat.appeal.Placeholder;
import ru.medchat.appeal.UnfitTemplateException;
import ru.medchat.directory.Directory;

/**
 * «Шаблоны ответов»: people keep those of their own organisation, managers and administrators those
 * of any and those for all. Works without scripts.
 */
@Controller
@RequestMapping(TemplatesPage.PATH)
class TemplatesPage {

  static final String PATH = "/templates";

  /** The group that may change what all organisations share. */

  /** Stands for the templates that are everybody's. */
  private static final Owner ALL = new Owner("", "Для всех организаций");

  private static final Logger log = LoggerFactory.getLogger(TemplatesPage.class);

  private final AnswerTemplates templates;
  private final Categories categories;
  private final Directory directory;
  private final EngineUsers users;

  TemplatesPage(
      AnswerTemplates templates, Categories categories, Directory directory, EngineUsers users) {
    this.templates = templates;
    this.categories = categories;
    this.directory = directory;
    this.users = users;
  }

  /**
   * Whose templates.
   *
   * @param id an organisation, or empty for everybody's
   */
  record Owner(String id, String name) {}

  /**
   * A template in its form.
   *
   * @param id null for a new one
   * @param category empty for anything
   */
  record Line(@Nullable Long id, String category, String title, String text) {}

  @GetMapping
  String show(
      @RequestParam(name = "organisation", required = false) @Nullable String wanted,
      Model model,
      Principal caller) {
    var open = openTo(caller);
    var owner =
        wanted == null
            ? open.stream().findFirst().orElseThrow(TemplatesPage::notYours)
            : mine(wanted, caller);
    model.addAttribute("owners", open);
    model.addAttribute("owner", owner);
    model.addAttribute("categories", categories.toChoose());
    model.addAttribute("placeholders", List.of(Placeholder.values()));
    model.addAttribute(
        "lines", templates.of(idOf(owner)).stream().map(TemplatesPage::line).toList());
    model.addAttribute("shared", owner.equals(ALL) ? List.of() : templates.of(null));
    if (!model.containsAttribute("unsaved")) {
      model.addAttribute("unsaved", new Line(null, "", "", ""));
    }
    return "templates";
  }

  /** Adds a template, or changes it; what can't be kept is shown again with the reason. */
  @PostMapping
  String save(
      @RequestParam("organisation") String organisation,
      @RequestParam(name = "id", required = false) @Nullable Long id,
      @RequestParam("category") String category,
      @RequestParam("title") String title,
      @RequestParam("text") String text,
      Principal caller,
      RedirectAttributes next) {
    var owner = mine(organisation, caller);
    // Browsers send line ends as two characters; the other one PostgreSQL can't keep.
    String words = text.replace("\r\n", "\n").replace("\0", "");
    String subject = category.isEmpty() ? null : category;
    try {
      if (id == null) {
        templates.add(idOf(owner), subject, title.replace("\0", ""), words, caller.getName());
      } else {
        mustBelong(id, owner);
        templates.change(id, subject, title.replace("\0", ""), words, caller.getName());
      }
      log.info("{} changed an answer template of {}", caller.getName(), idOf(owner));
      next.addFlashAttribute("note", "Сохранено. Шаблон уже есть в форме ответа.");
    } catch (UnfitTemplateException e) {
      next.addFlashAttribute("wrong", e.getMessage());
      next.addFlashAttribute("unsaved", new Line(ifThere(id), category, title, words));
    }
    next.addAttribute("organisation", owner.id());
    return "redirect:" + PATH;
  }

  @PostMapping("/{id}/deletion")
  String delete(
      @PathVariable("id") long id,
      @RequestParam Map<String, String> fields,
      Principal caller,
      RedirectAttributes next) {
    var owner = mine(fields.getOrDefault("organisation", ""), caller);
    mustBelong(id, owner);
    templates.delete(id);
    log.info("{} deleted the answer template {} of {}", caller.getName(), id, idOf(owner));
    next.addFlashAttribute("note", "Шаблон удалён.");
    next.addAttribute("organisation", owner.id());
    return "redirect:" + PATH;
  }

  /** What somebody has deleted meanwhile can still be kept as a new one. */
  private @Nullable Long ifThere(@Nullable Long id) {
    return id == null || templates.find(id).isEmpty() ? null : id;
  }

  private void mustBelong(long id, Owner owner) {
    templates
        .find(id)
        .filter(each -> !Objects.equals(each.organisationId(), idOf(owner)))
        .ifPresent(
            other -> {
              throw notYours();
            });
  }

  private Owner mine(String wanted, Principal caller) {
    return openTo(caller).stream()
        .filter(each -> each.id().equals(wanted))
        .findFirst()
        .orElseThrow(TemplatesPage::notYours);
  }

  private List<Owner> openTo(Principal caller) {
    var groups = users.groupsOf(caller.getName());
    boolean all = groups.contains(Role.ADMINISTRATORS) || groups.contains(Role.MANAGERS);
    var organisations = all ? directory.organisations() : directory.organisationsAmong(groups);
    return Stream.concat(
            all ? Stream.of(ALL) : Stream.empty(),
            organisations.stream().map(each -> new Owner(each.id(), each.name())))
        .toList();
  }

  private static @Nullable String idOf(Owner owner) {
    return owner.equals(ALL) ? null : owner.id();
  }

  private static Line line(Template each) {
    String category = each.category();
    return new Line(each.id(), category == null ? "" : category, each.title(), each.text());
  }

  private static ResponseStatusException notYours() {
    return new ResponseStatusException(
        HttpStatus.FORBIDDEN, "Шаблоны меняют для своей организации.");
  }
}
