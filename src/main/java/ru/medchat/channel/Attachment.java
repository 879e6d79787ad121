package ru.medchat.channel;

import org.jspecify.annotations.Nullable;

/**
 * A file that came with a message; its bytes are fetched later, see {@link Files}.
 *
 * @param fileId the messenger's own id, from which the bytes can be had; may change with time
 * @param uniqueId the messenger's name of what the file holds: the same however often it is sent
 * @param name the file's name; null when it has none, as photos and voice messages
 * @param mediaType as the messenger tells it; null when it does not
 * @param size in bytes; null when unknown
 */
public record Attachment(
    Kind kind,
    String fileId,
    String uniqueId,
    @Nullable String name,
    @Nullable String mediaType,
    @Nullable Long size) {

  /** What an operator can do with it: look at it, listen to it, play it, or just download it. */
  public enum Kind {
    PHOTO,
    DOCUMENT,
    /** Speech, recorded on the spot. */
    VOICE,
    AUDIO,
    /** Anything that moves, with sound or without. */
    VIDEO
  }
}
