package ru.medchat.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A file of the double, without its content.
 *
 * @param path where the Bot API offers it for download
 * @param name what its sender called it
 */
record StoredFile(
    String id,
    String path,
    String name,
    String mimeType,
    long size,
    @Nullable Integer width,
    @Nullable Integer height) {}
