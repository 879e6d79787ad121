package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.testing.CaseTest;

/** What the database is asked to do for an appeal, as far as no clock is needed to tell. */
class CostOfAnAppealTest extends CaseTest {

  private static final AtomicInteger UPDATES = new AtomicInteger(9_000_000);
  private static final long GROUP = -100900;

  @Autowired private Inbox inbox;
  @Autowired private Registration registration;

  @BeforeEach
  void groups() {
    jdbc.sql("truncate telegram_update").update();
    for (long group = GROUP; group > GROUP - 3; group--) {
      jdbc.sql(
              """
              insert into chat (channel, chat_id, municipality_id, title)
              values ('telegram', ?, 'taganrog', 'Медчат') on conflict do nothing
              """)
          .param(Long.toString(group))
          .update();
    }
  }

  @Test
  void an_appeal_is_registered_and_acknowledged_in_two_commits() {
    accept(1);

    // The server counts for all its databases, and other tests' products write now and then.
    long commits =
        LongStream.generate(() -> commitsOf(() -> accept(60))).limit(3).min().orElseThrow();

    // Besides, one takes the updates in, and the engine takes its ids in blocks. One more for each
    // appeal would make sixty more.
    assertThat(commits).isBetween(2 * 60L + 1, 2 * 60L + 45);
  }

  @Test
  void what_waits_behind_a_held_up_update_costs_the_other_chats_nothing() {
    inbox.persist(written(2000, GROUP));
    inbox.persist(written(1, GROUP - 1));
    inbox.persist(written(1, GROUP - 2));
    jdbc.sql(
            """
            update telegram_update set next_attempt_at = now() + interval '1 hour'
             where id = (select min(id) from telegram_update)
            """)
        .update();

    long rows =
        Objects.requireNonNull(
            transaction.execute(
                status -> {
                  assertThat(inbox.next()).isPresent();
                  assertThat(inbox.next()).isPresent();
                  return jdbc.sql(
                          """
                          select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables
                           where relname = 'telegram_update'
                          """)
                      .query(Long.class)
                      .single();
                }));

    assertThat(rows).isLessThan(50);
  }

  private void accept(int appeals) {
    inbox.persist(written(appeals, GROUP));
    while (registration.takeNext()) {
      // On to the next.
    }
    for (Job job : management.createJobQuery().messages().list()) {
      management.executeJob(job.getId());
    }
    assertThat(waiting()).isZero();
  }

  private long waiting() {
    return jdbc.sql(
            """
            select count(*) from appeal where chat_id = ? and promised_until is null
            """)
        .param(Long.toString(GROUP))
        .query(Long.class)
        .single();
  }

  private long commitsOf(Runnable work) {
    long before = commits();
    work.run();
    return commits() - before;
  }

  /** Those that wrote something: only they wait for the disk. */
  private long commits() {
    return jdbc.sql("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        .query(Long.class)
        .single();
  }

  private static List<Inbox.Raw> written(int messages, long chat) {
    return IntStream.range(0, messages).mapToObj(i -> written(chat)).toList();
  }

  private static Inbox.Raw written(long chat) {
    int id = UPDATES.incrementAndGet();
    return new Inbox.Raw(
        id,
        Long.toString(chat),
        null,
        """
        {"update_id":%1$d,"message":{"message_id":%1$d,"date":1793000000,
          "from":{"id":%1$d,"is_bot":false,"first_name":"Анна"},
          "chat":{"id":%2$d,"type":"supergroup"},"text":"Нет талонов к терапевту"}}
        """
            .formatted(id, chat));
  }
}
