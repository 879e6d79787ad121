/**
 * The engine behind the case: its configuration, and the building blocks the models are made of.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Process",
    allowedDependencies = {"appeal", "channel", "directory", "worktime", "mail", "wording", "loop"})
package ru.medchat.process;
