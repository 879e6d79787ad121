package ru.medchat.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who writes in the sandbox.
 *
 * @param note who that is, for the person at the page
 * @param persona whether the page offers to be this person
 * @param blocked whether they have blocked the bot
 */
record Person(long id, String firstName, @Nullable String note, boolean persona, boolean blocked) {}
