package ru.medchat.channel;

import java.io.InputStream;
import java.sql.Types;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Files that came with messages: expected first, their bytes stored when an adapter has them. */
@Component
public class Files {

  /** Longer than the download of a file may take. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final JdbcClient jdbc;

  private final ApplicationEventPublisher events;

  Files(JdbcClient jdbc, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /** A file waits to be fetched; of use after the commit, to whoever fetches. */
  public record Expected(String channel) {}

  /** Notes that a file is to be fetched; returns its id with us, the same one every time. */
  @Transactional(propagation = Propagation.MANDATORY)
  public long expect(String channel, Attachment attachment) {
    events.publishEvent(new Expected(channel));
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
   * A file to be fetched now.
   *
   * @param size in bytes, as the messenger told; null when it did not
   * @param attempt the how manyth attempt this is, from 1
   */
  public record Fetch(
      long id, Attachment.Kind kind, String fileId, @Nullable Long size, int attempt) {}

  /** Gives out a file to be fetched, for a while; a fetch that is not heard of is begun again. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public Optional<Fetch> next(String channel) {
    return jdbc.sql(
            """
            update file
               set attempts = attempts + 1,
                   next_attempt_at = now() + make_interval(secs => :lease)
             where id = (
                   select id from file
                    where channel = :channel and state = 'EXPECTED' and next_attempt_at <= now()
                    order by next_attempt_at
                    limit 1
                      for update skip locked)
            returning id, kind, file_id, size, attempts
            """)
        .param("channel", channel)
        .param("lease", (double) LEASE.toSeconds())
        .query(
            (row, n) ->
                new Fetch(
                    row.getLong("id"),
                    Attachment.Kind.valueOf(row.getString("kind")),
                    row.getString("file_id"),
                    row.getObject("size", Long.class),
                    row.getInt("attempts")))
        .optional();
  }

  /**
   * Keeps the bytes of a file.
   *
   * @param mediaType of use when the message told none; null when unknown here, too
   */
  @Transactional
  public void stored(long id, InputStream content, long length, @Nullable String mediaType) {
    // Streamed to the server: twenty megabytes never lie in our heap.
    jdbc.sql(
            """
            update file
               set state = 'STORED',
                   content = ?,
                   size = ?,
                   media_type = coalesce(media_type, ?),
                   error = null
             where id = ? and state = 'EXPECTED'
            """)
        .param(1, new SqlParameterValue(Types.VARBINARY, new SqlBinaryValue(content, length)))
        .param(2, length)
        .param(3, mediaType)
        .param(4, id)
        .update();
  }

  @Transactional
  public void retryLater(long id, Duration pause, String error) {
    jdbc.sql(
            """
            update file
               set next_attempt_at = now() + make_interval(secs => :pause), error = :error
             where id = :id and state = 'EXPECTED'
            """)
        .param("id", id)
        .param("pause", (double) pause.toSeconds())
        .param("error", error)
        .update();
  }

  /** The bytes can't be had, and nobody will try again. */
  @Transactional
  public void lost(long id, String reason) {
    jdbc.sql(
            "update file set state = 'LOST', error = :reason where id = :id and state = 'EXPECTED'")
        .param("id", id)
        .param("reason", reason)
        .update();
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
