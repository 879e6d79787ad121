package ru.medchat.appeal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Files;

/** Reads what was said in an appeal. */
@Component
class Utterances {

  private final JdbcClient jdbc;

  Utterances(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Everything said so far, the oldest first; an album is one utterance. */
  List<Utterance> of(AppealNumber number) {
    var files = filesOf(number);
    var versions = versionsOf(number);
    Map<String, Utterance> said = new LinkedHashMap<>();
    jdbc.sql(
            """
            select m.id, m.author, m.author_name, m.channel, m.chat_id, m.message_id, m.album,
                   m.text, m.at, m.edited_at, coalesce(w.state, o.state, 'SENT') as delivery
              from message m left join outbox o on o.dedupe_key = m.outbox_key
              left join private_word w
                on w.outbox_key = m.outbox_key and w.state in ('WAITING', 'GIVEN_UP')
             where m.appeal_number = ? order by m.at, m.id
            """)
        .param(number.value())
        .query(
            row -> {
              long id = row.getLong("id");
              var edited = row.getTimestamp("edited_at");
              String album = row.getString("album");
              said.merge(
                  album == null ? "message " + id : row.getString("chat_id") + " album " + album,
                  new Utterance(
                      id,
                      Conversation.Author.valueOf(row.getString("author")),
                      row.getString("author_name"),
                      new ChatRef(row.getString("channel"), row.getString("chat_id")),
                      row.getString("message_id"),
                      row.getString("text"),
                      row.getTimestamp("at").toInstant(),
                      row.getString("delivery"),
                      files.getOrDefault(id, List.of()),
                      edited == null ? null : edited.toInstant(),
                      versions.getOrDefault(id, List.of())),
                  Utterance::with);
            });
    return List.copyOf(said.values());
  }

  private Map<Long, List<Utterance.FileOf>> filesOf(AppealNumber number) {
    return filesBy(
        """
        select m.id as holder, f.id, f.kind, coalesce(f.name, '') as name, f.state, f.size
          from message m
          join message_file l on l.message_id = m.id
          join file f on f.id = l.file_id
         where m.appeal_number = ? order by f.id
        """,
        number);
  }

  private Map<Long, List<Utterance.Version>> versionsOf(AppealNumber number) {
    Map<Long, List<Utterance.Version>> versions = new HashMap<>();
    var files =
        filesBy(
            """
            select v.id as holder, f.id, f.kind, coalesce(f.name, '') as name, f.state, f.size
              from message m
              join message_version v on v.message_id = m.id
              join message_version_file l on l.version_id = v.id
              join file f on f.id = l.file_id
             where m.appeal_number = ? order by f.id
            """,
            number);
    jdbc.sql(
            """
            select v.id, v.message_id, v.text, v.at
              from message m join message_version v on v.message_id = m.id
             where m.appeal_number = ? order by v.at, v.id
            """)
        .param(number.value())
        .query(
            row -> {
              versions
                  .computeIfAbsent(row.getLong("message_id"), id -> new ArrayList<>())
                  .add(
                      new Utterance.Version(
                          row.getString("text"),
                          row.getTimestamp("at").toInstant(),
                          files.getOrDefault(row.getLong("id"), List.of())));
            });
    return versions;
  }

  private Map<Long, List<Utterance.FileOf>> filesBy(String sql, AppealNumber number) {
    Map<Long, List<Utterance.FileOf>> files = new HashMap<>();
    jdbc.sql(sql)
        .param(number.value())
        .query(
            row -> {
              files
                  .computeIfAbsent(row.getLong("holder"), id -> new ArrayList<>())
                  .add(
                      new Utterance.FileOf(
                          row.getLong("id"),
                          Attachment.Kind.valueOf(row.getString("kind")),
                          row.getString("name"),
                          Files.State.valueOf(row.getString("state")),
                          row.getObject("size", Long.class)));
            });
    return files;
  }
}
