package ru.medchat.appeal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ru.medchat.channel.ChatRef;
import ru.medchat.directory.CalendarScope;

/** Finds appeals. */
@Component
public class Appeals {

  /** What {@link #appeal} reads, of the table called {@code a}. */
  static final String COLUMNS =
      """
      a.number, a.municipality_id, a.organisation_id, a.category, a.resident_id,
      a.resident_name, a.channel, a.chat_id, a.thread_id, a.in_private, a.state,
      a.opened_at, a.waiting_since, a.instructed_at, a.promised_until, a.emergency
      """;

  private static final String APPEALS = "select " + COLUMNS + " from appeal a ";

  private final JdbcClient jdbc;

  Appeals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<Appeal> find(AppealNumber number) {
    return jdbc.sql(APPEALS + "where a.number = ?")
        .param(number.value())
        .query(Appeals::appeal)
        .optional();
  }

  /**
   * An appeal that has to be there.
   *
   * @throws NoSuchElementException when it is not
   */
  public Appeal get(AppealNumber number) {
    return find(number).orElseThrow(() -> new NoSuchElementException("No appeal " + number));
  }

  /**
   * The appeal a resident has open in a municipality; there is never more than one.
   *
   * @param inPrivate whether of those written in private or of those written in groups: what is
   *     said in one is none of the other's business
   */
  public Optional<Appeal> openOf(
      String channel, String residentId, String municipalityId, boolean inPrivate) {
    return jdbc.sql(
            APPEALS
                + """
                where a.channel = ? and a.resident_id = ? and a.municipality_id = ?
                  and a.in_private = ? and a.state <> 'CLOSED'
                """)
        .params(channel, residentId, municipalityId, inPrivate)
        .query(Appeals::appeal)
        .optional();
  }

  /**
   * The open appeal of a group about which its resident was answered or asked in private: what they
   * write in private is about it, as long as nothing was said to an appeal written there since.
   */
  public Optional<Appeal> spokenOfInPrivate(String channel, String residentId) {
    return jdbc.sql(
            APPEALS
                + """
                cross join lateral (select max(d.id) as id from decision d
                                     where d.appeal_number = a.number
                                       and (d.in_private or a.in_private)) said
                where a.channel = ? and a.resident_id = ? and a.state <> 'CLOSED'
                  and said.id is not null
                order by said.id desc limit 1
                """)
        .params(channel, residentId)
        .query(Appeals::appeal)
        .optional()
        .filter(appeal -> !appeal.inPrivate());
  }

  /** What a resident wrote about lately, the newest first. */
  public List<Appeal> latestOf(String channel, String residentId, int most) {
    return jdbc.sql(
            APPEALS
                + """
                where a.channel = ? and a.resident_id = ?
                order by a.opened_at desc, a.number desc limit ?
                """)
        .params(channel, residentId, most)
        .query(Appeals::appeal)
        .list();
  }

  /** The appeal whose conversation a message of a chat is part of. */
  public Optional<Appeal> ofMessage(ChatRef chat, String messageId) {
    return jdbc.sql(
            APPEALS
                + """
                join message m on m.appeal_number = a.number
                where m.channel = ? and m.chat_id = ? and m.message_id = ?
                """)
        .params(chat.channel(), chat.id(), messageId)
        .query(Appeals::appeal)
        .optional();
  }

  /**
   * A short text that is another one as soon as there is something else to show of an appeal at a
   * task: its state, what was said, its files, what happened to it, a held text. A message that is
   * tried again and again is all that time on its way, and nothing else to show.
   */
  public String versionOf(AppealNumber number, String taskId) {
    return jdbc.sql(
            """
            select md5(concat_ws('|', a::text,
                     (select concat_ws('/', count(*), max(m.id), max(m.edited_at))
                        from message m where m.appeal_number = a.number),
                     (select concat_ws('/', count(*), max(v.id))
                        from message m join message_version v on v.message_id = m.id
                       where m.appeal_number = a.number),
                     (select string_agg(f.id || f.state, '/' order by f.id)
                        from message m
                        join message_file l on l.message_id = m.id
                        join file f on f.id = l.file_id
                       where m.appeal_number = a.number),
                     (select string_agg(case o.state when 'SENDING' then 'NEW' else o.state end,
                                        '/' order by o.id)
                        from message m join outbox o on o.dedupe_key = m.outbox_key
                       where m.appeal_number = a.number),
                     (select max(h.id) from history h where h.appeal_number = a.number),
                     (select string_agg(t.id || t.state, '/' order by t.id)
                        from held_text t where t.task_id = :task)))
              from appeal a where a.number = :number
            """)
        .param("number", number.value())
        .param("task", taskId)
        .query(String.class)
        .single();
  }

  /**
   * The open appeals whose limits a change of the calendar may move.
   *
   * @param scope whose working time has changed
   */
  public List<AppealNumber> openUnder(CalendarScope scope) {
    return jdbc.sql(
            """
            select a.number from appeal a join municipality m on m.id = a.municipality_id
             where a.state <> 'CLOSED' and
                   case :level
                     when 'COUNTRY' then true
                     when 'REGION' then m.region_code = :place
                     when 'MUNICIPALITY' then m.id = :place
                     else not a.in_private and a.channel || '/' || a.chat_id = :place
                   end
             order by a.number
            """)
        .param("level", scope.level().name())
        .param("place", scope.place())
        .query((row, n) -> AppealNumber.of(row.getString("number")))
        .list();
  }

  /**
   * An appeal that nobody else changes until this transaction ends: a resident's message and an
   * operator's answer happen one after the other, whichever comes first.
   *
   * @throws NoSuchElementException when there is none
   */
  Appeal lock(AppealNumber number) {
    return jdbc.sql(APPEALS + "where a.number = ? for update")
        .param(number.value())
        .query(Appeals::appeal)
        .optional()
        .orElseThrow(() -> new NoSuchElementException("No appeal " + number));
  }

  static Appeal appeal(ResultSet row, int n) throws SQLException {
    return new Appeal(
        AppealNumber.of(row.getString("number")),
        row.getString("municipality_id"),
        row.getString("organisation_id"),
        row.getString("category"),
        row.getString("resident_id"),
        row.getString("resident_name"),
        new ChatRef(row.getString("channel"), row.getString("chat_id"), row.getString("thread_id")),
        row.getBoolean("in_private"),
        Appeal.State.valueOf(row.getString("state")),
        row.getTimestamp("opened_at").toInstant(),
        instant(row.getTimestamp("waiting_since")),
        instant(row.getTimestamp("instructed_at")),
        instant(row.getTimestamp("promised_until")),
        row.getBoolean("emergency"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp value) {
    return value == null ? null : value.toInstant();
  }
}
