package ru.medchat.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import ru.medchat.directory.Calendars;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Organisation;
import ru.medchat.worktime.WorkingCalendar;
import ru.medchat.worktime.WorkingTime;

/** What has less than half an hour of working time left: {@code ${burning.until()}} in filters. */
@Component("burning")
public class Burning {

  private static final Duration LEFT = Duration.ofMinutes(30);

  private final IdentityService identity;
  private final Directory directory;
  private final Calendars calendars;
  private final Clock clock;

  Burning(@Lazy IdentityService identity, Directory directory, Calendars calendars, Clock clock) {
    this.identity = identity;
    this.directory = directory;
    this.calendars = calendars;
    this.clock = clock;
  }

  /**
   * What is due before then is burning, for whoever asks: by the hours of their organisation, of a
   * ministry or chamber by those of its region, and of somebody without one by the wall clock. A
   * chat with hours of its own is not asked: that would be a list for each task.
   */
  public Date until() {
    return Date.from(
        until(
            Optional.ofNullable(identity.getCurrentAuthentication())
                .map(asking -> asking.getGroupIds())
                .orElse(List.of())
                .stream()
                .flatMap(group -> directory.findOrganisation(group).stream())
                .toList()));
  }

  /** What is due later burns at none of these organisations. */
  public Instant until(Collection<Organisation> organisations) {
    Instant now = clock.instant();
    return organisations.stream()
        .map(each -> calendars.of(each).after(now, new WorkingTime(0, LEFT)))
        .max(Comparator.naturalOrder())
        .orElse(now.plus(LEFT));
  }

  /** Whether what is due then is burning, and not overdue already. */
  public boolean is(Instant due, WorkingCalendar calendar) {
    Instant now = clock.instant();
    return due.isAfter(now) && calendar.worked(now, due).compareTo(LEFT) < 0;
  }
}
