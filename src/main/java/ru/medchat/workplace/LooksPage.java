package ru.medchat.workplace;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import ru.medchat.wording.Moments;

/** «Кто смотрел чужие обращения»: the audit, for administrators. */
@Controller
class LooksPage {

  static final String PATH = "/looks";

  private static final int MOST = 100;
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  private final Looks looks;
  private final AppealTasks tasks;
  private final Clock clock;

  LooksPage(Looks looks, AppealTasks tasks, Clock clock) {
    this.looks = looks;
    this.tasks = tasks;
    this.clock = clock;
  }

  /** A line of the page. */
  record Line(String at, String name, String user, String roles, String appeal, String way) {}

  @GetMapping(PATH)
  String show(
      @RequestParam(name = "appeal", defaultValue = "") String appeal,
      @RequestParam(name = "until", required = false) @Nullable Instant until,
      Model model) {
    String wanted = appeal.strip().replace("\0", "");
    // A moment later, for what has just been noted.
    var found =
        looks.before(until == null ? clock.instant().plusSeconds(1) : until, wanted, MOST + 1);
    model.addAttribute("appeal", wanted);
    model.addAttribute("lines", found.stream().limit(MOST).map(this::line).toList());
    model.addAttribute("earlier", found.size() > MOST ? found.get(MOST - 1).at() : null);
    return "looks";
  }

  private Line line(Looks.Look look) {
    String appeal = look.appeal();
    return new Line(
        Moments.inShort(look.at(), MOSCOW),
        tasks.nameOf(look.user()),
        look.user(),
        look.roles(),
        appeal == null ? "списки" : "№ " + appeal,
        look.way().title());
  }
}
