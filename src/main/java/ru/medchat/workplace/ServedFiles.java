package ru.medchat.workplace;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.Files;

/** The files of conversations as a browser may have them: none of them can do anything there. */
@Component
class ServedFiles {

  private static final Set<MediaType> SHOWN_IN_PLACE =
      Set.of(
          MediaType.IMAGE_JPEG,
          MediaType.IMAGE_PNG,
          MediaType.IMAGE_GIF,
          MediaType.parseMediaType("image/webp"),
          MediaType.parseMediaType("audio/ogg"),
          MediaType.parseMediaType("audio/mpeg"),
          MediaType.parseMediaType("audio/mp4"),
          MediaType.parseMediaType("video/mp4"),
          MediaType.parseMediaType("video/webm"));

  private final Files files;

  ServedFiles(Files files) {
    this.files = files;
  }

  /**
   * A file that the caller may see.
   *
   * @throws FileNotThereException when there is nothing of it to show
   */
  ResponseEntity<Resource> serve(long fileId) {
    var file =
        files
            .find(fileId)
            .orElseThrow(() -> new FileNotThereException("Файл не найден: " + fileId));
    if (file.state() != Files.State.STORED) {
      throw new FileNotThereException("Файл ещё загружается или недоступен: " + fileId);
    }
    var type = typeOf(file);
    var disposition =
        (SHOWN_IN_PLACE.contains(type)
                ? ContentDisposition.inline()
                : ContentDisposition.attachment())
            .filename(nameOf(file, type), StandardCharsets.UTF_8)
            .build();
    return ResponseEntity.ok()
        .contentType(type)
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .body(new FileResource(files, file));
  }

  private static MediaType typeOf(Files.StoredFile file) {
    if (file.mediaType() == null) {
      // Messengers don't say, as their photos are always JPEG.
      return file.kind() == Attachment.Kind.PHOTO
          ? MediaType.IMAGE_JPEG
          : MediaType.APPLICATION_OCTET_STREAM;
    }
    try {
      return MediaType.parseMediaType(file.mediaType());
    } catch (InvalidMediaTypeException e) {
      return MediaType.APPLICATION_OCTET_STREAM;
    }
  }

  private static String nameOf(Files.StoredFile file, MediaType type) {
    String name = file.name();
    return name == null || name.isBlank() ? file.id() + "." + type.getSubtype() : name;
  }
}
