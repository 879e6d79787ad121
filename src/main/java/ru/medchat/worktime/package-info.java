/**
 * Working calendars: turns "two working hours from now" into an instant, and back.
 *
 * <p>{@link ru.medchat.worktime.Schedule} says what holds on a date and why: weekly hours, holidays
 * and exceptions of four levels over the {@link ru.medchat.worktime.ProductionCalendar} of the
 * country. Compiled, it is a {@link ru.medchat.worktime.WorkingCalendar}, which answers. What was
 * decided, and why:
 *
 * <ul>
 *   <li>Open time is half-open, but a limit that lands exactly on a closing is that closing: nobody
 *       is given a night because of a boundary. The same holds for working days.
 *   <li>Working days go before open time, and keep the local time of day. Where the chat is not
 *       open then, they end at the next opening.
 *   <li>Weeks, months and years are refused: their working length is anybody's guess.
 *   <li>What kind of rule it is goes before the level it comes from: an exception of the country
 *       goes before a holiday of the town.
 *   <li>A moved day off applies to whoever is off on the weekday it comes from, which is what
 *       Article 112 of the Labour Code moves. For Monday to Saturday that leaves the days moved
 *       from Sundays; for Monday to Friday it is the calendar as published.
 *   <li>Beyond the data there is no answer, not even a likely one.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Working time",
    allowedDependencies = {})
package ru.medchat.worktime;
