package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import ru.medchat.channel.Deliveries;
import ru.medchat.loop.WorkLoop;
import ru.medchat.telegram.ScriptedTelegram.Call;
import ru.medchat.testing.TestPostgres;

/** What two nodes send together, as it arrives at Telegram. */
class RatesTest {

  /** Four times as fast as usual. */
  private static final Duration SECOND = Duration.ofMillis(250);

  private static final RateSettings TELEGRAMS = new RateSettings(1, 20, 30);

  private final ScriptedTelegram telegram = new ScriptedTelegram();
  private final HikariDataSource database = new HikariDataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final List<WorkLoop> loops = new ArrayList<>();
  private final List<AnnotationConfigApplicationContext> nodes = new ArrayList<>();

  @BeforeEach
  void begin() {
    database.setJdbcUrl(TestPostgres.newDatabase());
    database.setUsername("postgres");
    Flyway.configure().dataSource(database).load().migrate();
  }

  @AfterEach
  void end() {
    loops.forEach(WorkLoop::stop);
    nodes.forEach(AnnotationConfigApplicationContext::close);
    database.close();
  }

  @Test
  void two_nodes_together_send_no_chat_more_than_it_may_get() {
    for (int i = 0; i < 30; i++) {
      post("-100", i);
      if (i < 6) {
        for (int chat = 1; chat <= 5; chat++) {
          post(String.valueOf(chat), i);
        }
      }
    }

    startNode();
    startNode();

    await().atMost(Duration.ofSeconds(60)).until(() -> telegram.calls("sendmessage").size() == 60);
    for (String chat : List.of("-100", "1", "2", "3", "4", "5")) {
      List<Call> calls =
          telegram.calls("sendmessage").stream().filter(c -> c.chat().equals(chat)).toList();
      assertThat(calls)
          .extracting(c -> Integer.parseInt(c.text()))
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(most(calls, SECOND.multipliedBy(5))).isLessThanOrEqualTo(5);
      assertThat(most(calls, SECOND.multipliedBy(60))).isLessThanOrEqualTo(20);
    }
    assertThat(most(telegram.calls("sendmessage"), SECOND)).isLessThanOrEqualTo(30);
    await()
        .until(
            () ->
                jdbc.sql(
                            "select count(*) from outbox"
                                + " where state = 'SENT' and attempts = 1 and not possibly_twice")
                        .query(Integer.class)
                        .single()
                    == 60);
  }

  @Test
  void a_busy_chat_keeps_no_idle_one_waiting() {
    var rates = new Rates(database, TELEGRAMS);
    assertThat(rates.take("1")).isZero();
    assertThat(rates.take("1")).isBetween(Duration.ofMillis(500), Duration.ofMillis(1100));
    assertThat(rates.take("2")).isZero();
  }

  @Test
  void thirty_a_second_are_enough_for_all() {
    var rates = new Rates(database, TELEGRAMS);
    List<Long> taken = new ArrayList<>();
    for (int chat = 0; chat < 80; chat++) {
      assertThat(rates.take("" + chat)).isZero();
      taken.add(System.nanoTime());
    }

    // 5 at once, then 25 a second.
    assertThat(Duration.ofNanos(taken.get(79) - taken.get(0)))
        .isBetween(Duration.ofMillis(2800), Duration.ofSeconds(6));
  }

  /** The most calls that fall into any window of this length. */
  private static int most(List<Call> calls, Duration window) {
    List<Long> at = calls.stream().map(Call::at).sorted().toList();
    int most = 0;
    for (int from = 0; from < at.size(); from++) {
      long end = at.get(from) + window.toNanos();
      most = Math.max(most, (int) at.stream().skip(from).filter(moment -> moment < end).count());
    }
    return most;
  }

  private void post(String chat, int n) {
    jdbc.sql(
            """
            insert into outbox (channel, chat_id, dedupe_key, body)
            values ('telegram', :chat, :key, jsonb_build_object('text', :text, 'buttons', '[]'::jsonb))
            """)
        .param("chat", chat)
        .param("key", chat + "/" + n)
        .param("text", String.valueOf(n))
        .update();
  }

  private void startNode() {
    var settings =
        new TelegramSettings(
            ScriptedTelegram.TOKEN,
            URI.create(telegram.url()),
            TelegramSettings.Updates.OFF,
            Duration.ofSeconds(15));
    var node = new AnnotationConfigApplicationContext();
    node.registerBean(JdbcClient.class, () -> jdbc);
    node.registerBean(ObjectMapper.class, () -> new ObjectMapper());
    node.register(Deliveries.class);
    node.refresh();
    var sender =
        new MessageSender(
            node.getBean(Deliveries.class),
            new BotApi(settings),
            new Pace(),
            new Rates(database, TELEGRAMS, SECOND));
    var loop = new WorkLoop("sending", 2, sender::sendNext);
    loop.start();
    loops.add(loop);
    nodes.add(node);
  }
}
