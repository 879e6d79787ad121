package ru.medchat.telegram;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.intake.Fate;

/** Every update as it came, before anybody looks at what it means. */
@Component
class Inbox {

  /** With pauses of 1, 4, 16 and 64 seconds between them. */
  static final int ATTEMPTS = 5;

  /** How long an album waits for its next part; they mostly come in one batch. */
  private static final Duration ALBUM_GATHERS = Duration.ofMillis(1500);

  /** For how long it does so in all, while a webhook brings them one by one. */
  private static final Duration ALBUM_GATHERS_AT_MOST = Duration.ofSeconds(10);

  /** After so many failures an album is taken part by part, so that only the one at fault fails. */
  private static final int FAILURES_TOGETHER = 2;

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;
  private final long botId;

  /** The lane from which an update was taken last; the next look begins behind it. */
  private volatile String served = "";

  Inbox(JdbcClient jdbc, ApplicationEventPublisher events, TelegramSettings settings) {
    this.jdbc = jdbc;
    this.events = events;
    this.botId = settings.botId();
  }

  /**
   * An update before anything is known about it.
   *
   * @param chatId null when it belongs to no chat, or none can be seen in it
   * @param album of which its message is a part; null when it is none
   */
  record Raw(long updateId, @Nullable String chatId, @Nullable String album, String json) {}

  /**
   * An update that waits to be understood.
   *
   * @param attempts how many times that failed already
   */
  record Waiting(
      long id, String json, int attempts, @Nullable String chatId, @Nullable String album) {}

  /** Updates were persisted. */
  record Received() {}

  /** Keeps updates; those we have already are left as they are. Committed when this returns. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void persist(List<Raw> updates) {
    Long[] ids = updates.stream().map(Raw::updateId).toArray(Long[]::new);
    // Telegram keeps an update for a day, and numbers anew after a quiet week. So a number we know
    // from days ago is another update now, and must not be mistaken for the old one.
    jdbc.sql(
            """
            update telegram_update set update_id = -id
             where bot_id = :bot and update_id = any(:ids)
               and received_at < now() - interval '3 days'
            """)
        .param("bot", botId)
        .param("ids", ids)
        .update();
    jdbc.sql(
            """
            insert into telegram_update (bot_id, update_id, chat_id, album, raw, next_attempt_at)
            select :bot, update_id, chat_id, album, raw,
                   case when album is null then now() else now() + make_interval(secs => :gather) end
              from unnest(:ids::bigint[], :chats::text[], :albums::text[], :raws::text[])
                   with ordinality as came (update_id, chat_id, album, raw, n)
             order by n
            on conflict (bot_id, update_id) do nothing
            """)
        .param("bot", botId)
        .param("ids", ids)
        .param("chats", updates.stream().map(Raw::chatId).toArray(String[]::new))
        .param("albums", updates.stream().map(Raw::album).toArray(String[]::new))
        .param("gather", ALBUM_GATHERS.toMillis() / 1000.0)
        .param("raws", updates.stream().map(Raw::json).toArray(String[]::new))
        .update();
    if (updates.stream().anyMatch(update -> update.album() != null)) {
      gatherLonger(updates);
    }
    events.publishEvent(new Received());
  }

  /** What is being registered just now is left alone: this part will come late to it. */
  private void gatherLonger(List<Raw> updates) {
    jdbc.sql(
            """
            update telegram_update
               set next_attempt_at = least(now() + make_interval(secs => :gather),
                                           received_at + make_interval(secs => :most))
             where id in (select id from telegram_update
                           where (chat_id, album) in (
                                 select * from unnest(:chats::text[], :albums::text[]))
                             and state = 'NEW' and attempts = 0
                             for update skip locked)
            """)
        .param("gather", ALBUM_GATHERS.toMillis() / 1000.0)
        .param("most", (double) ALBUM_GATHERS_AT_MOST.toSeconds())
        .param("chats", updates.stream().map(Raw::chatId).toArray(String[]::new))
        .param("albums", updates.stream().map(Raw::album).toArray(String[]::new))
        .update();
  }

  /**
   * Takes the next update, locked for this transaction. The updates of a chat are a lane: only the
   * oldest one is ever taken, so that several nodes may work side by side. Lanes take turns.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Waiting> next() {
    String last = served;
    var next = nextBehind(last);
    return next.isPresent() || last.isEmpty() ? next : nextBehind("");
  }

  private Optional<Waiting> nextBehind(String lane) {
    return jdbc.sql(
            """
            with recursive lane (name, head) as (
              (select coalesce(chat_id, '-'), id from telegram_update
                where done_at is null and coalesce(chat_id, '-') > :behind
                order by coalesce(chat_id, '-'), id limit 1)
              union all
              select following.name, following.head
                from lane cross join lateral (
                     select coalesce(chat_id, '-') as name, id as head from telegram_update
                      where done_at is null and coalesce(chat_id, '-') > lane.name
                      order by coalesce(chat_id, '-'), id limit 1) following)
            select lane.name, due.id, due.raw, due.attempts, due.chat_id, due.album
              from lane cross join lateral (
                   select id, raw, attempts, chat_id, album from telegram_update
                    where id = lane.head and state = 'NEW' and next_attempt_at <= now()
                      for update skip locked) due
             limit 1
            """)
        .param("behind", lane)
        .query(
            (row, n) -> {
              served = row.getString("name");
              return waiting(row, n);
            })
        .optional();
  }

  /**
   * Takes the other parts of an album that have come so far, locked for this transaction as well.
   * They need no look at the lane: they stand behind the one taken first.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Waiting> othersOfAlbum(Waiting first) {
    if (first.album() == null || first.attempts() >= FAILURES_TOGETHER) {
      return List.of();
    }
    return jdbc.sql(
            """
            select id, raw, attempts, chat_id, album from telegram_update
             where chat_id = :chat and album = :album and state = 'NEW' and id > :first
             order by id
               for update
            """)
        .param("chat", first.chatId())
        .param("album", first.album())
        .param("first", first.id())
        .query(Inbox::waiting)
        .list();
  }

  /** Why earlier parts of an album were ignored; empty when none was. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<String> whyAlbumIsIgnored(Waiting part) {
    return jdbc.sql(
            """
            select error from telegram_update
             where chat_id = :chat and album = :album and state = 'IGNORED' order by id limit 1
            """)
        .param("chat", part.chatId())
        .param("album", part.album())
        .query(String.class)
        .optional();
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void done(Waiting update, Fate.Kind fate) {
    settle(update, "DONE", fate, null);
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void ignored(Waiting update, String reason) {
    settle(update, "IGNORED", Fate.Kind.IGNORED, reason);
  }

  /** Puts an update aside for a person to look at; it holds up its chat no longer. */
  @Transactional
  public void quarantine(Waiting update, String error) {
    settle(update, "QUARANTINED", null, error);
  }

  /**
   * Handling it failed: it is tried again after a pause, a few times. Meanwhile its chat waits.
   *
   * <p>Between the rollback and this another worker may have taken it and failed as well: that is
   * one failure, not two.
   *
   * @return true when that was the last time
   */
  @Transactional
  public boolean failed(Waiting update, String error) {
    return jdbc.sql(
            """
            update telegram_update
               set attempts = attempts + 1,
                   state = case when attempts + 1 < :most then 'NEW' else 'QUARANTINED' end,
                   done_at = case when attempts + 1 < :most then null else now() end,
                   next_attempt_at = now() + make_interval(secs => power(4, attempts)),
                   error = :error
             where id = :id and attempts = :attempts and state = 'NEW'
            returning state = 'QUARANTINED'
            """)
        .param("id", update.id())
        .param("attempts", update.attempts())
        .param("most", ATTEMPTS)
        .param("error", error)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  private static Waiting waiting(ResultSet row, int n) throws SQLException {
    return new Waiting(
        row.getLong("id"),
        row.getString("raw"),
        row.getInt("attempts"),
        row.getString("chat_id"),
        row.getString("album"));
  }

  private void settle(
      Waiting update, String state, Fate.@Nullable Kind fate, @Nullable String error) {
    jdbc.sql(
            """
            update telegram_update
               set state = :state, fate = :fate, done_at = now(), error = coalesce(:error, error)
             where id = :id
            """)
        .param("id", update.id())
        .param("state", state)
        .param("fate", fate == null ? null : fate.name())
        .param("error", error)
        .update();
  }
}
