package ru.medchat.workplace;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import ru.medchat.directory.EditingDirectory;
import ru.medchat.directory.Entry;
import ru.medchat.directory.EntryKind;
import ru.medchat.directory.Field;
import ru.medchat.directory.InvalidEntryException;
import ru.medchat.directory.Region;

/**
 * The page on which everybody sees the directory of their region, the ministry changes contacts,
 * and administrators change everything. Works without scripts.
 */
@Controller
@RequestMapping(DirectoryPage.PATH)
class DirectoryPage {

  static final String PATH = "/directory";

  private static final Logger log = LoggerFactory.getLogger(DirectoryPage.class);

  private static final String REGION = "region";
  private static final String WRONG = "wrong";

  private final EditingDirectory editing;
  private final DirectoryViews views;
  private final DirectoryRights rights;
  private final Accounts accounts;
  private final TransactionTemplate transaction;

  DirectoryPage(
      EditingDirectory editing,
      DirectoryViews views,
      DirectoryRights rights,
      Accounts accounts,
      TransactionTemplate transaction) {
    this.editing = editing;
    this.views = views;
    this.rights = rights;
    this.accounts = accounts;
    this.transaction = transaction;
  }

  @GetMapping
  String show(
      @RequestParam(name = REGION, required = false) @Nullable String wanted,
      Model model,
      Principal caller) {
    return views.overview(region(wanted, caller), Map.of(), model, caller.getName());
  }

  @GetMapping("/{kind}/{id}")
  String entry(
      @PathVariable("kind") EntryKind kind,
      @PathVariable("id") String id,
      Model model,
      Principal caller) {
    return views.entry(seen(kind, id, caller), Map.of(), model, caller.getName());
  }

  @PostMapping("/{kind}/{id}")
  String change(
      @PathVariable("kind") EntryKind kind,
      @PathVariable("id") String id,
      @RequestParam("version") long version,
      @RequestParam Map<String, String> form,
      Model model,
      Principal caller,
      HttpServletResponse response,
      RedirectAttributes next) {
    var entry = seen(kind, id, caller);
    var typed = typed(kind, form);
    rights.mustEdit(caller.getName(), entry, typed.keySet());
    try {
      editing.change(kind, id, version, typed, caller.getName());
    } catch (InvalidEntryException e) {
      refused(e, model, response);
      return views.entry(entry, typed, model, caller.getName());
    }
    log.info("{} changed {} {} of the directory", caller.getName(), kind, id);
    return done(entry, next);
  }

  @PostMapping("/{kind}/{id}/file")
  String takeFromFile(
      @PathVariable("kind") EntryKind kind,
      @PathVariable("id") String id,
      @RequestParam("field") Field field,
      Principal caller,
      RedirectAttributes next) {
    var entry = seen(kind, id, caller);
    rights.mustEdit(caller.getName(), entry, List.of(field));
    try {
      editing.takeFromFile(kind, id, field, caller.getName());
    } catch (InvalidEntryException e) {
      next.addFlashAttribute(WRONG, e.getMessage());
      return page(entry);
    }
    log.info("{} took {} of {} {} from its file", caller.getName(), field, kind, id);
    return done(entry, next);
  }

  @PostMapping("/organisations")
  String add(
      @RequestParam(REGION) String region,
      @RequestParam("id") String id,
      @RequestParam Map<String, String> form,
      Model model,
      Principal caller,
      HttpServletResponse response,
      RedirectAttributes next) {
    rights.mustAdd(caller.getName());
    region(region, caller);
    try {
      // The group and what it may do come with the organisation, or neither does.
      transaction.executeWithoutResult(
          tx -> {
            editing.add(region, id.strip(), typed(EntryKind.ORGANISATION, form), caller.getName());
            accounts.afterSingletonsInstantiated();
          });
    } catch (InvalidEntryException e) {
      refused(e, model, response);
      return views.overview(region(region, caller), form, model, caller.getName());
    }
    log.info("{} added organisation {} to the directory", caller.getName(), id);
    return done(seen(EntryKind.ORGANISATION, id.strip(), caller), next);
  }

  private static void refused(
      InvalidEntryException problem, Model model, HttpServletResponse response) {
    response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
    model.addAttribute(WRONG, problem.getMessage());
  }

  private static String done(Entry entry, RedirectAttributes next) {
    next.addFlashAttribute("note", "Сохранено.");
    return page(entry);
  }

  private static String page(Entry entry) {
    return "redirect:%s/%s/%s".formatted(PATH, entry.kind(), entry.id());
  }

  private static Map<Field, String> typed(EntryKind kind, Map<String, String> form) {
    var typed = new EnumMap<Field, String>(Field.class);
    for (Field field : kind.fields()) {
      String value = form.get(field.name());
      if (value != null) {
        typed.put(field, value);
      }
    }
    return typed;
  }

  private Region region(@Nullable String wanted, Principal caller) {
    return rights.regionsOf(caller.getName()).stream()
        .filter(each -> wanted == null || each.code().equals(wanted))
        .findFirst()
        .orElseThrow(DirectoryRights::refusal);
  }

  private Entry seen(EntryKind kind, String id, Principal caller) {
    var entry =
        editing.find(kind, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    region(entry.regionCode(), caller);
    return entry;
  }
}
