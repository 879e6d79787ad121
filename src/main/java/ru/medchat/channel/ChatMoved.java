package ru.medchat.channel;

/**
 * A chat has a new id with its messenger, as when a group becomes a supergroup. Published in the
 * transaction that turns what we still owe this chat to the new id.
 */
public record ChatMoved(String channel, String from, String to) {}
