package ru.medchat.process;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Appeals;

/** What expressions of a model may ask about its appeal: {@code ${appeal.…}}. */
@Component("appeal")
public class AppealExpressions {

  private final Appeals appeals;
  private final Clock clock;

  AppealExpressions(Appeals appeals, Clock clock) {
    this.appeals = appeals;
    this.clock = clock;
  }

  /** From when a limit for an answer counts; now when nobody waits. */
  public Date countFrom(DelegateExecution execution) {
    Instant from = appeals.get(AppealProcess.number(execution)).countFrom();
    return Date.from(from == null ? clock.instant() : from);
  }
}
