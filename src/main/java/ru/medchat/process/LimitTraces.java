package ru.medchat.process;

import java.util.Optional;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Appeals;
import ru.medchat.directory.Calendars;
import ru.medchat.process.engine.OpenLimits;
import ru.medchat.worktime.Explanation;

/** Explains the limit of a task: on which days and hours its working time passes. */
@Component
public class LimitTraces {

  private final OpenLimits limits;
  private final Appeals appeals;
  private final Calendars calendars;

  LimitTraces(OpenLimits limits, Appeals appeals, Calendars calendars) {
    this.limits = limits;
    this.appeals = appeals;
    this.calendars = calendars;
  }

  /** How the limit of an open task comes about; empty when it stands under none. */
  public Optional<Explanation> of(AppealNumber number, String taskId) {
    var appeal = appeals.get(number);
    return limits
        .basisOf(taskId)
        .map(
            basis ->
                calendars
                    .of(appeal.municipalityId(), appeal.calendarChat())
                    .explain(basis.start(), basis.due()));
  }
}
