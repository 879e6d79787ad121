package ru.medchat.sandbox;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.Objects;

/** A file that came with a request. */
final class Upload {

  private final String name;
  private final String mimeType;
  private final byte[] content;

  private Upload(String name, String mimeType, byte[] content) {
    this.name = name;
    this.mimeType = mimeType;
    this.content = content;
  }

  static Upload of(Part part, String name) throws IOException {
    try (var stream = part.getInputStream()) {
      var type = Objects.requireNonNullElse(part.getContentType(), "application/octet-stream");
      return new Upload(name, type, stream.readAllBytes());
    }
  }

  String name() {
    return name;
  }

  String mimeType() {
    return mimeType;
  }

  byte[] content() {
    return content;
  }
}
