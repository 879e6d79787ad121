package ru.medchat.telegram;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What Telegram complained of, for all nodes: one chat that is too fast waits alone, two within a
 * minute mean that we are too fast altogether.
 */
@Component
class Pace {

  private final JdbcClient jdbc;

  private final TransactionTemplate transaction;

  Pace(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** How long to leave a chat alone; zero when it may be written to. */
  Duration holdOf(String chatId) {
    return jdbc.sql(
            """
            select (extract(epoch from max(until) - now()) * 1000)::bigint + 1 from telegram_hold
             where id in (:chat, 'all') and until > now()
            """)
        .param("chat", chatId)
        .query((row, n) -> Duration.ofMillis(row.getLong(1)))
        .single();
  }

  /** Telegram wants this chat to be left alone for a while. */
  void tooFast(String chatId, Duration pause) {
    transaction.executeWithoutResult(status -> hold(chatId, pause));
  }

  private void hold(String chatId, Duration pause) {
    // Two nodes that hear of it at once must see each other's chat.
    jdbc.sql("lock table telegram_hold in share row exclusive mode").update();
    jdbc.sql(
            """
            delete from telegram_hold
             where until < now() and complained_at < now() - interval '1 minute'
            """)
        .update();
    jdbc.sql(
            """
            insert into telegram_hold (id, complained_at, until)
            select id, now(), now() + make_interval(secs => :pause)
              from (select :chat as id
                    union all
                    select 'all' where exists (
                        select 1 from telegram_hold
                         where id not in ('all', :chat)
                           and complained_at > now() - interval '1 minute')) as held
            on conflict (id) do update
               set complained_at = excluded.complained_at,
                   until = greatest(telegram_hold.until, excluded.until)
            """)
        .param("chat", chatId)
        .param("pause", pause.toMillis() / 1000.0)
        .update();
  }
}
