package ru.medchat.process.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.jspecify.annotations.Nullable;
import ru.medchat.directory.Directory;
import ru.medchat.worktime.WorkingTime;

/**
 * The {@code timeDuration} of a timer, counted in the working time of the appeal's municipality.
 * The engine takes a date from it as it is, on every path on which a timer comes about.
 */
final class WorkingTimeDuration implements Expression {

  /** The input parameter by which a step says from when its limits count. */
  static final String COUNT_FROM = "countFrom";

  private static final String MUNICIPALITY = "municipality";

  private final Expression duration;
  private final Directory directory;
  private final Clock clock;

  WorkingTimeDuration(Expression duration, Directory directory, Clock clock) {
    this.duration = duration;
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public @Nullable Object getValue(VariableScope scope) {
    return inWorkingTime(duration.getValue(scope), scope);
  }

  @Override
  public @Nullable Object getValue(VariableScope scope, BaseDelegateExecution context) {
    return inWorkingTime(duration.getValue(scope, context), scope);
  }

  private @Nullable Object inWorkingTime(@Nullable Object value, VariableScope scope) {
    if (!(value instanceof String text)) {
      return value;
    }
    if (!(scope.getVariable(MUNICIPALITY) instanceof String municipality)) {
      throw new IllegalStateException(
          "Working time %s is asked for where no municipality is known".formatted(text));
    }
    var calendar = directory.calendarOf(directory.municipality(municipality));
    return Date.from(calendar.after(start(scope), WorkingTime.parse(text)));
  }

  private Instant start(VariableScope scope) {
    return scope.getVariableLocal(COUNT_FROM) instanceof Date from
        ? from.toInstant()
        : clock.instant();
  }

  @Override
  public void setValue(@Nullable Object value, VariableScope scope) {
    duration.setValue(value, scope);
  }

  @Override
  public void setValue(@Nullable Object value, VariableScope scope, BaseDelegateExecution context) {
    duration.setValue(value, scope, context);
  }

  @Override
  public String getExpressionText() {
    return duration.getExpressionText();
  }

  @Override
  public boolean isLiteralText() {
    return duration.isLiteralText();
  }
}
