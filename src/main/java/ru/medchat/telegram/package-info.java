/**
 * The way to and from Telegram: raw updates in, messages out, files.
 *
 * <p>Polling is the session of telegrambots' starter, not a loop of our own: its extension points
 * (the poll's own reading of the answer, the back-off, the HTTP client, the last number) are enough
 * to keep every update before it is confirmed. What it can't do, starting late, trying again to
 * register, noticing that it died and stopping at once, {@code Poller} does around it.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Telegram",
    allowedDependencies = {"intake", "channel", "directory", "loop"})
package ru.medchat.telegram;
