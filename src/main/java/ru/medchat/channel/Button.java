package ru.medchat.channel;

/**
 * A button under an outgoing message.
 *
 * @param label what the person reads
 * @param data what comes back in {@link Incoming.Press#data()}; at most 64 bytes
 */
public record Button(String label, String data) {}
