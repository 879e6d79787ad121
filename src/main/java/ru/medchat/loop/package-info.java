/**
 * Threads that take up what waits in the database: woken at once, patient when it is down; and what
 * they gave up, until a person decides.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Loop",
    allowedDependencies = {})
package ru.medchat.loop;
