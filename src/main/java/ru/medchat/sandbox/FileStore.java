package ru.medchat.sandbox;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The files of the double: kept under an id, offered for download under a path. */
class FileStore {

  /** What the Bot API hands out at most. */
  static final long DOWNLOAD_LIMIT = 20L * 1024 * 1024;

  private static final int THUMBNAIL_EDGE = 320;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient jdbc;

  FileStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps a picture as Telegram keeps photos: as JPEG, in several sizes; empty if it is none. */
  Optional<Photo> addPhoto(byte[] content) {
    var picture = decode(content);
    if (picture == null) {
      return Optional.empty();
    }
    double scale =
        Math.min(1, (double) THUMBNAIL_EDGE / Math.max(picture.getWidth(), picture.getHeight()));
    var small = draw(picture, scale);
    var full = draw(picture, 1);
    return Optional.of(
        new Photo(
            addPicture(encode(small), small.getWidth(), small.getHeight()),
            addPicture(encode(full), full.getWidth(), full.getHeight())));
  }

  StoredFile addDocument(String name, String mimeType, byte[] content) {
    var file =
        new StoredFile(
            newId("BQAC"),
            "documents/file_" + nextNumber() + suffix(name),
            name,
            mimeType,
            content.length,
            null,
            null);
    insert(file, content);
    return file;
  }

  /**
   * Keeps a file by its size alone: its content is so many zeroes, or none where the Bot API would
   * never hand it out.
   */
  StoredFile addBlank(String name, String mimeType, long size) {
    var file =
        new StoredFile(
            newId("BAAC"),
            "files/file_" + nextNumber() + suffix(name),
            name,
            mimeType,
            size,
            null,
            null);
    insert(file, new byte[size > DOWNLOAD_LIMIT ? 0 : Math.toIntExact(size)]);
    return file;
  }

  Optional<StoredFile> byId(String id) {
    return find("id", id);
  }

  Optional<StoredFile> byPath(String path) {
    return find("path", path);
  }

  byte[] content(StoredFile file) {
    return jdbc.sql("select content from sandbox.file where id = ?")
        .param(file.id())
        .query((row, number) -> row.getBytes(1))
        .single();
  }

  private StoredFile addPicture(byte[] content, int width, int height) {
    var path = "photos/file_" + nextNumber() + ".jpg";
    var file =
        new StoredFile(
            newId("AgAC"), path, "photo.jpg", "image/jpeg", content.length, width, height);
    insert(file, content);
    return file;
  }

  private void insert(StoredFile file, byte[] content) {
    jdbc.sql(
            """
            insert into sandbox.file (id, path, name, mime_type, size, width, height, content)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            file.id(),
            file.path(),
            file.name(),
            file.mimeType(),
            file.size(),
            file.width(),
            file.height(),
            content)
        .update();
  }

  private Optional<StoredFile> find(String column, String value) {
    return jdbc.sql(
            "select id, path, name, mime_type, size, width, height from sandbox.file where "
                + column
                + " = ?")
        .param(value)
        .query(
            (row, number) ->
                new StoredFile(
                    row.getString("id"),
                    row.getString("path"),
                    row.getString("name"),
                    row.getString("mime_type"),
                    row.getLong("size"),
                    row.getObject("width", Integer.class),
                    row.getObject("height", Integer.class)))
        .optional();
  }

  private long nextNumber() {
    return jdbc.sql("select nextval('sandbox.file_number')").query(Long.class).single();
  }

  private static String suffix(String name) {
    var dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot).replaceAll("[^.A-Za-z0-9]", "");
  }

  private static String newId(String prefix) {
    var bytes = new byte[30];
    RANDOM.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static @Nullable BufferedImage decode(byte[] content) {
    try {
      return ImageIO.read(new ByteArrayInputStream(content));
    } catch (IOException broken) {
      return null;
    }
  }

  private static BufferedImage draw(BufferedImage picture, double scale) {
    int width = (int) Math.max(1, Math.round(picture.getWidth() * scale));
    int height = (int) Math.max(1, Math.round(picture.getHeight() * scale));
    var drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var graphics = drawn.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, Color.WHITE, null);
    graphics.dispose();
    return drawn;
  }

  private static byte[] encode(BufferedImage picture) {
    try (var bytes = new ByteArrayOutputStream()) {
      ImageIO.write(picture, "jpg", bytes);
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
