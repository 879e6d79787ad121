package ru.medchat.appeal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.Incoming;

/**
 * What people change after they sent it. The conversation shows the newest words and keeps all
 * earlier ones. An edit moves nothing: it neither opens an appeal, nor starts its clock, nor wakes
 * one that is answered, for most are slips of the pen; whoever means more writes more.
 */
@Component
@Transactional
public class Edits {

  private final JdbcClient jdbc;
  private final Appeals appeals;
  private final Conversation conversation;

  Edits(JdbcClient jdbc, Appeals appeals, Conversation conversation) {
    this.jdbc = jdbc;
    this.appeals = appeals;
    this.conversation = conversation;
  }

  /** What came of an edit. */
  public enum Taken {
    /** The conversation has a version more. */
    KEPT,
    /** Neither words nor files are others: messengers tell as edits what people don't see so. */
    UNCHANGED,
    /** The message is in no conversation. */
    UNKNOWN
  }

  private record Known(
      long id,
      String appealNumber,
      String author,
      String text,
      Instant at,
      @Nullable Instant editedAt) {

    Instant writtenAt() {
      return editedAt == null ? at : editedAt;
    }
  }

  /** Takes an edit, whichever state the appeal is in; several may come in any order. */
  public Taken take(Incoming.Edit edit) {
    var found = find(edit.message());
    if (found.isEmpty()) {
      return Taken.UNKNOWN;
    }
    var number = AppealNumber.of(found.get().appealNumber());
    appeals.lock(number);
    var known = find(edit.message()).orElseThrow();
    if (!(edit.at().isBefore(known.writtenAt()) ? keepBehind(known, edit) : replace(known, edit))) {
      return Taken.UNCHANGED;
    }
    conversation.happened(number, "edited." + known.author(), Map.of());
    return Taken.KEPT;
  }

  private boolean replace(Known known, Incoming.Edit edit) {
    boolean otherFiles = !filesOf(known).equals(filesOf(edit));
    if (!otherFiles && known.text().equals(edit.message().text())) {
      return false;
    }
    long version = addVersion(known, known.text(), known.writtenAt());
    if (otherFiles) {
      jdbc.sql(
              """
              insert into message_version_file (version_id, file_id)
              select ?, file_id from message_file where message_id = ?
              """)
          .params(version, known.id())
          .update();
      jdbc.sql("delete from message_file where message_id = ?").param(known.id()).update();
      conversation.attach(known.id(), edit.chat().channel(), edit.message().attachments());
    }
    jdbc.sql("update message set text = ?, edited_at = ? where id = ?")
        .params(edit.message().text(), Timestamp.from(edit.at()), known.id())
        .update();
    return true;
  }

  /** Keeps an edit that a later one has overtaken. */
  private boolean keepBehind(Known known, Incoming.Edit edit) {
    String text = edit.message().text();
    boolean there =
        jdbc.sql(
                """
                select exists (select 1 from message_version
                                where message_id = ? and text = ? and at = ?)
                """)
            .params(known.id(), text, Timestamp.from(edit.at()))
            .query(Boolean.class)
            .single();
    if (there || text.equals(known.text())) {
      return false;
    }
    addVersion(known, text, edit.at());
    return true;
  }

  private long addVersion(Known known, String text, Instant at) {
    return jdbc.sql(
            "insert into message_version (message_id, text, at) values (?, ?, ?) returning id")
        .params(known.id(), text, Timestamp.from(at))
        .query(Long.class)
        .single();
  }

  private Optional<Known> find(Incoming.Message message) {
    return jdbc.sql(
            """
            select id, appeal_number, author, text, at, edited_at from message
             where channel = ? and chat_id = ? and message_id = ?
            """)
        .params(message.chat().channel(), message.chat().id(), message.messageId())
        .query(Edits::known)
        .optional();
  }

  private static Known known(ResultSet row, int n) throws SQLException {
    var editedAt = row.getTimestamp("edited_at");
    return new Known(
        row.getLong("id"),
        row.getString("appeal_number"),
        row.getString("author"),
        row.getString("text"),
        row.getTimestamp("at").toInstant(),
        editedAt == null ? null : editedAt.toInstant());
  }

  private List<String> filesOf(Known known) {
    return jdbc
        .sql(
            """
            select f.unique_id from message_file m join file f on f.id = m.file_id
             where m.message_id = ?
            """)
        .param(known.id())
        .query(String.class)
        .list()
        .stream()
        .sorted()
        .toList();
  }

  private static List<String> filesOf(Incoming.Edit edit) {
    return edit.message().attachments().stream().map(Attachment::uniqueId).sorted().toList();
  }
}
