package ru.medchat.sandbox;

/** A photo in the two sizes the double keeps. */
record Photo(StoredFile thumbnail, StoredFile full) {}
