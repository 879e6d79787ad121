package ru.medchat.worktime;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.medchat.worktime.Calendars.at;
import static ru.medchat.worktime.Calendars.chat;
import static ru.medchat.worktime.Calendars.holidays;
import static ru.medchat.worktime.Calendars.plain;
import static ru.medchat.worktime.Calendars.special;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What zendesk/biz, which counts as we do, expects of itself: January 2006, in UTC. */
class BizCasesTest {

  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
  private static final LevelRules HOURS =
      chat("пн,ср,пт 9:00-17:00; вт,чт 10:00-16:00; сб 11:00-14:30");

  private final WorkingCalendar calendar = plain("UTC", 2006, HOURS).compile();

  @ParameterizedTest(name = "{0} + {1} = {2}")
  @CsvSource({
    "04 15:58:30, PT90S, 04 16:00",
    "04 14:30, PT90M, 04 16:00",
    "04 13:00, PT3H, 04 16:00",
    "03 00:00, PT0S, 03 10:00",
    "06 12:00, P2D, 09 12:00",
    "03 08:00, P2D, 05 10:00",
    "03 18:00, P2D, 06 09:00"
  })
  void amounts_are_added(String from, String amount, String to) {
    assertThat(calendar.after(january(from), WorkingTime.parse(amount))).isEqualTo(january(to));
  }

  @ParameterizedTest(name = "from {0} to {1} = {2}")
  @CsvSource({
    "01 00:00, 08 00:00, PT39H30M",
    "05 12:00, 06 12:00, PT7H",
    "05 12:00, 05 12:00, PT0S",
    "06 12:00, 05 12:00, PT0S"
  })
  void worked_time_is_summed_up(String from, String to, Duration worked) {
    assertThat(calendar.worked(january(from), january(to))).isEqualTo(worked);
  }

  @Test
  void holidays_are_left_out() {
    var withHolidays =
        plain("UTC", 2006, HOURS.withHolidays(holidays("2006-01-16", "2006-01-18"))).compile();

    assertThat(open(withHolidays, "14 00:00", "20 00:00"))
        .containsExactly("14 11:00-14:30", "17 10:00-16:00", "19 10:00-16:00");
  }

  @Test
  void other_hours_replace_those_of_the_week() {
    var withOther =
        plain("UTC", 2006, HOURS.withSpecialDays(List.of(special("2006-01-04", "8:00-12:00"))))
            .compile();

    assertThat(open(withOther, "03 00:00", "06 00:00"))
        .containsExactly("3 10:00-16:00", "4 8:00-12:00", "5 10:00-16:00");
  }

  @Test
  void breaks_are_cut_out() {
    var hours =
        WeeklyHours.ofMedicalChats()
            .on(DayOfWeek.MONDAY)
            .without(new Span(LocalTime.of(6, 0), LocalTime.of(9, 0)))
            .without(new Span(LocalTime.of(17, 0), LocalTime.MIDNIGHT))
            .without(new Span(LocalTime.of(10, 0), LocalTime.of(11, 30)))
            .without(new Span(LocalTime.of(13, 0), LocalTime.of(14, 0)));
    var day = new SpecialDay(LocalDate.of(2006, 1, 2), hours, "перерывы");
    var withBreaks = plain("UTC", 2006, HOURS.withSpecialDays(List.of(day))).compile();

    assertThat(open(withBreaks, "02 00:00", "03 00:00"))
        .containsExactly("2 9:00-10:00", "2 11:30-13:00", "2 14:00-17:00");
  }

  @Test
  void a_span_that_the_clock_change_leaves_nothing_of_vanishes() {
    var rules =
        chat("пн-пт 9:00-17:00").withSpecialDays(List.of(special("2006-04-02", "2:30-3:15")));
    var losAngeles = plain("America/Los_Angeles", 2006, rules).compile();

    assertThat(losAngeles.nextOpening(at(LOS_ANGELES, "2006-04-01 12:00")))
        .isEqualTo(at(LOS_ANGELES, "2006-04-03 09:00"));
    assertThat(
            losAngeles.after(
                at(LOS_ANGELES, "2006-03-31 12:00"), new WorkingTime(1, Duration.ZERO)))
        .isEqualTo(at(LOS_ANGELES, "2006-04-03 12:00"));
  }

  @Test
  void local_times_in_a_gap_move_forward_and_in_an_overlap_are_the_earlier() {
    var rules =
        chat("пн-пт 9:00-17:00")
            .withSpecialDays(
                List.of(special("2014-03-09", "2:30-5:00"), special("2014-11-02", "1:30-5:00")));
    var losAngeles = plain("America/Los_Angeles", 2014, rules).compile();

    assertThat(losAngeles.nextOpening(at(LOS_ANGELES, "2014-03-09 00:00")))
        .isEqualTo(at(LOS_ANGELES, "2014-03-09 03:30"));
    assertThat(losAngeles.nextOpening(at(LOS_ANGELES, "2014-11-02 00:00")).atOffset(ZoneOffset.UTC))
        .hasToString("2014-11-02T08:30Z");
  }

  private static List<String> open(WorkingCalendar calendar, String from, String to) {
    return calendar.openBetween(january(from), january(to)).stream()
        .map(stretch -> stretch.from().getDayOfMonth() + " " + stretch.text())
        .toList();
  }

  private static Instant january(String moment) {
    return at(UTC, "2006-01-" + moment);
  }
}
