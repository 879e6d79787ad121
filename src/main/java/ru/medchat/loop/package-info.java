/** Threads that take up what waits in the database: woken at once, patient when it is down. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Loop",
    allowedDependencies = {})
package ru.medchat.loop;
