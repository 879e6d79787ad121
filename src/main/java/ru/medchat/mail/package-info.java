/**
 * Letters to organisations, ministry and chamber: what they say, when they go out, and the daily
 * digest.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Mail",
    allowedDependencies = {"appeal", "directory", "worktime", "wording", "loop"})
package ru.medchat.mail;
