package ru.medchat.workplace;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import ru.medchat.directory.CalendarChange;
import ru.medchat.directory.Calendars;
import ru.medchat.process.MovingLimits;
import ru.medchat.worktime.InvalidScheduleException;
import ru.medchat.worktime.Level;

/** The calendar's exceptions for programs of administrators. */
@RestController
@RequestMapping("/workplace/calendar/changes")
class CalendarEndpoints {

  private final ChangingCalendars changing;
  private final Calendars calendars;

  CalendarEndpoints(ChangingCalendars changing, Calendars calendars) {
    this.changing = changing;
    this.calendars = calendars;
  }

  /**
   * What a program wishes; who leaves {@code hours} out by mistake takes no exception away.
   *
   * @param hours null for as usual again
   */
  record Wished(
      @Nullable String level,
      @Nullable String place,
      @Nullable String date,
      @JsonProperty(required = true) @Nullable String hours,
      @Nullable String reason) {

    ChangingCalendars.Wish wish() {
      return new ChangingCalendars.Wish(level, place, date, hours, reason);
    }
  }

  /**
   * What a change would move.
   *
   * @param earliest the largest move to an earlier time, negative; null when none moves so
   * @param latest the largest move to a later time; null when none moves so
   */
  record Previewed(
      int appeals,
      int limits,
      @Nullable Duration earliest,
      @Nullable Duration latest,
      List<String> words) {

    static Previewed of(MovingLimits.Preview preview) {
      return new Previewed(
          preview.appeals(),
          preview.limits(),
          preview.earliest(),
          preview.latest(),
          MovesInWords.of(preview));
    }
  }

  /**
   * A change that was made.
   *
   * @param hours null for as usual again
   * @param movedAt when the last open limit had been moved; null while that goes on
   */
  record Made(
      long id,
      Level level,
      String place,
      LocalDate date,
      @Nullable String hours,
      String reason,
      String changedBy,
      Instant changedAt,
      @Nullable Instant movedAt) {

    static Made of(CalendarChange change) {
      var hours = change.hours();
      return new Made(
          change.id(),
          change.scope().level(),
          change.scope().place(),
          change.date(),
          hours == null ? null : hours.toString(),
          change.reason(),
          change.changedBy(),
          change.changedAt(),
          change.movedAt());
    }
  }

  /** All changes ever made, the last first. */
  @GetMapping
  List<Made> all() {
    return calendars.changes().stream().map(Made::of).toList();
  }

  /**
   * Makes a change, or only tells what it would move.
   *
   * @param preview whether to change nothing; what is not said changes nothing
   * @throws InvalidScheduleException when the change can't be
   */
  @PostMapping
  ResponseEntity<?> change(
      @RequestParam(defaultValue = "true") boolean preview,
      @RequestBody Wished wished,
      Principal caller) {
    var draft = changing.draft(wished.wish(), caller.getName());
    return preview
        ? ResponseEntity.ok(Previewed.of(changing.preview(draft)))
        : ResponseEntity.status(HttpStatus.CREATED).body(Made.of(changing.make(draft)));
  }
}
