package ru.medchat.channel;

/** A point on the map, in degrees of WGS 84. */
public record Place(double latitude, double longitude) {}
