package ru.medchat.process;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.springframework.stereotype.Component;

/** Time by the wall clock, night and holiday alike: {@code ${clock.plain('PT15M')}}. */
@Component("wallClock")
public class ClockExpressions {

  private final Clock clock;

  ClockExpressions(Clock clock) {
    this.clock = clock;
  }

  /** The instant at which that much time will have passed. */
  public Date plain(String duration) {
    return Date.from(clock.instant().plus(Duration.parse(duration)));
  }
}
