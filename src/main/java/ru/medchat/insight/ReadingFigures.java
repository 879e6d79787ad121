package ru.medchat.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the figures, all of them at once, and no more often than people can look. */
@Component
class ReadingFigures {

  private static final Duration FRESH = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private @Nullable Figures last;
  private long readAt;

  ReadingFigures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The figures of the last few seconds. */
  synchronized Figures now() {
    Figures known = last;
    if (known == null || System.nanoTime() - readAt > FRESH.toNanos()) {
      known = read();
      last = known;
      readAt = System.nanoTime();
    }
    return known;
  }

  private Figures read() {
    return jdbc.sql(
            """
            with inbox as (
              select count(*) as waiting, extract(epoch from now() - min(received_at)) as age
                from telegram_update where state = 'NEW'),
            lane as (
              select bulk, count(*) as waiting, now() - min(posted_at) as age
                from outbox where settled_at is null group by bulk, channel, chat_id),
            lanes as (
              select bulk, sum(waiting) as waiting, count(*) as lanes,
                     extract(epoch from max(age)) as age,
                     count(*) filter (where age > interval '1 minute') as over_1m,
                     count(*) filter (where age > interval '5 minutes') as over_5m,
                     count(*) filter (where age > interval '15 minutes') as over_15m
                from lane group by bulk),
            given_up as (
              select count(*) filter (where state = 'UNREACHABLE') as unreachable,
                     count(*) filter (where state = 'DEAD') as dead
                from outbox where state in ('UNREACHABLE', 'DEAD') and set_aside_at is null)
            select inbox.waiting as inbox_waiting, inbox.age as inbox_age,
                   (select count(*) from telegram_update
                     where state = 'QUARANTINED' and set_aside_at is null) as quarantined,
                   awaited.waiting as awaited_waiting, awaited.lanes as awaited_lanes,
                   awaited.age as awaited_age, awaited.over_1m as awaited_over_1m,
                   awaited.over_5m as awaited_over_5m, awaited.over_15m as awaited_over_15m,
                   bulk.waiting as bulk_waiting, bulk.lanes as bulk_lanes, bulk.age as bulk_age,
                   bulk.over_1m as bulk_over_1m, bulk.over_5m as bulk_over_5m,
                   bulk.over_15m as bulk_over_15m,
                   unreachable, dead,
                   (select count(*) from outbox where possibly_twice) as possibly_twice,
                   (select count(*) from letter where state = 'NEW') as letters_waiting,
                   (select count(*) from letter
                     where state = 'DEAD' and set_aside_at is null) as letters_dead,
                   (select count(*) from file
                     where state = 'LOST' and set_aside_at is null) as files_lost
              from inbox cross join given_up
              left join lanes awaited on not awaited.bulk
              left join lanes bulk on bulk.bulk
            """)
        .query((row, n) -> figures(row))
        .single();
  }

  private static Figures figures(ResultSet row) throws SQLException {
    return new Figures(
        row.getLong("inbox_waiting"),
        row.getDouble("inbox_age"),
        row.getLong("quarantined"),
        lanes(row, "awaited"),
        lanes(row, "bulk"),
        row.getLong("unreachable"),
        row.getLong("dead"),
        row.getLong("possibly_twice"),
        row.getLong("letters_waiting"),
        row.getLong("letters_dead"),
        row.getLong("files_lost"));
  }

  private static Figures.Lanes lanes(ResultSet row, String kind) throws SQLException {
    return new Figures.Lanes(
        row.getLong(kind + "_waiting"),
        row.getLong(kind + "_lanes"),
        row.getDouble(kind + "_age"),
        row.getLong(kind + "_over_1m"),
        row.getLong(kind + "_over_5m"),
        row.getLong(kind + "_over_15m"));
  }
}
