package ru.medchat.channel;

/**
 * Who did something in a chat.
 *
 * @param id the messenger's own id of the user
 * @param name as the messenger shows it; may be empty
 * @param person false for bots and for posts in the name of a chat or channel
 */
public record Sender(String id, String name, boolean person) {}
