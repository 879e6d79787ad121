package ru.medchat.channel;

/**
 * A message has arrived in its chat. Published in the transaction that notes it.
 *
 * @param dedupeKey names the message, see {@link Outgoing#dedupeKey()}
 */
public record Delivered(String dedupeKey) {}
