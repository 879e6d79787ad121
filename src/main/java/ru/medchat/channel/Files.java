package ru.medchat.channel;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Files that came with messages: expected first, their bytes stored when an adapter has them. */
@Component
public class Files {

  /** Longer than the download of a file may take. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private static final int PIECE = 256 * 1024;

  /** Has a lost file expected again, with all its attempts; leaves any other as it is. */
  private static final String ANEW =
      """
      state = case file.state when 'LOST' then 'EXPECTED' else file.state end,
      attempts = case file.state when 'LOST' then 0 else file.attempts end,
      refusals = case file.state when 'LOST' then 0 else file.refusals end,
      next_attempt_at = case file.state when 'LOST' then now() else file.next_attempt_at end,
      lost_at = null, set_aside_at = null, set_aside_by = null, set_aside_because = null
      """;

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;

  Files(JdbcClient jdbc, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /** A file waits to be fetched; of use after the commit, to whoever fetches. */
  public record Expected(String channel) {}

  /**
   * Notes that a file is to be fetched; one that was given up is tried anew. Returns its id with
   * us, the same one every time.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public long expect(String channel, Attachment attachment) {
    events.publishEvent(new Expected(channel));
    return jdbc.sql(
            """
            insert into file (channel, file_id, unique_id, kind, name, media_type, size)
            values (:channel, :file, :unique, :kind, :name, :type, :size)
            on conflict (channel, unique_id) do update
               set file_id = excluded.file_id,
                   %s
            returning id
            """
                .formatted(ANEW))
        .param("channel", channel)
        .param("file", attachment.fileId())
        .param("unique", attachment.uniqueId())
        .param("kind", attachment.kind().name())
        .param("name", attachment.name())
        .param("type", attachment.mediaType())
        .param("size", attachment.size())
        .query(Long.class)
        .single();
  }

  public Optional<StoredFile> find(long id) {
    return jdbc.sql("select id, kind, name, media_type, state, size from file where id = :id")
        .param("id", id)
        .query(
            (row, n) ->
                new StoredFile(
                    row.getLong("id"),
                    Attachment.Kind.valueOf(row.getString("kind")),
                    row.getString("name"),
                    row.getString("media_type"),
                    State.valueOf(row.getString("state")),
                    row.getObject("size", Long.class)))
        .optional();
  }

  /**
   * The bytes of a file, read from the database piece by piece; no transaction is held open.
   *
   * @throws IllegalArgumentException when we don't have them
   */
  public InputStream content(StoredFile file) {
    if (file.state() != State.STORED || file.size() == null) {
      throw new IllegalArgumentException("We don't have the bytes of file " + file.id());
    }
    return new FileContent(jdbc, file.id(), file.size());
  }

  /**
   * A file to be fetched now.
   *
   * @param mediaType as the message told; null when it did not
   * @param size in bytes, as the messenger told; null when it did not
   * @param attempt the how manyth attempt this is, from 1
   * @param refusals how many times the messenger has refused it so far
   */
  public record Fetch(
      long id,
      Attachment.Kind kind,
      String fileId,
      @Nullable String mediaType,
      @Nullable Long size,
      int attempt,
      int refusals) {}

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
            returning id, kind, file_id, media_type, size, attempts, refusals
            """)
        .param("channel", channel)
        .param("lease", (double) LEASE.toSeconds())
        .query(
            (row, n) ->
                new Fetch(
                    row.getLong("id"),
                    Attachment.Kind.valueOf(row.getString("kind")),
                    row.getString("file_id"),
                    row.getString("media_type"),
                    row.getObject("size", Long.class),
                    row.getInt("attempts"),
                    row.getInt("refusals")))
        .optional();
  }

  /**
   * Keeps the bytes of a file; none of them when the content breaks off.
   *
   * @param mediaType of use when the message told none; null when unknown here, too
   */
  @Transactional(rollbackFor = IOException.class)
  public void stored(long id, InputStream content, @Nullable String mediaType) throws IOException {
    int expected =
        jdbc.sql(
                """
                update file
                   set state = 'STORED',
                       size = 0,
                       media_type = coalesce(media_type, :type),
                       error = null
                 where id = :id and state = 'EXPECTED'
                """)
            .param("id", id)
            .param("type", mediaType)
            .update();
    if (expected == 0) {
      return;
    }
    long start = 0;
    byte[] bytes = content.readNBytes(PIECE);
    while (bytes.length > 0) {
      jdbc.sql("insert into file_chunk (file_id, start, bytes) values (?, ?, ?)")
          .params(id, start, bytes)
          .update();
      start += bytes.length;
      bytes = content.readNBytes(PIECE);
    }
    jdbc.sql("update file set size = ? where id = ?").params(start, id).update();
  }

  /** The messenger could not be reached, or broke off: that says nothing about the file. */
  @Transactional
  public void retryLater(long id, Duration pause, String error) {
    retry(id, pause, error, 0);
  }

  /** The messenger refused the file, which it may not do for ever. */
  @Transactional
  public void refused(long id, Duration pause, String error) {
    retry(id, pause, error, 1);
  }

  private void retry(long id, Duration pause, String error, int refusals) {
    jdbc.sql(
            """
            update file
               set next_attempt_at = now() + make_interval(secs => :pause), error = :error,
                   refusals = refusals + :refusals
             where id = :id and state = 'EXPECTED'
            """)
        .param("id", id)
        .param("refusals", refusals)
        .param("pause", (double) pause.toSeconds())
        .param("error", error)
        .update();
  }

  /** The bytes can't be had, unless a person has it tried again or the same file comes again. */
  @Transactional
  public void lost(long id, String reason) {
    giveUp(id, State.LOST, reason);
  }

  /** The messenger gives nobody but its own people a file of this size. */
  @Transactional
  public void tooBig(long id, String reason) {
    giveUp(id, State.TOO_BIG, reason);
  }

  /**
   * Has a lost file tried anew.
   *
   * @return false when it is not lost, or somebody has set it aside
   */
  @Transactional
  public boolean tryAgain(long id) {
    var channel =
        jdbc.sql(
                """
                update file set %s
                 where id = :id and state = 'LOST' and set_aside_at is null
                returning channel
                """
                    .formatted(ANEW))
            .param("id", id)
            .query(String.class)
            .optional();
    channel.ifPresent(of -> events.publishEvent(new Expected(of)));
    return channel.isPresent();
  }

  private void giveUp(long id, State state, String reason) {
    jdbc.sql(
            """
            update file
               set state = :state, error = :reason,
                   lost_at = case :state when 'LOST' then now() end
             where id = :id and state = 'EXPECTED'
            """)
        .param("id", id)
        .param("state", state.name())
        .param("reason", reason)
        .update();
  }

  /** Whether we have the bytes of a file. */
  public enum State {
    /** Not yet. */
    EXPECTED,
    STORED,
    /** No, and never: the messenger has them, but does not hand out so many. */
    TOO_BIG,
    /** No; whether it is worth another try, a person decides. */
    LOST
  }

  /**
   * A file as far as we have it.
   *
   * @param name null when it has none
   * @param size in bytes; null when unknown
   */
  public record StoredFile(
      long id,
      Attachment.Kind kind,
      @Nullable String name,
      @Nullable String mediaType,
      State state,
      @Nullable Long size) {}
}
