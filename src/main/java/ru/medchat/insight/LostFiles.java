package ru.medchat.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.Files;
import ru.medchat.loop.GivenUp;

/** Files of residents that their messenger did not give in hours; the words are in the appeal. */
@Component
@Transactional
class LostFiles extends GivenUp {

  private final Files files;

  LostFiles(JdbcClient jdbc, Files files) {
    super(
        jdbc,
        new Kind("file", "Файл", "Файлы жителей, которые не удалось получить"),
        "file",
        Set.of("LOST"));
    this.files = files;
  }

  @Override
  public boolean tryAgain(long id) {
    return files.tryAgain(id);
  }

  @Override
  protected Item item(ResultSet row) throws SQLException {
    long id = row.getLong("id");
    List<Fact> facts = new ArrayList<>();
    appealsWith(id).forEach(appeal -> facts.add(new Fact("обращение", appeal)));
    return new Item(
        id,
        row.getTimestamp("lost_at").toInstant(),
        words(Attachment.Kind.valueOf(row.getString("kind"))),
        orEmpty(row, "error"),
        facts,
        List.of(),
        decision(row));
  }

  private List<String> appealsWith(long file) {
    return jdbc.sql(
            """
            select m.appeal_number from message_file f join message m on m.id = f.message_id
             where f.file_id = :file
            union
            select m.appeal_number
              from message_version_file f
              join message_version v on v.id = f.version_id
              join message m on m.id = v.message_id
             where f.file_id = :file
             order by 1
            """)
        .param("file", file)
        .query(String.class)
        .list();
  }

  private static String words(Attachment.Kind kind) {
    return switch (kind) {
      case PHOTO -> "фото";
      case DOCUMENT -> "документ";
      case VOICE -> "голосовое сообщение";
      case AUDIO -> "аудио";
      case VIDEO -> "видео";
    };
  }
}
