/**
 * What a message means: a command, a choice, a new appeal, more on an open one, an answer of staff.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Intake",
    allowedDependencies = {"appeal", "directory", "channel", "wording"})
package ru.medchat.intake;
