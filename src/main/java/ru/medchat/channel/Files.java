package ru.medchat.channel;

import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Files that came with messages: expected first, their bytes stored when an adapter has them. */
@Component
public class Files {

  private final JdbcClient jdbc;

  Files(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes that a file is to be fetched; returns its id with us, the same one every time. */
  @Transactional(propagation = Propagation.MANDATORY)
  public long expect(String channel, Attachment attachment) {
    return jdbc.sql(
            """
            insert into file (channel, file_id, kind, name, media_type, size)
            values (:channel, :file, :kind, :name, :type, :size)
            on conflict (channel, file_id) do update set file_id = excluded.file_id
            returning id
            """)
        .param("channel", channel)
        .param("file", attachment.fileId())
        .param("kind", attachment.kind().name())
        .param("name", attachment.name())
        .param("type", attachment.mediaType())
        .param("size", attachment.size())
        .query(Long.class)
        .single();
  }

  public Optional<StoredFile> find(long id) {
    return jdbc.sql("select id, kind, name, media_type, state, content from file where id = :id")
        .param("id", id)
        .query(
            (row, n) ->
                new StoredFile(
                    row.getLong("id"),
                    Attachment.Kind.valueOf(row.getString("kind")),
                    row.getString("name"),
                    row.getString("media_type"),
                    row.getBinaryStream("content")))
        .optional();
  }

  /**
   * A file as far as we have it.
   *
   * @param content its bytes; null while they are still to be fetched, or can't be had
   */
  public record StoredFile(
      long id,
      Attachment.Kind kind,
      @Nullable String name,
      @Nullable String mediaType,
      @Nullable InputStream content) {}
}
