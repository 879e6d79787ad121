package ru.medchat.workplace;

import java.io.InputStream;
import java.util.Objects;
import org.springframework.core.io.AbstractResource;
import ru.medchat.channel.Files;

/** A stored file as Spring sends it: as a stream, and of a video also any part asked for. */
class FileResource extends AbstractResource {

  private final Files files;
  private final Files.StoredFile file;

  FileResource(Files files, Files.StoredFile file) {
    this.files = files;
    this.file = file;
  }

  @Override
  public boolean exists() {
    return true;
  }

  @Override
  public long contentLength() {
    return Objects.requireNonNull(file.size());
  }

  @Override
  public InputStream getInputStream() {
    return files.content(file);
  }

  @Override
  public String getDescription() {
    return "file " + file.id();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileResource same && same.file.equals(file);
  }

  @Override
  public int hashCode() {
    return file.hashCode();
  }
}
