package ru.medchat.workplace;

import java.security.Principal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import ru.medchat.appeal.AnswerTemplates;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Placeholder;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;
import ru.medchat.wording.Moments;

/** The answer templates for a task, with everything filled in that is known. */
@RestController
@RequestMapping("/workplace/tasks/{taskId}/templates")
class TemplateEndpoints {

  private final AppealTasks tasks;
  private final Appeals appeals;
  private final AnswerTemplates templates;
  private final TaskCards cards;
  private final EngineUsers users;
  private final Oversight oversight;
  private final Directory directory;

  TemplateEndpoints(
      AppealTasks tasks,
      Appeals appeals,
      AnswerTemplates templates,
      TaskCards cards,
      EngineUsers users,
      Oversight oversight,
      Directory directory) {
    this.tasks = tasks;
    this.appeals = appeals;
    this.templates = templates;
    this.cards = cards;
    this.users = users;
    this.oversight = oversight;
    this.directory = directory;
  }

  /**
   * A template to choose.
   *
   * @param subject the name of its category; null when it answers anything
   * @param text for this appeal; what is not known stands in it as a gap
   */
  record Ready(String title, @Nullable String subject, String text) {}

  /** Those about the appeal's category first. */
  @GetMapping
  List<Ready> show(@PathVariable String taskId, Principal caller) {
    var open = tasks.open(taskId);
    var appeal = appeals.get(open.number());
    var groups = users.groupsOf(caller.getName());
    var due = Optional.ofNullable(open.task().getDueDate());
    var values = values(appeal, groups);
    due.ifPresent(
        at ->
            values.put(
                Placeholder.UNTIL,
                Moments.inWords(
                    at.toInstant(), directory.municipality(appeal.municipalityId()).zone())));
    return templates.offeredTo(groups, appeal.category()).stream()
        .map(
            each ->
                new Ready(
                    each.title(),
                    cards.categoryName(each.category()),
                    Placeholder.filled(each.text(), values)))
        .toList();
  }

  private Map<Placeholder, String> values(Appeal appeal, List<String> groups) {
    var values = new EnumMap<Placeholder, String>(Placeholder.class);
    values.put(Placeholder.NUMBER, appeal.number().value());
    values.put(Placeholder.MUNICIPALITY, directory.municipality(appeal.municipalityId()).name());
    if (oversight.readsPersonalData(groups) && !appeal.residentName().isBlank()) {
      values.put(Placeholder.RESIDENT, appeal.residentName());
    }
    String category = cards.categoryName(appeal.category());
    if (category != null) {
      values.put(Placeholder.CATEGORY, category);
    }
    answering(appeal, groups).ifPresent(organisation -> sign(values, organisation));
    return values;
  }

  private void sign(Map<Placeholder, String> values, Organisation organisation) {
    values.put(Placeholder.ORGANISATION, organisation.name());
    var contacts = directory.contactsOf(organisation);
    if (contacts.phone() != null) {
      values.put(Placeholder.PHONE, contacts.phone());
    }
    if (contacts.address() != null) {
      values.put(Placeholder.ADDRESS, contacts.address());
    }
  }

  /** Whoever writes signs with their own; an administrator with who has to answer. */
  private Optional<Organisation> answering(Appeal appeal, List<String> groups) {
    return directory.organisationsAmong(groups).stream()
        .findFirst()
        .or(
            () ->
                Optional.ofNullable(appeal.organisationId()).flatMap(directory::findOrganisation));
  }
}
