package ru.medchat.telegram;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.ChatMoved;
import ru.medchat.intake.Intake;

/** A group has become a supergroup: what is known under both ids is handled as of one chat. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class MovedLanes {

  private final JdbcClient jdbc;

  MovedLanes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  public void on(ChatMoved move) {
    if (!move.channel().equals(Translation.CHANNEL)) {
      return;
    }
    // What waits stays in order with what comes under the new id. What somebody is at just now is
    // left alone: its worker may wait for us.
    jdbc.sql(
            """
            update telegram_update set chat_id = :to
             where id in (select id from telegram_update
                           where chat_id = :from and done_at is null for update skip locked)
            """)
        .param("from", move.from())
        .param("to", move.to())
        .update();
    jdbc.sql(
            """
            with old as (delete from telegram_rate
                          where starts_with(id, :from) or starts_with(id, :bulk || :from)
                      returning id, state)
            insert into telegram_rate (id, state) select replace(id, :from, :to), state from old
            on conflict (id) do nothing
            """)
        .param("from", Rates.bucketsOf(move.from()))
        .param("to", Rates.bucketsOf(move.to()))
        .param("bulk", Rates.BULK)
        .update();
    jdbc.sql(
            """
            insert into telegram_pause as pause (chat_id, until)
            select :to, until from telegram_pause where chat_id = :from
            on conflict (chat_id) do update set until = greatest(pause.until, excluded.until)
            """)
        .param("from", move.from())
        .param("to", move.to())
        .update();
    // What was written under the new id before we knew whose it is.
    jdbc.sql(
            """
            update telegram_update
               set state = 'NEW', fate = null, done_at = null, error = null, attempts = 0,
                   next_attempt_at = now()
             where chat_id = :to and state = 'IGNORED' and error = :unbound
               and received_at > now() - interval '3 days'
            """)
        .param("to", move.to())
        .param("unbound", Intake.UNBOUND)
        .update();
  }
}
