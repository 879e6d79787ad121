package ru.medchat.process.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.jspecify.annotations.Nullable;
import ru.medchat.directory.Calendars;
import ru.medchat.worktime.WorkingTime;

/**
 * The {@code timeDuration} of a timer, counted in the working time of the appeal's chat. The engine
 * takes a date from it as it is, on every path on which a timer comes about.
 */
final class WorkingTimeDuration implements Expression {

  /** The input parameter by which a step says from when its limits count. */
  static final String COUNT_FROM = "countFrom";

  /** Whose calendar it is: the id of a municipality. */
  static final String MUNICIPALITY = "municipality";

  /** The group whose calendar it is, as the directory names it; null in private. */
  static final String CHAT = "chat";

  private final Expression duration;
  private final Calendars calendars;
  private final Clock clock;

  WorkingTimeDuration(Expression duration, Calendars calendars, Clock clock) {
    this.duration = duration;
    this.calendars = calendars;
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

  /**
   * How much working time it is in that scope.
   *
   * @return null when it is none: a date, as expressions by the wall clock give it
   */
  @Nullable WorkingTime amount(VariableScope scope) {
    return duration.getValue(scope) instanceof String text ? WorkingTime.parse(text) : null;
  }

  /** From when it counts in that scope, when the step says so; otherwise null. */
  static @Nullable Instant countFrom(VariableScope scope) {
    return scope.getVariableLocal(COUNT_FROM) instanceof Date from ? from.toInstant() : null;
  }

  private @Nullable Object inWorkingTime(@Nullable Object value, VariableScope scope) {
    if (!(value instanceof String text)) {
      return value;
    }
    if (!(scope.getVariable(MUNICIPALITY) instanceof String municipality)) {
      throw new IllegalStateException(
          "Working time %s is asked for where no municipality is known".formatted(text));
    }
    Instant from = countFrom(scope);
    return Date.from(
        calendars
            .of(municipality, (String) scope.getVariable(CHAT))
            .after(from == null ? clock.instant() : from, WorkingTime.parse(text)));
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
