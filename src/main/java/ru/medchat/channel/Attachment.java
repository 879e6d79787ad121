package ru.medchat.channel;

import org.jspecify.annotations.Nullable;

/**
 * A file that came with a message; its bytes are fetched later, see {@link Files}.
 *
 * @param fileId the messenger's own id, from which the bytes can be had
 * @param name the file's name; null for a photo
 * @param mediaType as the messenger tells it; null when it does not
 * @param size in bytes; null when unknown
 */
public record Attachment(
    Kind kind,
    String fileId,
    @Nullable String name,
    @Nullable String mediaType,
    @Nullable Long size) {

  /** What an operator can do with it: look at it, or download it. */
  public enum Kind {
    PHOTO,
    DOCUMENT
  }
}
