package ru.medchat.worktime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarYearTest {

  private static final String PUBLISHED =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <calendar year="2025" lang="ru" date="2024.12.01" country="ru">
        <holidays>
          <holiday id="1" title="Новогодние каникулы"/>
        </holidays>
        <days>
          <day d="01.01" t="1" h="1"/>
          <day d="05.02" t="1" f="01.04"/>
          <day d="03.07" t="2"/>
          <day d="11.01" t="3" />
        </days>
      </calendar>
      """;

  @Test
  void a_published_file_is_read_with_the_cause_of_each_day() {
    var year = read(PUBLISHED);

    assertThat(year.year()).isEqualTo(2025);
    assertThat(year.days().values())
        .containsExactlyInAnyOrder(
            new CalendarDay(
                LocalDate.of(2025, 1, 1), CalendarDay.Kind.OFF, "Новогодние каникулы", null),
            new CalendarDay(
                LocalDate.of(2025, 5, 2), CalendarDay.Kind.OFF, null, LocalDate.of(2025, 1, 4)),
            new CalendarDay(LocalDate.of(2025, 3, 7), CalendarDay.Kind.SHORTENED, null, null),
            new CalendarDay(LocalDate.of(2025, 11, 1), CalendarDay.Kind.WORKING, null, null));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "d=\"03.07\" | d=\"02.30\" | строка 9, <day>: d=\"02.30\" - такой даты в 2025 году нет",
        "d=\"03.07\" | d=\"02.29\" | строка 9, <day>: d=\"02.29\" - такой даты в 2025 году нет",
        "d=\"03.07\" | d=\"7 марта\" | строка 9, <day>: d=\"7 марта\" - не дата; нужно ММ.ДД",
        "d=\"03.07\" | x=\"03.07\" | строка 9, <day>: нет атрибута d",
        "d=\"03.07\" | d=\"01.01\" | строка 9, <day>: d=\"01.01\" - этот день уже был",
        "f=\"01.04\" | f=\"13.01\" | строка 8, <day>: f=\"13.01\" - такой даты в 2025 году нет",
        "t=\"2\" | t=\"4\" | строка 9, <day>: t=\"4\" - неизвестный вид дня; бывают 1, 2 и 3",
        "t=\"2\" | t=\"2\" h=\"1\" | строка 9, <day>: t=\"2\" - праздник или перенос в рабочий день",
        "h=\"1\" | h=\"2\" | строка 7, <day>: h=\"2\" - праздника с этим номером нет",
        "year=\"2025\" | year=\"2024\" | строка 2, <calendar>: year=\"2024\" - ожидается 2025 год",
        "<day d=\"03.07\" | <date d=\"03.07\" | строка 9, <date>: неизвестный элемент",
        "<days> | <days> <holiday id=\"1\" title=\"x\"/> | строка 6, <holiday>: id=\"1\" - праздник с этим номером уже есть",
        "</days> | </dyas> | строка 11: это не XML",
      })
  void what_is_wrong_is_named_with_its_line_and_value(String right, String wrong, String message) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> read(PUBLISHED.replace(right, wrong)))
        .withMessageStartingWith("2025.xml, " + message);
  }

  @Test
  void a_file_without_days_is_refused() {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> read("<calendar year=\"2025\"/>"))
        .withMessage("2025.xml: в файле нет ни одного дня");
  }

  @Test
  void a_file_cannot_reach_outside_itself() {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(
            () ->
                read(
                    """
                    <!DOCTYPE calendar [<!ENTITY x SYSTEM "file:/etc/hostname">]>
                    <calendar year="2025"><days>&x;</days></calendar>
                    """));
  }

  private static CalendarYear read(String xml) {
    return CalendarYear.read(
        2025, "2025.xml", new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
