package ru.medchat.workplace;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import ru.medchat.directory.Directory;
import ru.medchat.directory.EditingDirectory;
import ru.medchat.directory.Entry;
import ru.medchat.directory.EntryKind;
import ru.medchat.directory.Field;
import ru.medchat.directory.GroupChat;
import ru.medchat.directory.Region;
import ru.medchat.directory.Staff;
import ru.medchat.wording.Moments;

/** The directory as its pages show it. */
@Component
class DirectoryViews {

  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  private final EditingDirectory editing;
  private final Directory directory;
  private final Staff staff;
  private final DirectoryRights rights;

  DirectoryViews(
      EditingDirectory editing, Directory directory, Staff staff, DirectoryRights rights) {
    this.editing = editing;
    this.directory = directory;
    this.staff = staff;
    this.rights = rights;
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

  /** All of a region; returns the name of the template. */
  String overview(Region region, Map<String, String> typed, Model model, String user) {
    var chats = directory.groupChats();
    var people = staff.all();
    var organisations = editing.of(EntryKind.ORGANISATION, region.code());
    var municipalities = editing.of(EntryKind.MUNICIPALITY, region.code());
    model.addAttribute("regions", rights.regionsOf(user));
    model.addAttribute("region", region);
    model.addAttribute(
        "whole",
        new Block(null, in("", organisations), List.of(), count(people, in("", organisations))));
    model.addAttribute(
        "blocks",
        municipalities.stream()
            .map(
                place ->
                    new Block(
                        place,
                        in(place.id(), organisations),
                        chatsOf(place.id(), chats),
                        count(people, in(place.id(), organisations))))
            .toList());
    model.addAttribute(
        "otherwise",
        Stream.concat(municipalities.stream(), organisations.stream())
            .filter(each -> !each.otherwiseInFile().isEmpty())
            .toList());
    model.addAttribute("municipalities", municipalities);
    model.addAttribute("mayAdd", rights.mayAdd(user));
    model.addAttribute("typed", typed);
    return "directory";
  }

  private static List<Entry> in(String municipality, List<Entry> organisations) {
    return organisations.stream()
        .filter(each -> each.value(Field.MUNICIPALITY).equals(municipality))
        .toList();
  }

  private static List<GroupChat> chatsOf(String municipality, List<GroupChat> chats) {
    return chats.stream().filter(chat -> chat.municipalityId().equals(municipality)).toList();
  }

  private static int count(List<Staff.Representative> people, List<Entry> organisations) {
    return (int)
        people.stream()
            .filter(
                who ->
                    organisations.stream().anyMatch(each -> each.id().equals(who.organisationId())))
            .count();
  }

  /** One entry with its history; returns the name of the template. */
  String entry(Entry entry, Map<Field, String> typed, Model model, String user) {
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
    model.addAttribute("chats", chatsOf(entry.id(), directory.groupChats()));
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
}
