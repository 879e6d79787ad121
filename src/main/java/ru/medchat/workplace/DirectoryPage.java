package ru.medchat.workplace;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
import ru.medchat.directory.Directory;
import ru.medchat.directory.EditingDirectory;
import ru.medchat.directory.Entry;
import ru.medchat.directory.EntryKind;
import ru.medchat.directory.Field;
import ru.medchat.directory.GroupChat;
import ru.medchat.directory.InvalidEntryException;
import ru.medchat.directory.Region;
import ru.medchat.directory.Staff;
import ru.medchat.wording.Moments;

/**
 * The page on which everybody sees the directory of their region, the ministry changes contacts,
 * and administrators change everything. Works without scripts.
 */
@Controller
@RequestMapping(DirectoryPage.PATH)
class DirectoryPage {

  static final String PATH = "/directory";

  private static final Logger log = LoggerFactory.getLogger(DirectoryPage.class);

  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
  private static final String REGION = "region";
  private static final String WRONG = "wrong";

  private final EditingDirectory editing;
  private final Directory directory;
  private final Staff staff;
  private final DirectoryRights rights;
  private final Accounts accounts;
  private final TransactionTemplate transaction;

  DirectoryPage(
      EditingDirectory editing,
      Directory directory,
      Staff staff,
      DirectoryRights rights,
      Accounts accounts,
      TransactionTemplate transaction) {
    this.editing = editing;
    this.directory = directory;
    this.staff = staff;
    this.rights = rights;
    this.accounts = accounts;
    this.transaction = transaction;
  }

  /**
   * A municipality, or the region as a whole, with those who answer there.
   *
   * @param place null for the region as a whole
   */
  record Block(
      @Nullable Entry place, List<Entry> organisations, List<GroupChat> chats, int people) {}

  /**
   * A value as it can be read and perhaps changed.
   *
   * @param value as it was typed, or as it is
   * @param shown as people read it
   * @param inFile null when the file says the same
   */
  record Line(
      Field field,
      String label,
      String value,
      String shown,
      @Nullable String inFile,
      boolean editable) {}

  /** A change as it is listed. */
  record Listed(String field, String before, String after, String by, String at) {}

  @GetMapping
  String show(
      @RequestParam(name = REGION, required = false) @Nullable String wanted,
      Model model,
      Principal caller) {
    return overview(wanted, Map.of(), model, caller);
  }

  @GetMapping("/{kind}/{id}")
  String entry(
      @PathVariable("kind") EntryKind kind,
      @PathVariable("id") String id,
      Model model,
      Principal caller) {
    return entry(seen(kind, id, caller), Map.of(), model, caller);
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
      return entry(entry, typed, model, caller);
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
      return overview(region, form, model, caller);
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

  private String overview(
      @Nullable String wanted, Map<String, String> typed, Model model, Principal caller) {
    var region = region(wanted, caller);
    var organisations = editing.of(EntryKind.ORGANISATION, region.code());
    var municipalities = editing.of(EntryKind.MUNICIPALITY, region.code());
    model.addAttribute("regions", rights.regionsOf(caller.getName()));
    model.addAttribute(REGION, region);
    model.addAttribute(
        "whole", new Block(null, in("", organisations), List.of(), people("", organisations)));
    model.addAttribute(
        "blocks",
        municipalities.stream()
            .map(
                place ->
                    new Block(
                        place,
                        in(place.id(), organisations),
                        chats(place.id()),
                        people(place.id(), organisations)))
            .toList());
    model.addAttribute(
        "otherwise",
        Stream.concat(municipalities.stream(), organisations.stream())
            .filter(each -> !each.otherwiseInFile().isEmpty())
            .toList());
    model.addAttribute("municipalities", municipalities);
    model.addAttribute("mayAdd", rights.mayAdd(caller.getName()));
    model.addAttribute("typed", typed);
    return "directory";
  }

  private static List<Entry> in(String municipality, List<Entry> organisations) {
    return organisations.stream()
        .filter(each -> each.value(Field.MUNICIPALITY).equals(municipality))
        .toList();
  }

  private List<GroupChat> chats(String municipality) {
    return directory.groupChats().stream()
        .filter(chat -> chat.municipalityId().equals(municipality))
        .toList();
  }

  private int people(String municipality, List<Entry> organisations) {
    return (int)
        staff.all().stream()
            .filter(
                who ->
                    in(municipality, organisations).stream()
                        .anyMatch(each -> each.id().equals(who.organisationId())))
            .count();
  }

  private String entry(Entry entry, Map<Field, String> typed, Model model, Principal caller) {
    String user = caller.getName();
    var lines =
        entry.kind().fields().stream()
            .map(field -> line(entry, field, typed, rights.mayEdit(user, entry, field)))
            .toList();
    model.addAttribute("entry", entry);
    model.addAttribute("lines", lines);
    model.addAttribute("editable", lines.stream().anyMatch(Line::editable));
    model.addAttribute("version", editing.versionOf(entry));
    model.addAttribute("municipalities", editing.of(EntryKind.MUNICIPALITY, entry.regionCode()));
    model.addAttribute(
        "organisations", in(entry.id(), editing.of(EntryKind.ORGANISATION, entry.regionCode())));
    model.addAttribute("chats", chats(entry.id()));
    model.addAttribute(
        "people",
        staff.all().stream().filter(who -> who.organisationId().equals(entry.id())).toList());
    model.addAttribute("administrator", rights.mayAdd(user));
    model.addAttribute(
        "changes",
        editing.changesOf(entry).stream()
            .map(
                change ->
                    new Listed(
                        change.field(),
                        shown(change.before()),
                        shown(change.after()),
                        change.by(),
                        Moments.inShort(change.at(), MOSCOW)))
            .toList());
    return "directory-entry";
  }

  private Line line(Entry entry, Field field, Map<Field, String> typed, boolean editable) {
    return new Line(
        field,
        field.label(),
        typed.getOrDefault(field, entry.value(field)),
        field == Field.MUNICIPALITY && !entry.value(field).isEmpty()
            ? directory.municipality(entry.value(field)).name()
            : shown(entry.value(field)),
        entry.otherwiseInFile().contains(field) ? shown(entry.inFile(field)) : null,
        editable);
  }

  private static String shown(@Nullable String value) {
    return switch (value == null ? "" : value) {
      case "" -> "—";
      case "true" -> "да";
      case "false" -> "нет";
      case "CITY" -> "город";
      case "DISTRICT" -> "район";
      default -> String.valueOf(value).replace("\n", ", ");
    };
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
