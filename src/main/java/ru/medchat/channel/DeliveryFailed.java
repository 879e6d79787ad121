package ru.medchat.channel;

/**
 * A message about an appeal can't reach its chat: the person blocked us or never let us write, or
 * the messenger refuses it. Published in the transaction that gives the message up.
 *
 * @param appeal the number of the appeal
 * @param dedupeKey names the message, see {@link Outgoing#dedupeKey()}
 * @param unreachable whether it is the chat that can't be reached; otherwise the message itself is
 *     refused, and will be again
 * @param reason in the messenger's words, for an operator
 */
public record DeliveryFailed(String appeal, String dedupeKey, boolean unreachable, String reason) {}
