package ru.medchat.worktime;

import java.time.Duration;
import java.time.Instant;

/** When a chat is open, and what follows from it. Intervals of open time are half-open. */
public interface WorkingCalendar {

  /**
   * The instant at which the given amount of working time has passed. Landing exactly on closing
   * time is that closing time; nothing at all outside hours is the next opening.
   */
  Instant after(Instant start, WorkingTime amount);

  /** Open time between two instants; zero when {@code to} is not after {@code from}. */
  Duration worked(Instant from, Instant to);

  boolean isOpen(Instant instant);

  /** The given instant when open, otherwise the next opening. */
  Instant nextOpening(Instant instant);
}
