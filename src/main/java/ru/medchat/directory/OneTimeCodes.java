package ru.medchat.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Codes by which an administrator lets somebody in a messenger bind a group or speak for an
 * organisation: random, good for three days and for one use. Only their hash is kept.
 */
@Component
@Transactional
public class OneTimeCodes {

  /** In front of a code for a person in a deep link, as in {@code /start link-7KQ2-…}. */
  public static final String LINK_START = "link-";

  public static final Duration LIFETIME = Duration.ofDays(3);

  /** Misses within an hour after which a person has to wait. */
  static final int MOST_MISSES = 5;

  /** Letters and digits nobody takes for one another; 32 of them, so five bits each. */
  private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final int LENGTH = 16;
  private static final int LISTED = 50;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  OneTimeCodes(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What a code is good for. */
  public enum Purpose {
    /** Binds a group to a municipality. */
    BIND("municipality_id"),
    /** Links a person to an organisation. */
    LINK("organisation_id");

    private final String column;

    Purpose(String column) {
      this.column = column;
    }
  }

  /**
   * A code that fits.
   *
   * @param target the id of the municipality or of the organisation
   */
  public record Code(long id, String target) {}

  /**
   * A code as it is listed: without the code itself, which nobody knows any more.
   *
   * @param usedBy null while it is not used
   */
  public record Made(
      Purpose purpose,
      String target,
      String madeBy,
      Instant madeAt,
      Instant expiresAt,
      @Nullable Instant usedAt,
      @Nullable String usedBy) {}

  /** Makes a code such as {@code 7KQ2-M9TX-4HBD-PW3A}, which is told this once. */
  public String make(Purpose purpose, String target, String by) {
    var code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(i > 0 && i % 4 == 0 ? "-" : "");
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    Instant now = clock.instant();
    jdbc.sql(
            """
            insert into one_time_code (hash, %s, made_by, made_at, expires_at)
            values (:hash, :target, :by, :at, :until)
            """
                .formatted(purpose.column))
        .param("hash", hash(code.toString()))
        .param("target", target)
        .param("by", by)
        .param("at", Timestamp.from(now))
        .param("until", Timestamp.from(now.plus(LIFETIME)))
        .update();
    return code.toString();
  }

  /**
   * The code that was typed, locked until it is used or this transaction ends; empty when there is
   * no such code for this purpose, or it was used, or it is out of date. That counts as a miss of
   * the person who typed it.
   */
  public Optional<Code> find(Purpose purpose, String typed, String channel, String userId) {
    var found =
        jdbc.sql(
                """
                select id, %1$s as target from one_time_code
                 where hash = :hash and %1$s is not null and used_at is null and expires_at > :now
                   for update
                """
                    .formatted(purpose.column))
            .param("hash", hash(typed))
            .param("now", Timestamp.from(clock.instant()))
            .query((row, n) -> new Code(row.getLong("id"), row.getString("target")))
            .optional();
    if (found.isEmpty()) {
      missed(channel, userId);
    }
    return found;
  }

  /** Whether this person has typed so many wrong codes that they have to wait. */
  @Transactional(readOnly = true)
  public boolean guessing(String channel, String userId) {
    return jdbc.sql("select count(*) from code_miss where channel = ? and user_id = ? and at > ?")
            .params(channel, userId, Timestamp.from(clock.instant().minus(Duration.ofHours(1))))
            .query(Long.class)
            .single()
        >= MOST_MISSES;
  }

  /**
   * A code is used up.
   *
   * @param by who used it, in words
   * @param chat where
   */
  public void used(Code code, String by, String chat) {
    jdbc.sql("update one_time_code set used_at = ?, used_by = ?, used_in = ? where id = ?")
        .params(Timestamp.from(clock.instant()), by, chat, code.id())
        .update();
  }

  /** The codes made last, the newest first. */
  @Transactional(readOnly = true)
  public List<Made> made() {
    return jdbc.sql("select * from one_time_code order by id desc limit ?")
        .param(LISTED)
        .query(OneTimeCodes::listed)
        .list();
  }

  private void missed(String channel, String userId) {
    jdbc.sql("delete from code_miss where at < ?")
        .param(Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
        .update();
    jdbc.sql("insert into code_miss (channel, user_id, at) values (?, ?, ?)")
        .params(channel, userId, Timestamp.from(clock.instant()))
        .update();
  }

  private static Made listed(ResultSet row, int n) throws SQLException {
    String municipality = row.getString("municipality_id");
    Timestamp usedAt = row.getTimestamp("used_at");
    return new Made(
        municipality == null ? Purpose.LINK : Purpose.BIND,
        municipality == null ? row.getString("organisation_id") : municipality,
        row.getString("made_by"),
        row.getTimestamp("made_at").toInstant(),
        row.getTimestamp("expires_at").toInstant(),
        usedAt == null ? null : usedAt.toInstant(),
        row.getString("used_by"));
  }

  /** However it was typed: in small letters, without dashes, with blanks. */
  private static String hash(String typed) {
    String code = typed.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
