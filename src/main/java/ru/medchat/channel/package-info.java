/** The port between a case and any messenger: what comes in, what goes out, and the outbox. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Channel",
    allowedDependencies = {})
package ru.medchat.channel;
