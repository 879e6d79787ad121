package ru.medchat.worktime;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.jbpm.process.core.timer.BusinessCalendarImpl;
import org.kie.api.time.SessionClock;

/**
 * The calendar of jBPM on the same hours, set up as well as it can be. It takes an amount as text
 * only, of which it tries three formats by their exceptions; that is spared it here. A day off
 * before a Sunday makes it forget the time of day, so Sundays beside holidays are given to it as
 * part of the holiday. Amounts are whole hours, as its days are weeks without holidays.
 */
final class Jbpm {

  /** Now, as jBPM counts from its clock only. */
  private static final class Now implements SessionClock {
    private long millis;

    @Override
    public long getCurrentTime() {
      return millis;
    }
  }

  private static final class WholeHours extends BusinessCalendarImpl {
    WholeHours(Properties hours, SessionClock clock) {
      super(hours, clock);
    }

    @Override
    protected String adoptISOFormat(String amount) {
      return amount;
    }
  }

  private final Now now = new Now();
  private final BusinessCalendarImpl calendar;

  /** Monday to Saturday, 8 to 20 in UTC, but for these dates, in order. */
  Jbpm(List<LocalDate> closed) {
    var hours = new Properties();
    hours.setProperty(BusinessCalendarImpl.DAYS_PER_WEEK, "6");
    hours.setProperty(BusinessCalendarImpl.HOURS_PER_DAY, "12");
    hours.setProperty(BusinessCalendarImpl.START_HOUR, "8");
    hours.setProperty(BusinessCalendarImpl.END_HOUR, "20");
    hours.setProperty(BusinessCalendarImpl.WEEKEND_DAYS, "1");
    hours.setProperty(BusinessCalendarImpl.TIMEZONE, "UTC");
    hours.setProperty(BusinessCalendarImpl.HOLIDAYS, String.join(",", periods(closed)));
    calendar = new WholeHours(hours, now);
  }

  private static List<String> periods(List<LocalDate> closed) {
    var periods = new ArrayList<String>();
    for (int i = 0; i < closed.size(); ) {
      int first = i;
      while (i + 1 < closed.size() && closed.get(i + 1).equals(closed.get(i).plusDays(1))) {
        i++;
      }
      if (first < i || closed.get(first).getDayOfWeek() != DayOfWeek.SUNDAY) {
        periods.add(closed.get(first) + ":" + closed.get(i));
      }
      i++;
    }
    return periods;
  }

  /** Not thread-safe, because of its clock. */
  Date after(Instant start, String hours) {
    now.millis = start.toEpochMilli();
    return calendar.calculateBusinessTimeAsDate(hours);
  }
}
