package ru.medchat.worktime;

import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads one file of xmlcalendar; attributes it does not know are left alone. */
final class CalendarXml {

  private static final Pattern DATE = Pattern.compile("(\\d\\d)\\.(\\d\\d)");

  private final int year;
  private final String source;
  private final Map<String, String> titles = new HashMap<>();
  private final Map<LocalDate, CalendarDay> days = new LinkedHashMap<>();

  CalendarXml(int year, String source) {
    this.year = year;
    this.source = source;
  }

  CalendarYear read(InputStream stream) {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      var xml = factory.createXMLStreamReader(stream);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          element(xml);
        }
      }
    } catch (XMLStreamException e) {
      var broken =
          new InvalidScheduleException(
              source
                  + ", строка "
                  + (e.getLocation() == null ? "?" : e.getLocation().getLineNumber()),
              "это не XML: " + e.getMessage());
      broken.initCause(e);
      throw broken;
    }
    if (days.isEmpty()) {
      throw new InvalidScheduleException(source, "в файле нет ни одного дня");
    }
    return new CalendarYear(year, source, days);
  }

  private void element(XMLStreamReader xml) {
    switch (xml.getLocalName()) {
      case "calendar" -> {
        if (!required(xml, "year").equals(String.valueOf(year))) {
          throw wrong(xml, "year", "ожидается " + year + " год");
        }
      }
      case "holidays", "days" -> {}
      case "holiday" -> {
        if (titles.put(required(xml, "id"), required(xml, "title")) != null) {
          throw wrong(xml, "id", "праздник с этим номером уже есть");
        }
      }
      case "day" -> {
        var day = day(xml);
        if (days.put(day.date(), day) != null) {
          throw wrong(xml, "d", "этот день уже был");
        }
      }
      default -> throw new InvalidScheduleException(place(xml), "неизвестный элемент");
    }
  }

  private CalendarDay day(XMLStreamReader xml) {
    var date = date(xml, "d", required(xml, "d"));
    var kind =
        switch (required(xml, "t")) {
          case "1" -> CalendarDay.Kind.OFF;
          case "2" -> CalendarDay.Kind.SHORTENED;
          case "3" -> CalendarDay.Kind.WORKING;
          default -> throw wrong(xml, "t", "неизвестный вид дня; бывают 1, 2 и 3");
        };
    String holiday = attribute(xml, "h");
    String from = attribute(xml, "f");
    if (kind != CalendarDay.Kind.OFF && (holiday != null || from != null)) {
      throw wrong(xml, "t", "праздник или перенос в рабочий день");
    }
    String title = null;
    if (holiday != null) {
      title = titles.get(holiday);
      if (title == null) {
        throw wrong(xml, "h", "праздника с этим номером нет");
      }
    }
    return new CalendarDay(date, kind, title, from == null ? null : date(xml, "f", from));
  }

  private LocalDate date(XMLStreamReader xml, String attribute, String text) {
    var parts = DATE.matcher(text);
    if (!parts.matches()) {
      throw wrong(xml, attribute, "не дата; нужно ММ.ДД");
    }
    try {
      return LocalDate.of(year, Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    } catch (DateTimeException e) {
      var wrong = wrong(xml, attribute, "такой даты в " + year + " году нет");
      wrong.initCause(e);
      throw wrong;
    }
  }

  private String required(XMLStreamReader xml, String name) {
    String value = attribute(xml, name);
    if (value == null) {
      throw new InvalidScheduleException(place(xml), "нет атрибута " + name);
    }
    return value;
  }

  private static @Nullable String attribute(XMLStreamReader xml, String name) {
    return xml.getAttributeValue(null, name);
  }

  private InvalidScheduleException wrong(XMLStreamReader xml, String attribute, String problem) {
    return new InvalidScheduleException(
        place(xml), attribute + "=\"" + attribute(xml, attribute) + "\" - " + problem);
  }

  private String place(XMLStreamReader xml) {
    return "%s, строка %d, <%s>"
        .formatted(source, xml.getLocation().getLineNumber(), xml.getLocalName());
  }
}
