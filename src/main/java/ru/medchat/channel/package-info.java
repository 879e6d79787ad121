/**
 * The port between a case and any messenger: what comes in, what goes out, and the outbox.
 *
 * <p>The bytes of files lie in the database as rows of a quarter of a megabyte, so that neither
 * storing nor serving a file ever holds more than one such piece in memory, and any part of a video
 * is found at once. PostgreSQL's large objects could do the same, but they are deleted with nothing
 * that refers to them, and can be read only while a transaction, and so a connection, is held open
 * for as long as an operator's download takes.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Channel",
    allowedDependencies = {"loop"})
package ru.medchat.channel;
