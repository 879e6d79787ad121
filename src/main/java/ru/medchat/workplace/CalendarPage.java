package ru.medchat.workplace;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import ru.medchat.directory.CalendarChange;
import ru.medchat.directory.CalendarScope;
import ru.medchat.directory.Calendars;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Municipality;
import ru.medchat.wording.Moments;
import ru.medchat.worktime.InvalidScheduleException;
import ru.medchat.worktime.Level;

/** The page on which administrators add exceptions to the calendar. Works without scripts. */
@Controller
@RequestMapping("/calendar")
class CalendarPage {

  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE d MMMM uuuu", Locale.forLanguageTag("ru"));

  private final ChangingCalendars changing;
  private final Calendars calendars;
  private final Directory directory;
  private final Clock clock;

  CalendarPage(ChangingCalendars changing, Calendars calendars, Directory directory, Clock clock) {
    this.changing = changing;
    this.calendars = calendars;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * What was typed into the form.
   *
   * @param where level and place, such as {@code MUNICIPALITY:taganrog}
   * @param kind {@code closed}, {@code hours} or {@code usual}
   * @param hours counts for {@code hours} only
   */
  record Typed(
      @Nullable String where,
      @Nullable String date,
      @Nullable String kind,
      @Nullable String hours,
      @Nullable String reason) {

    static final Typed NOTHING = new Typed(null, null, "closed", null, null);

    ChangingCalendars.Wish wish() {
      String scope = where == null ? "" : where;
      if (scope.isBlank()) {
        throw new InvalidScheduleException("Где", "выберите место");
      }
      int colon = scope.indexOf(':');
      return new ChangingCalendars.Wish(
          colon < 0 ? scope : scope.substring(0, colon),
          scope.substring(colon + 1),
          date,
          wishedHours(),
          reason);
    }

    private @Nullable String wishedHours() {
      return switch (kind == null ? "" : kind) {
        case "closed" -> "закрыто";
        case "usual" -> null;
        case "hours" -> {
          if (hours == null || hours.isBlank()) {
            throw new InvalidScheduleException("Часы", "не указаны; нужно, например, 8:00-13:00");
          }
          yield hours;
        }
        default ->
            throw new InvalidScheduleException(
                "Как работает чат", "выберите: закрыто, другие часы или как обычно");
      };
    }
  }

  /** Places to choose from. */
  record Places(String label, List<Place> places) {}

  /** A place to choose, with the value that the form sends for it. */
  record Place(String value, String name) {

    static Place of(CalendarScope scope, String name) {
      return new Place(scope.level() + ":" + scope.place(), name);
    }
  }

  /**
   * A change in the list.
   *
   * @param moving whether open limits are still being moved
   * @param replaced whether a later change of the same date and place counts instead
   */
  record Listed(
      String date,
      String place,
      String level,
      String hours,
      String reason,
      String by,
      String at,
      boolean moving,
      boolean replaced,
      boolean passed) {}

  /** What a checked change would do. */
  record Preview(String place, String date, String hours, String reason, List<String> moves) {}

  @GetMapping
  String show(Model model) {
    return page(model, Typed.NOTHING);
  }

  @GetMapping("/preview")
  String preview(
      @ModelAttribute Typed typed, Model model, Principal caller, HttpServletResponse response) {
    try {
      var draft = changing.draft(typed.wish(), caller.getName());
      model.addAttribute(
          "preview",
          new Preview(
              placeOf(draft.scope()),
              DATE.format(draft.date()),
              hoursOf(draft),
              draft.reason(),
              MovesInWords.of(changing.preview(draft))));
    } catch (InvalidScheduleException e) {
      return wrong(e, typed, model, response);
    }
    return page(model, typed);
  }

  @PostMapping
  String make(
      @ModelAttribute Typed typed, Model model, Principal caller, HttpServletResponse response) {
    try {
      changing.make(changing.draft(typed.wish(), caller.getName()));
    } catch (InvalidScheduleException e) {
      return wrong(e, typed, model, response);
    }
    return "redirect:/calendar?made";
  }

  private String wrong(
      InvalidScheduleException problem, Typed typed, Model model, HttpServletResponse response) {
    response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
    model.addAttribute("problem", problem.getMessage());
    return page(model, typed);
  }

  private String page(Model model, Typed typed) {
    model.addAttribute("typed", typed);
    model.addAttribute("places", places());
    model.addAttribute("changes", listed(calendars.changes()));
    model.addAttribute("today", LocalDate.now(clock.withZone(MOSCOW)).toString());
    model.addAttribute("longestReason", ChangingCalendars.LONGEST_REASON);
    return "calendar";
  }

  private List<Places> places() {
    var all = new ArrayList<Places>();
    all.add(new Places("Страна", List.of(Place.of(CalendarScope.COUNTRY, "Вся Россия"))));
    all.add(
        new Places(
            "Регион",
            directory.regions().stream()
                .map(region -> Place.of(region.scope(), region.name()))
                .toList()));
    all.add(new Places("Города", municipalities(Municipality.Kind.CITY)));
    all.add(new Places("Районы", municipalities(Municipality.Kind.DISTRICT)));
    all.add(
        new Places(
            "Чаты",
            directory.groupChats().stream()
                .map(chat -> Place.of(chat.scope(), chat.title()))
                .toList()));
    all.removeIf(group -> group.places().isEmpty());
    return all;
  }

  private List<Place> municipalities(Municipality.Kind kind) {
    return directory.municipalities().stream()
        .filter(place -> place.kind() == kind)
        .map(place -> Place.of(CalendarScope.municipality(place.id()), place.name()))
        .toList();
  }

  private List<Listed> listed(List<CalendarChange> lastFirst) {
    var today = LocalDate.now(clock.withZone(MOSCOW));
    var seen = new HashSet<Map.Entry<CalendarScope, LocalDate>>();
    return lastFirst.stream()
        .map(
            change ->
                new Listed(
                    DATE.format(change.date()),
                    placeOf(change.scope()),
                    levelOf(change.scope().level()),
                    hoursOf(change),
                    change.reason(),
                    change.changedBy(),
                    Moments.inShort(change.changedAt(), MOSCOW),
                    change.movedAt() == null,
                    !seen.add(Map.entry(change.scope(), change.date())),
                    change.date().isBefore(today)))
        .toList();
  }

  private String placeOf(CalendarScope scope) {
    return scope.level() == Level.COUNTRY ? "Вся Россия" : calendars.nameOf(scope);
  }

  private static String levelOf(Level level) {
    return switch (level) {
      case COUNTRY -> "страна";
      case REGION -> "регион";
      case MUNICIPALITY -> "муниципалитет";
      case CHAT -> "чат";
    };
  }

  private static String hoursOf(CalendarChange change) {
    var hours = change.hours();
    return hours == null ? "как обычно" : hours.toString();
  }
}
