/** The case: its conversation, its clocks, its answers, and the facts it makes known. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Appeal",
    allowedDependencies = {"directory", "worktime", "channel", "wording", "guard"})
package ru.medchat.appeal;
