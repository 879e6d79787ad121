package ru.medchat.appeal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.Files;
import ru.medchat.channel.Incoming;
import ru.medchat.wording.Texts;

/** What was said in an appeal, and what happened to it, in order. */
@Component
@Transactional
public class Conversation {

  private final JdbcClient jdbc;
  private final Files files;
  private final Texts texts;
  private final Clock clock;

  Conversation(JdbcClient jdbc, Files files, Texts texts, Clock clock) {
    this.jdbc = jdbc;
    this.files = files;
    this.texts = texts;
    this.clock = clock;
  }

  /** Everything said so far, the oldest first. */
  @Transactional(readOnly = true)
  public List<Utterance> of(AppealNumber number) {
    return jdbc.sql(
            """
            select m.id, m.author, m.author_name, m.text, m.at,
                   coalesce(o.state, 'SENT') as delivery, coalesce(o.error, '') as trouble
              from message m left join outbox o on o.dedupe_key = m.outbox_key
             where m.appeal_number = ? order by m.at, m.id
            """)
        .param(number.value())
        .query(
            (row, n) ->
                new Utterance(
                    row.getLong("id"),
                    Author.valueOf(row.getString("author")),
                    row.getString("author_name"),
                    row.getString("text"),
                    row.getTimestamp("at").toInstant(),
                    row.getString("delivery"),
                    filesOf(row.getLong("id"))))
        .list();
  }

  /** What happened to the appeal, the oldest first, in sentences. */
  @Transactional(readOnly = true)
  public List<Event> historyOf(AppealNumber number) {
    return jdbc.sql("select at, line from history where appeal_number = ? order by id")
        .param(number.value())
        .query((row, n) -> new Event(row.getTimestamp("at").toInstant(), row.getString("line")))
        .list();
  }

  /** Whether a file belongs to a message of this appeal. */
  @Transactional(readOnly = true)
  public boolean hasFile(AppealNumber number, long fileId) {
    return jdbc.sql(
            """
            select exists (select 1 from message_file f join message m on m.id = f.message_id
                            where f.file_id = ? and m.appeal_number = ?)
            """)
        .params(fileId, number.value())
        .query(Boolean.class)
        .single();
  }

  /** Adds a resident's message; false when it is there already. */
  boolean residentWrote(AppealNumber number, Incoming.Message message) {
    return add(number, Author.RESIDENT, message);
  }

  /** Adds what a representative wrote in the chat; false when it is there already. */
  boolean staffWrote(AppealNumber number, Incoming.Message message) {
    return add(number, Author.STAFF, message);
  }

  /** Adds what we say to the resident. */
  void weSaid(Appeal appeal, Author author, String name, String text, String outboxKey) {
    jdbc.sql(
            """
            insert into message (appeal_number, author, author_name, channel, chat_id,
                                 outbox_key, text, at)
            values (:number, :author, :name, :channel, :chat, :key, :text, :at)
            """)
        .param("number", appeal.number().value())
        .param("author", author.name())
        .param("name", name)
        .param("channel", appeal.chat().channel())
        .param("chat", appeal.chat().id())
        .param("key", outboxKey)
        .param("text", text)
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  /** Writes down what happened, as the sentence {@code history.<what>}. */
  void happened(AppealNumber number, String what, Map<String, ?> values) {
    jdbc.sql("insert into history (appeal_number, at, line) values (?, ?, ?)")
        .params(
            number.value(), Timestamp.from(clock.instant()), texts.text("history." + what, values))
        .update();
  }

  /**
   * The resident's message that an answer replies to: the last one. Null when that was written in
   * another chat than the appeal is answered in, as before a group became a supergroup.
   */
  @Nullable String lastOfResident(Appeal appeal) {
    return jdbc.sql(
            """
            select case when (channel, chat_id) = (:channel, :chat) then message_id end
              from message
             where appeal_number = :number and author = 'RESIDENT' order by at desc, id desc limit 1
            """)
        .param("channel", appeal.chat().channel())
        .param("chat", appeal.chat().id())
        .param("number", appeal.number().value())
        .query((row, n) -> Optional.ofNullable(row.getString(1)))
        .single()
        .orElse(null);
  }

  /** All the resident's words so far, one message a line. */
  String wordsOfResident(AppealNumber number) {
    return String.join(
        "\n",
        jdbc.sql(
                """
                select text from message
                 where appeal_number = ? and author = 'RESIDENT' order by at, id
                """)
            .param(number.value())
            .query(String.class)
            .list());
  }

  private boolean add(AppealNumber number, Author author, Incoming.Message message) {
    var id =
        jdbc.sql(
                """
                insert into message (appeal_number, author, author_name, channel, chat_id,
                                     message_id, text, at)
                values (:number, :author, :name, :channel, :chat, :message, :text, :at)
                on conflict (channel, chat_id, message_id) do nothing
                returning id
                """)
            .param("number", number.value())
            .param("author", author.name())
            .param("name", message.sender().name())
            .param("channel", message.chat().channel())
            .param("chat", message.chat().id())
            .param("message", message.messageId())
            .param("text", message.text())
            .param("at", Timestamp.from(message.at()))
            .query(Long.class)
            .optional();
    id.ifPresent(
        messageId ->
            message
                .attachments()
                .forEach(file -> attach(messageId, message.chat().channel(), file)));
    return id.isPresent();
  }

  private void attach(long messageId, String channel, Attachment attachment) {
    jdbc.sql("insert into message_file (message_id, file_id) values (?, ?) on conflict do nothing")
        .params(messageId, files.expect(channel, attachment))
        .update();
  }

  private List<FileOfMessage> filesOf(long messageId) {
    return jdbc.sql(
            """
            select f.id, f.kind, coalesce(f.name, '') as name, f.state
              from file f join message_file m on m.file_id = f.id
             where m.message_id = ? order by f.id
            """)
        .param(messageId)
        .query(
            (row, n) ->
                new FileOfMessage(
                    row.getLong("id"),
                    Attachment.Kind.valueOf(row.getString("kind")),
                    row.getString("name"),
                    row.getString("state")))
        .list();
  }

  /** Who said something. */
  public enum Author {
    RESIDENT,
    /** A representative, in the chat itself. */
    STAFF,
    ORGANISATION,
    MINISTRY,
    CHAMBER,
    BOT
  }

  /**
   * Something said.
   *
   * @param delivery how far it has come on its way to the resident, as the outbox says it
   */
  public record Utterance(
      long id,
      Author author,
      String authorName,
      String text,
      Instant at,
      String delivery,
      List<FileOfMessage> files) {}

  /**
   * A file of a message.
   *
   * @param state EXPECTED, STORED or LOST
   */
  public record FileOfMessage(long id, Attachment.Kind kind, String name, String state) {}

  /** Something that happened. */
  public record Event(Instant at, String line) {}
}
