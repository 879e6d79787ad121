package ru.medchat.insight;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The balances of the last days, and what waits just now, as administrators see them. */
@Controller
class BalancePage {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EE d MMM", Locale.forLanguageTag("ru"));

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.forLanguageTag("ru"))
          .withZone(Balances.ZONE);

  private final Balances balances;
  private final LaggingLanes lanes;
  private final Clock clock;

  BalancePage(Balances balances, LaggingLanes lanes, Clock clock) {
    this.balances = balances;
    this.lanes = lanes;
    this.clock = clock;
  }

  @GetMapping("/balance")
  String show(Model model) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), Balances.ZONE);
    LocalDate first = balances.firstDay().orElse(today);
    List<Balance> days = new ArrayList<>();
    for (int ago = 0; ago < DrawingBalances.DAYS; ago++) {
      LocalDate day = today.minusDays(ago);
      if (day.isBefore(first)) {
        break;
      }
      days.add(balances.of(day));
    }
    model.addAttribute("days", days);
    model.addAttribute("format", DAY);
    model.addAttribute("lanes", lanes.worst());
    model.addAttribute("moments", MOMENT);
    return "balance";
  }
}
