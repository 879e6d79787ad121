package ru.medchat.appeal;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which files of an appeal the public chamber may see: those that the ministry has released. */
@Component
@Transactional
public class ReleasedFiles {

  private final JdbcClient jdbc;
  private final Conversation conversation;
  private final Clock clock;

  ReleasedFiles(JdbcClient jdbc, Conversation conversation, Clock clock) {
    this.jdbc = jdbc;
    this.conversation = conversation;
    this.clock = clock;
  }

  /** The ids of all released files of an appeal. */
  @Transactional(readOnly = true)
  public Set<Long> of(AppealNumber number) {
    return jdbc.sql("select file_id from released_file where appeal_number = ?")
        .param(number.value())
        .query(Long.class)
        .set();
  }

  /**
   * Lets the chamber see a file of an appeal. Harmless when done twice.
   *
   * @param file what to call it in the history, without its own name, which may say too much
   * @param by the user who decides
   * @param who the same as operators are to read it
   */
  public void release(AppealNumber number, long fileId, String file, String by, String who) {
    int added =
        jdbc.sql(
                """
                insert into released_file (appeal_number, file_id, released_by, released_at)
                values (?, ?, ?, ?) on conflict do nothing
                """)
            .params(number.value(), fileId, by, Timestamp.from(clock.instant()))
            .update();
    if (added > 0) {
      conversation.happened(number, "file.released", Map.of("file", file, "who", who));
    }
  }

  /** Takes {@link #release} back. Harmless when done twice. */
  public void withhold(AppealNumber number, long fileId, String file, String who) {
    int taken =
        jdbc.sql("delete from released_file where appeal_number = ? and file_id = ?")
            .params(number.value(), fileId)
            .update();
    if (taken > 0) {
      conversation.happened(number, "file.withheld", Map.of("file", file, "who", who));
    }
  }
}
