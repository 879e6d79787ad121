package ru.medchat.appeal;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What we keep of the people who write. */
@Component
@Transactional
public class Residents {

  private final JdbcClient jdbc;

  Residents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Puts a neutral name in the place of a resident's own, in everything written in private. What
   * was said in a group stays: there it was public.
   */
  public void forgetName(String channel, String residentId, String neutral) {
    jdbc.sql(
            """
            update message set author_name = :neutral
             where author = 'RESIDENT'
               and appeal_number in (select number from appeal
                                      where channel = :channel and resident_id = :resident
                                        and in_private)
            """)
        .param("neutral", neutral)
        .param("channel", channel)
        .param("resident", residentId)
        .update();
    jdbc.sql(
            """
            update appeal set resident_name = :neutral
             where channel = :channel and resident_id = :resident and in_private
            """)
        .param("neutral", neutral)
        .param("channel", channel)
        .param("resident", residentId)
        .update();
    jdbc.sql(
            """
            update passed_message
               set body = jsonb_set(body, '{sender,name}', to_jsonb(:neutral::text))
             where channel = :channel and sender_id = :resident
               and (body ->> 'inPrivate')::boolean
            """)
        .param("neutral", neutral)
        .param("channel", channel)
        .param("resident", residentId)
        .update();
  }
}
