/** Working calendars: turns "two working hours from now" into an instant, and back. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Working time",
    allowedDependencies = {})
package ru.medchat.worktime;
