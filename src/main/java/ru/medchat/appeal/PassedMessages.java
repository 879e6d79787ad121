package ru.medchat.appeal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.MessageJson;
import ru.medchat.directory.Directory;
import ru.medchat.directory.Municipality;

/**
 * What residents wrote without an appeal coming of it: messages that were passed over, and appeals
 * that were closed as being none. Both can be made an appeal after all.
 */
@Component
@Transactional
public class PassedMessages {

  private final JdbcClient jdbc;
  private final MessageJson json;
  private final RegisteringAppeals registration;
  private final Appeals appeals;
  private final Conversation conversation;
  private final Directory directory;

  PassedMessages(
      JdbcClient jdbc,
      MessageJson json,
      RegisteringAppeals registration,
      Appeals appeals,
      Conversation conversation,
      Directory directory) {
    this.jdbc = jdbc;
    this.json = json;
    this.registration = registration;
    this.appeals = appeals;
    this.conversation = conversation;
    this.directory = directory;
  }

  /** Why no appeal came of it. */
  public enum Reason {
    /** It asked for nothing: thanks, a greeting, an "ok". */
    SMALL_TALK,
    /** One resident replied to another. */
    AMONG_RESIDENTS,
    /** The group hears only what is addressed to us, and this was not. */
    NOT_ADDRESSED,
    /** The group hears only what staff mark, and nobody has marked this. */
    NOT_MARKED,
    /** An operator closed the appeal as being none. */
    NOT_AN_APPEAL
  }

  /**
   * Something a resident wrote that is part of no open appeal.
   *
   * @param id of the message; null for a closed appeal
   * @param appeal the number of the closed appeal; null for a message
   * @param text several messages of a closed appeal are lines of it; empty when there are no words
   * @param attachments how many files came with it
   */
  public record Passed(
      @Nullable Long id,
      @Nullable String appeal,
      String municipalityId,
      String author,
      String text,
      int attachments,
      Instant at,
      Reason reason) {}

  /** Keeps a message that opens no appeal; once, however often it comes. */
  public void keep(Incoming.Message message, Municipality municipality, Reason reason) {
    jdbc.sql(
            """
            insert into passed_message (municipality_id, channel, chat_id, message_id, album,
                                        sender_id, body, at, reason)
            values (:municipality, :channel, :chat, :message, :album,
                    :sender, :body::jsonb, :at, :reason)
            on conflict (channel, chat_id, message_id) do nothing
            """)
        .param("municipality", municipality.id())
        .param("channel", message.chat().channel())
        .param("chat", message.chat().id())
        .param("message", message.messageId())
        .param("album", message.album() == null ? null : message.album().id())
        .param("sender", message.sender().id())
        .param("body", json.write(message))
        .param("at", Timestamp.from(message.at()))
        .param("reason", reason.name())
        .update();
  }

  /** Keeps a part of an album that comes after the others; false when they are not kept here. */
  public boolean continueAlbum(Incoming.Message message) {
    var album = message.album();
    if (album == null) {
      return false;
    }
    var others =
        jdbc.sql(
                """
                select id, municipality_id, appeal_number, body from passed_message
                 where channel = ? and chat_id = ? and album = ? and appeal_number is null
                 order by id limit 1 for update
                """)
            .params(message.chat().channel(), message.chat().id(), album.id())
            .query(PassedMessages::kept)
            .optional();
    others.ifPresent(each -> rewrite(each, json.read(each.body()).with(message)));
    return others.isPresent();
  }

  /** Changes a message that is still without an appeal; false when it is none. */
  public boolean change(Incoming.Edit edit) {
    var kept = withoutAppeal(edit.chat(), edit.message().messageId());
    kept.ifPresent(each -> rewrite(each, json.read(each.body()).as(edit.message())));
    return kept.isPresent();
  }

  private void rewrite(Kept kept, Incoming.Message message) {
    jdbc.sql("update passed_message set body = ?::jsonb where id = ?")
        .params(json.write(message), kept.id())
        .update();
  }

  /** A message without an appeal, by its own id or that of any part of it; locked. */
  private Optional<Kept> withoutAppeal(ChatRef chat, String messageId) {
    return jdbc.sql(
            """
            select id, municipality_id, appeal_number, body from passed_message
             where appeal_number is null and id in (
                   select id from passed_message
                    where channel = :channel and chat_id = :chat and message_id = :message
                   union all
                   select id from passed_message
                    where channel = :channel and chat_id = :chat and album is not null
                      and body -> 'album' -> 'parts'
                          @> jsonb_build_array(jsonb_build_object('messageId', :message::text)))
               for update
            """)
        .param("channel", chat.channel())
        .param("chat", chat.id())
        .param("message", messageId)
        .query(PassedMessages::kept)
        .optional();
  }

  /**
   * What was written in some municipalities without an appeal, the newest first.
   *
   * @param until nothing later than this
   */
  @Transactional(readOnly = true)
  public List<Passed> in(Collection<String> municipalities, Instant until, int most) {
    return jdbc.sql(
            """
            select id, null as appeal, municipality_id, body -> 'sender' ->> 'name' as author,
                   body ->> 'text' as text, jsonb_array_length(body -> 'attachments') as files,
                   at, reason
              from passed_message
             where appeal_number is null and municipality_id = any(:places) and at <= :until
            union all
            select null, a.number, a.municipality_id, a.resident_name,
                   string_agg(m.text, E'\\n' order by m.at, m.id),
                   (select count(*) from message_file f join message its on its.id = f.message_id
                     where its.appeal_number = a.number and its.author = 'RESIDENT')::int,
                   a.opened_at, 'NOT_AN_APPEAL'
              from appeal a join message m on m.appeal_number = a.number and m.author = 'RESIDENT'
             where a.closed_because = 'notAnAppeal' and a.municipality_id = any(:places)
               and a.opened_at <= :until
             group by a.number
             order by at desc, id desc
             limit :most
            """)
        .param("places", municipalities.toArray(String[]::new))
        .param("until", Timestamp.from(until))
        .param("most", most)
        .query(PassedMessages::passed)
        .list();
  }

  /**
   * Makes an appeal of a message that was passed over, or adds it to the one its author has open.
   * Its clock counts from the message's own time. What is an appeal already stays the same one.
   *
   * @param id as {@link Passed#id()} tells it
   * @param municipalities where the message may come from
   * @param who decides so, as operators are to read it
   * @return empty when there is no such message
   */
  public Optional<RegisteringAppeals.Taken> makeAppeal(
      long id, Collection<String> municipalities, String who) {
    return jdbc.sql(
            """
            select id, municipality_id, appeal_number, body from passed_message
             where id = :id and municipality_id = any(:places) for update
            """)
        .param("id", id)
        .param("places", municipalities.toArray(String[]::new))
        .query(PassedMessages::kept)
        .optional()
        .map(kept -> make(kept, who));
  }

  /**
   * The same for an appeal that was closed as being none: it goes on under its number, unless its
   * resident has another one open, which then takes its messages.
   *
   * @return empty when there is no such appeal
   */
  public Optional<RegisteringAppeals.Taken> makeAppeal(
      AppealNumber closed, Collection<String> municipalities, String who) {
    return appeals
        .find(closed)
        .filter(appeal -> municipalities.contains(appeal.municipalityId()))
        .flatMap(appeal -> registration.takeBack(closed, who));
  }

  /**
   * The same for whatever stands in a chat.
   *
   * @return empty when the message is not known, or in an appeal already
   */
  public Optional<RegisteringAppeals.Taken> makeAppeal(ChatRef chat, String messageId, String who) {
    var kept = withoutAppeal(chat, messageId);
    return kept.isPresent()
        ? kept.map(each -> make(each, who))
        : appeals
            .ofMessage(chat, messageId)
            .flatMap(appeal -> registration.takeBack(appeal.number(), who));
  }

  private RegisteringAppeals.Taken make(Kept kept, String who) {
    if (kept.appealNumber() != null) {
      return new RegisteringAppeals.Taken(appeals.get(AppealNumber.of(kept.appealNumber())), false);
    }
    var taken =
        registration.take(json.read(kept.body()), directory.municipality(kept.municipalityId()));
    jdbc.sql("update passed_message set appeal_number = ? where id = ?")
        .params(taken.appeal().number().value(), kept.id())
        .update();
    conversation.happened(taken.appeal().number(), "made-appeal", Map.of("who", who));
    return taken;
  }

  private record Kept(long id, String municipalityId, @Nullable String appealNumber, String body) {}

  private static Kept kept(ResultSet row, int n) throws SQLException {
    return new Kept(
        row.getLong("id"),
        row.getString("municipality_id"),
        row.getString("appeal_number"),
        row.getString("body"));
  }

  private static Passed passed(ResultSet row, int n) throws SQLException {
    return new Passed(
        row.getObject("id", Long.class),
        row.getString("appeal"),
        row.getString("municipality_id"),
        row.getString("author"),
        row.getString("text"),
        row.getInt("files"),
        row.getTimestamp("at").toInstant(),
        Reason.valueOf(row.getString("reason")));
  }
}
