/** The way to and from Telegram: raw updates in, messages out, files. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Telegram",
    allowedDependencies = {"intake", "channel", "directory", "loop"})
package ru.medchat.telegram;
