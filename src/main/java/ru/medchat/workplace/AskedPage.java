package ru.medchat.workplace;

import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import ru.medchat.appeal.AppealCards;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Municipality;

/**
 * «Ждут жителя»: the appeals in which the organisation has asked back. While the resident is asked
 * no task is open, so Tasklist's filters, which list tasks, can't show them; this page can.
 */
@Controller
class AskedPage {

  private final AppealCards appeals;
  private final TaskCards cards;
  private final Directory directory;
  private final EngineUsers users;

  AskedPage(AppealCards appeals, TaskCards cards, Directory directory, EngineUsers users) {
    this.appeals = appeals;
    this.cards = cards;
    this.directory = directory;
    this.users = users;
  }

  /** An appeal as the page shows it. */
  record Listed(
      String number,
      String municipality,
      @Nullable String category,
      String question,
      TaskView.Moment askedAt) {}

  @GetMapping("/asked")
  String show(Model model, Principal caller) {
    model.addAttribute("appeals", listed(users.groupsOf(caller.getName())));
    return "asked";
  }

  private List<Listed> listed(List<String> groups) {
    var places =
        directory.municipalities().stream()
            .collect(Collectors.toMap(Municipality::id, Function.identity()));
    return appeals.askedBy(groups).stream()
        .map(
            asked -> {
              var place = Objects.requireNonNull(places.get(asked.municipalityId()));
              return new Listed(
                  asked.number().value(),
                  place.name(),
                  cards.categoryName(asked.category()),
                  asked.question(),
                  TaskView.Moment.of(asked.askedAt(), place.zone()));
            })
        .toList();
  }
}
