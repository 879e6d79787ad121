package ru.medchat.channel;

/**
 * A message about an appeal can never reach its chat: the person blocked us, or the messenger
 * refuses it. Published in the transaction that gives the message up.
 *
 * @param appeal the number of the appeal
 * @param reason in the messenger's words, for an operator
 */
public record DeliveryFailed(String appeal, String reason) {}
