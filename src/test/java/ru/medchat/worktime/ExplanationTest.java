package ru.medchat.worktime;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.medchat.worktime.Calendars.MOSCOW;
import static ru.medchat.worktime.Calendars.at;
import static ru.medchat.worktime.Calendars.russian;
import static ru.medchat.worktime.Calendars.special;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

  private final Schedule chats = Schedule.ofMedicalChats(MOSCOW);

  @ParameterizedTest(name = "{0} + {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-03 18:00 | PT2H | вт 3 ноября 18:00-20:00 (2 ч)",
        "2026-11-03 19:30 | PT2H | вт 3 ноября 19:30-20:00 (30 мин), ср 4 ноября - праздник (День народного единства), чт 5 ноября 8:00-9:30 (1 ч 30 мин)",
        "2026-11-08 12:00 | PT2H | вс 8 ноября - выходной, пн 9 ноября 8:00-10:00 (2 ч)",
        "2026-11-02 07:59:59 | PT2H | пн 2 ноября 8:00-10:00 (2 ч)",
        "2026-11-02 21:15 | PT2H | пн 2 ноября - закрыто с 20:00, вт 3 ноября 8:00-10:00 (2 ч)",
        "2026-11-02 19:59:30 | PT1M | пн 2 ноября 19:59:30-20:00 (30 с), вт 3 ноября 8:00-8:00:30 (30 с)",
        "2026-02-21 19:00 | PT2H | сб 21 февраля 19:00-20:00 (1 ч), вс 22 февраля - выходной, пн 23 февраля - праздник (День защитника Отечества), вт 24 февраля 8:00-9:00 (1 ч)",
        "2026-03-07 19:59 | PT2H | сб 7 марта 19:59-20:00 (1 мин), вс 8 марта - праздник (Международный женский день), пн 9 марта - выходной (перенос с 8 марта), вт 10 марта 8:00-9:59 (1 ч 59 мин)",
        "2026-12-30 19:00 | PT2H | ср 30 декабря 19:00-20:00 (1 ч), чт 31 декабря - выходной (перенос с 4 января), 1-8 января - праздники, сб 9 января 8:00-9:00 (1 ч)",
        "2026-11-07 12:00 | P1D | сб 7 ноября 12:00-20:00 (8 ч), вс 8 ноября - выходной, пн 9 ноября 8:00-12:00 (4 ч)",
        "2026-11-08 12:00 | PT0S | вс 8 ноября - выходной"
      })
  void a_limit_is_told_day_by_day(String from, String amount, String text) {
    assertThat(told(chats, from, amount)).isEqualTo(text);
  }

  @Test
  void breaks_special_hours_and_reasons_are_told() {
    var schedule =
        russian("пн-пт 9:00-12:00, 13:00-18:00")
            .with(
                LevelRules.of(Level.REGION, "область")
                    .withShortening(Duration.ofMinutes(60))
                    .withSpecialDays(
                        List.of(
                            special("2026-11-05", "закрыто"),
                            special("2026-11-06", "закрыто"),
                            special("2026-11-09", "10:00-11:00"))));

    assertThat(told(schedule, "2026-11-02 11:00", "PT15H"))
        .isEqualTo(
            "пн 2 ноября 11:00-12:00, 13:00-18:00 (6 ч), "
                + "вт 3 ноября 9:00-12:00, 13:00-17:00 (7 ч; сокращённый день), "
                + "ср 4 ноября - праздник (День народного единства), "
                + "5-6 ноября - закрыто (ремонт), 7-8 ноября - выходные, "
                + "пн 9 ноября 10:00-11:00 (1 ч; особые часы (ремонт)), "
                + "вт 10 ноября 9:00-10:00 (1 ч)");
  }

  @Test
  void a_worked_saturday_and_a_run_over_the_turn_of_a_month_are_told() {
    var fiveDays = russian("пн-пт 9:00-18:00");
    assertThat(told(fiveDays, "2024-12-27 17:00", "PT11H"))
        .isEqualTo(
            "пт 27 декабря 17:00-18:00 (1 ч), "
                + "сб 28 декабря 9:00-18:00 (9 ч; рабочий день (вместо 30 декабря)), "
                + "вс 29 декабря - выходной, пн 30 декабря - выходной (перенос с 28 декабря), "
                + "вт 31 декабря - выходной (перенос с 7 января), 1-8 января - праздники, "
                + "чт 9 января 9:00-10:00 (1 ч)");
    assertThat(told(fiveDays, "2026-01-30 18:00", "PT1H"))
        .isEqualTo(
            "пт 30 января - закрыто с 18:00, 31 января - 1 февраля - выходные, "
                + "пн 2 февраля 9:00-10:00 (1 ч)");
  }

  @Test
  void the_lines_are_there_for_a_page_to_show() {
    var lines =
        chats
            .compile()
            .explain(at(MOSCOW, "2026-12-31 10:00"), at(MOSCOW, "2027-01-09 08:30"))
            .lines();

    assertThat(lines.get(1))
        .isEqualTo(
            new Explanation.Closed(
                LocalDate.of(2027, 1, 1), LocalDate.of(2027, 1, 8), "праздники"));
    assertThat(lines.get(2).worked()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void a_day_that_never_ends_ends_at_midnight() {
    var always = russian("пн-вс 0:00-24:00").compile();
    var told = always.explain(at(MOSCOW, "2026-06-01 23:00"), at(MOSCOW, "2026-06-02 01:00"));
    assertThat(told.text()).isEqualTo("пн 1 июня 23:00-24:00 (1 ч), вт 2 июня 0:00-1:00 (1 ч)");
  }

  @Test
  void nothing_is_told_backwards() {
    var now = at(MOSCOW, "2026-11-03 10:00");
    assertThat(chats.compile().explain(now, now).lines()).isEmpty();
    assertThat(chats.compile().explain(now, now.minusSeconds(90_000)).text()).isEmpty();
  }

  private static String told(Schedule schedule, String from, String amount) {
    var calendar = schedule.compile();
    var start = at(MOSCOW, from);
    var end = calendar.after(start, WorkingTime.parse(amount));
    var told = calendar.explain(start, end);
    assertThat(told.worked()).isEqualTo(calendar.worked(start, end));
    return told.text();
  }
}
