package ru.medchat.appeal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Files;
import ru.medchat.channel.Incoming;
import ru.medchat.wording.Texts;

/** What was said in an appeal, and what happened to it, in order. */
@Component
@Transactional
public class Conversation {

  private final JdbcClient jdbc;
  private final Utterances utterances;
  private final Files files;
  private final Texts texts;
  private final Clock clock;

  Conversation(JdbcClient jdbc, Utterances utterances, Files files, Texts texts, Clock clock) {
    this.jdbc = jdbc;
    this.utterances = utterances;
    this.files = files;
    this.texts = texts;
    this.clock = clock;
  }

  /** Everything said so far, the oldest first; an album is one utterance. */
  @Transactional(readOnly = true)
  public List<Utterance> of(AppealNumber number) {
    return utterances.of(number);
  }

  /** What happened to the appeal, the oldest first, in sentences. */
  @Transactional(readOnly = true)
  public List<Event> historyOf(AppealNumber number) {
    return jdbc.sql("select at, line from history where appeal_number = ? order by id")
        .param(number.value())
        .query((row, n) -> new Event(row.getTimestamp("at").toInstant(), row.getString("line")))
        .list();
  }

  /** What the resident wrote first; empty when that was something without words. */
  @Transactional(readOnly = true)
  public String firstWords(AppealNumber number) {
    return jdbc.sql(
            """
            select text from message
             where appeal_number = ? and author = 'RESIDENT' order by at, id limit 1
            """)
        .param(number.value())
        .query(String.class)
        .optional()
        .orElse("");
  }

  /** Whether anybody but the resident and the bot has said something. */
  @Transactional(readOnly = true)
  public boolean isAnswered(AppealNumber number) {
    return jdbc.sql(
            """
            select exists (select 1 from message
                            where appeal_number = ? and author not in ('RESIDENT', 'BOT'))
            """)
        .param(number.value())
        .query(Boolean.class)
        .single();
  }

  /** Whether a file belongs to a message of this appeal. */
  @Transactional(readOnly = true)
  public boolean hasFile(AppealNumber number, long fileId) {
    return jdbc.sql(
            """
            select exists (select 1 from message_file f join message m on m.id = f.message_id
                            where f.file_id = :file and m.appeal_number = :number)
                or exists (select 1 from message_version_file f
                             join message_version v on v.id = f.version_id
                             join message m on m.id = v.message_id
                            where f.file_id = :file and m.appeal_number = :number)
            """)
        .param("file", fileId)
        .param("number", number.value())
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
  void weSaid(
      Appeal appeal, ChatRef chat, Author author, String name, String text, String outboxKey) {
    jdbc.sql(
            """
            insert into message (appeal_number, author, author_name, channel, chat_id,
                                 outbox_key, text, at)
            values (:number, :author, :name, :channel, :chat, :key, :text, :at)
            """)
        .param("number", appeal.number().value())
        .param("author", author.name())
        .param("name", name)
        .param("channel", chat.channel())
        .param("chat", chat.id())
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
   * The resident's message that an answer in a chat replies to: the last one there. Null when there
   * is none, as before a group became a supergroup.
   */
  @Nullable String lastOfResident(AppealNumber number, ChatRef chat) {
    return jdbc.sql(
            """
            select message_id from message
             where appeal_number = :number and author = 'RESIDENT'
               and channel = :channel and chat_id = :chat
             order by at desc, id desc limit 1
            """)
        .param("channel", chat.channel())
        .param("chat", chat.id())
        .param("number", number.value())
        .query(String.class)
        .optional()
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

  /** Adds a part of an album to the others; false when none of them is in an appeal. */
  boolean addToAlbum(Incoming.Message message) {
    var album = message.album();
    if (album == null) {
      return false;
    }
    var others =
        jdbc.sql(
                """
                select appeal_number, author from message
                 where channel = ? and chat_id = ? and album = ? order by id limit 1
                """)
            .params(message.chat().channel(), message.chat().id(), album.id())
            .query(
                (row, n) ->
                    add(
                        AppealNumber.of(row.getString("appeal_number")),
                        Author.valueOf(row.getString("author")),
                        message))
            .optional();
    return others.isPresent();
  }

  void attach(long messageId, String channel, List<Attachment> attachments) {
    for (var attachment : attachments) {
      jdbc.sql(
              "insert into message_file (message_id, file_id) values (?, ?) on conflict do nothing")
          .params(messageId, files.expect(channel, attachment))
          .update();
    }
  }

  private boolean add(AppealNumber number, Author author, Incoming.Message message) {
    boolean added = false;
    for (var part : message.parts()) {
      added |= add(number, author, message, part);
    }
    return added;
  }

  private boolean add(
      AppealNumber number, Author author, Incoming.Message message, Incoming.Part part) {
    var album = message.album();
    var id =
        jdbc.sql(
                """
                insert into message (appeal_number, author, author_name, channel, chat_id,
                                     message_id, album, text, at)
                values (:number, :author, :name, :channel, :chat, :message, :album, :text, :at)
                on conflict (channel, chat_id, message_id) do nothing
                returning id
                """)
            .param("number", number.value())
            .param("author", author.name())
            .param("name", message.sender().name())
            .param("channel", message.chat().channel())
            .param("chat", message.chat().id())
            .param("message", part.messageId())
            .param("album", album == null ? null : album.id())
            .param("text", part.text())
            .param("at", Timestamp.from(message.at()))
            .query(Long.class)
            .optional();
    id.ifPresent(row -> attach(row, message.chat().channel(), part.attachments()));
    return id.isPresent();
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

  /** Something that happened. */
  public record Event(Instant at, String line) {}
}
