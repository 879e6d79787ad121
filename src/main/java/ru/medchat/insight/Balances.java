package ru.medchat.insight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Balances of days, which are those of Moscow for everybody: an update belongs to the day in which
 * we received it, a message to that in which it was posted.
 */
@Component
class Balances {

  static final ZoneId ZONE = ProductNotices.MOSCOW;

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  Balances(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** What is kept of a day. */
  private record Kept(Balance.In in, Balance.Out out) {}

  /** The balance of a day as it is now. What can't change any more is not counted again. */
  Balance of(LocalDate day) {
    return settled(day).orElseGet(() -> draw(day));
  }

  /** Keeps the balance of a day; false when one of it was kept before, and is replaced. */
  boolean keep(Balance balance) {
    return jdbc.sql(
            """
            insert into balance (day, figures, settled) values (:day, :figures::jsonb, :settled)
            on conflict (day) do update
               set figures = excluded.figures, settled = excluded.settled, drawn_at = now()
            returning xmax = 0
            """)
        .param("day", balance.day())
        .param("figures", write(new Kept(balance.in(), balance.out())))
        .param("settled", balance.settled())
        .query(Boolean.class)
        .single();
  }

  /** The last day whose balance was drawn. */
  Optional<LocalDate> lastDrawn() {
    return jdbc.sql("select max(day) as day from balance where true having max(day) is not null")
        .query(LocalDate.class)
        .optional();
  }

  /** The day on which the first update came. */
  Optional<LocalDate> firstDay() {
    return jdbc.sql("select received_at from telegram_update order by received_at limit 1")
        .query(OffsetDateTime.class)
        .optional()
        .map(at -> at.atZoneSameInstant(ZONE).toLocalDate());
  }

  /** The days since then whose kept balances may have changed. */
  List<LocalDate> unsettled(LocalDate since) {
    return jdbc.sql("select day from balance where day >= :since and not settled")
        .param("since", since)
        .query(LocalDate.class)
        .list();
  }

  private Optional<Balance> settled(LocalDate day) {
    return jdbc.sql("select figures from balance where day = :day and settled")
        .param("day", day)
        .query(String.class)
        .optional()
        .map(this::read)
        .map(kept -> new Balance(day, kept.in(), kept.out(), true));
  }

  private Balance draw(LocalDate day) {
    OffsetDateTime from = begin(day);
    OffsetDateTime to = begin(day.plusDays(1));
    Balance.In in = in(from, to, reasons(from, to));
    Balance.Out out = out(from, to);
    boolean settled =
        isOver(to) && in.waiting() + in.undecided() + out.waiting() + out.undecided() == 0;
    return new Balance(day, in, out, settled);
  }

  private Balance.In in(OffsetDateTime from, OffsetDateTime to, Map<String, Long> ignored) {
    return jdbc.sql(
            """
            select count(*) as received,
                   count(*) filter (where state = 'DONE' and fate = 'REGISTERED') as registered,
                   count(*) filter (where state = 'DONE' and fate = 'ADDED') as added,
                   count(*) filter (where state = 'DONE' and fate = 'ANSWERED') as answered,
                   count(*) filter (where fate = 'EARLIER') as earlier,
                   count(*) filter (where state = 'QUARANTINED') as quarantined,
                   count(*) filter (
                     where state = 'QUARANTINED' and set_aside_at is null) as undecided,
                   count(*) filter (where state = 'NEW') as waiting
              from telegram_update where received_at >= :from and received_at < :to
            """)
        .param("from", from)
        .param("to", to)
        .query(
            (row, n) ->
                new Balance.In(
                    row.getLong("received"),
                    row.getLong("registered"),
                    row.getLong("added"),
                    row.getLong("answered"),
                    ignored,
                    row.getLong("earlier"),
                    row.getLong("quarantined"),
                    row.getLong("undecided"),
                    row.getLong("waiting")))
        .single();
  }

  private Map<String, Long> reasons(OffsetDateTime from, OffsetDateTime to) {
    Map<String, Long> reasons = new LinkedHashMap<>();
    jdbc.sql(
            """
            select coalesce(error, '') as reason, count(*) as times from telegram_update
             where received_at >= :from and received_at < :to
               and state = 'IGNORED' and fate = 'IGNORED'
             group by 1
            """)
        .param("from", from)
        .param("to", to)
        .query(
            (RowCallbackHandler) row -> reasons.put(row.getString("reason"), row.getLong("times")));
    return reasons;
  }

  private Balance.Out out(OffsetDateTime from, OffsetDateTime to) {
    return jdbc.sql(
            """
            select count(*) as posted,
                   count(*) filter (where state = 'SENT') as sent,
                   count(*) filter (where state in ('NEW', 'SENDING')) as waiting,
                   count(*) filter (where state = 'UNREACHABLE') as unreachable,
                   count(*) filter (where state = 'DEAD') as dead,
                   count(*) filter (
                     where state in ('UNREACHABLE', 'DEAD') and set_aside_at is null) as undecided,
                   count(*) filter (where possibly_twice) as possibly_twice
              from outbox where posted_at >= :from and posted_at < :to
            """)
        .param("from", from)
        .param("to", to)
        .query(
            (row, n) ->
                new Balance.Out(
                    row.getLong("posted"),
                    row.getLong("sent"),
                    row.getLong("waiting"),
                    row.getLong("unreachable"),
                    row.getLong("dead"),
                    row.getLong("undecided"),
                    row.getLong("possibly_twice")))
        .single();
  }

  /** By the database's clock, which says when something was received, and never is moved. */
  private boolean isOver(OffsetDateTime to) {
    return jdbc.sql("select now() > :to::timestamptz + interval '5 minutes'")
        .param("to", to)
        .query(Boolean.class)
        .single();
  }

  private static OffsetDateTime begin(LocalDate day) {
    Instant begin = day.atStartOfDay(ZONE).toInstant();
    return begin.atOffset(ZoneOffset.UTC);
  }

  private String write(Kept kept) {
    try {
      return json.writeValueAsString(kept);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A balance could not be written down", e);
    }
  }

  private Kept read(String kept) {
    try {
      return json.readValue(kept, Kept.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A balance can't be read", e);
    }
  }
}
