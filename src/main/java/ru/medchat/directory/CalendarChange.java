package ru.medchat.directory;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import ru.medchat.worktime.DayHours;

/**
 * A date that differs at some level, or is as usual again.
 *
 * @param hours all hours of that date; null when it is as usual again
 * @param reason why, for those who ask
 * @param changedBy the user id of the administrator
 * @param movedAt when the last open limit had been moved; null while that goes on
 */
public record CalendarChange(
    long id,
    CalendarScope scope,
    LocalDate date,
    @Nullable DayHours hours,
    String reason,
    String changedBy,
    Instant changedAt,
    @Nullable Instant movedAt) {}
