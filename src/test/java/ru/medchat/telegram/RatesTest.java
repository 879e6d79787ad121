package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import ru.medchat.channel.Deliveries;
import ru.medchat.channel.MovedChats;
import ru.medchat.loop.WorkLoop;
import ru.medchat.telegram.ScriptedTelegram.Call;
import ru.medchat.testing.TestPostgres;

/** What two nodes send together, as it arrives at Telegram. */
class RatesTest {

  /** Four times as fast as usual. */
  private static final Duration SECOND = Duration.ofMillis(250);

  private static final RateSettings TELEGRAMS = new RateSettings(1, 20, 30);

  /** One of its own: nobody else sends what waits here. */
  private static final HikariDataSource database = database();

  private final ScriptedTelegram telegram = new ScriptedTelegram();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final List<WorkLoop> loops = new ArrayList<>();
  private final List<AnnotationConfigApplicationContext> nodes = new ArrayList<>();

  private static HikariDataSource database() {
    var database = new HikariDataSource();
    database.setJdbcUrl(TestPostgres.newDatabase());
    database.setUsername("postgres");
    Flyway.configure().dataSource(database).load().migrate();
    return database;
  }

  @BeforeEach
  void nothing_has_been_sent() {
    jdbc.sql("truncate outbox, telegram_rate, telegram_pause, telegram_hold cascade").update();
  }

  @AfterEach
  void end() {
    loops.forEach(WorkLoop::stop);
    nodes.forEach(AnnotationConfigApplicationContext::close);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void two_nodes_together_send_no_chat_two_messages_in_a_second() {
    startNode();
    startNode();
    for (int i = 0; i < 6; i++) {
      for (int chat = 1; chat <= 5; chat++) {
        post(String.valueOf(chat), i);
      }
    }

    arriveInOrder(30);
    for (int chat = 1; chat <= 5; chat++) {
      assertThat(most(callsTo("" + chat), SECOND)).isOne();
    }
    assertThat(most(telegram.calls("sendmessage"), SECOND)).isLessThanOrEqualTo(30);
  }

  @Test
  void a_message_long_on_its_way_has_its_second_all_the_same() {
    telegram.answers("sendmessage 1", sentAfter(SECOND.multipliedBy(3)));
    startNode();
    startNode();
    post("1", 0, true);
    await().until(() -> telegram.calls("sendmessage").size() == 1);
    // It overtakes all mass messages but the one that Telegram has not answered yet.
    post("1", 1, false);

    arriveInOrder(2);
    List<Call> calls = callsTo("1");
    assertThat(calls.get(1).at() - calls.get(0).at())
        .isGreaterThanOrEqualTo(SECOND.multipliedBy(4).toNanos());
  }

  @Test
  void a_chat_that_a_node_died_with_is_free_again_when_its_message_is() {
    var rates = new Rates(database, TELEGRAMS);
    assertThat(rates.take("1", false)).isZero();
    assertThat(leftAlone("1")).isBetween(Deliveries.LEASE.minusSeconds(5), Deliveries.LEASE);
    jdbc.sql("update telegram_pause set until = now()").update();
    assertThat(rates.take("1", false)).isZero();
  }

  @Test
  void two_nodes_together_send_no_group_more_than_it_may_get_in_a_minute() {
    // A minute of it is seven and a half seconds.
    Duration second = SECOND.dividedBy(2);
    startNode(second);
    startNode(second);
    haveSentBefore();
    for (int i = 0; i < 24; i++) {
      post("-100", i);
    }

    arriveInOrder(25);
    assertThat(most(callsTo("-100"), second.multipliedBy(60))).isLessThanOrEqualTo(20);
  }

  @Test
  void an_acknowledgement_overtakes_a_mass_message_to_fifty_chats() {
    for (int i = 0; i < 500; i++) {
      post((i % 2 == 0 ? "-" : "") + (100 + i % 50), i, true);
    }
    startNode();
    startNode();
    await().until(() -> telegram.calls("sendmessage").size() > 40);

    long posted = System.nanoTime();
    post("-100", 1000, false);
    post("7", 1001, false);

    await().until(() -> arrived(1000) && arrived(1001));
    for (Call call : telegram.calls("sendmessage")) {
      if (Integer.parseInt(call.text()) >= 1000) {
        // What was posted before it takes more than twice as long.
        assertThat(Duration.ofNanos(call.at() - posted)).isLessThan(Duration.ofSeconds(4));
      }
    }
    assertThat(telegram.calls("sendmessage")).hasSizeLessThan(400);
    assertThat(most(telegram.calls("sendmessage"), SECOND)).isLessThanOrEqualTo(30);
  }

  @Test
  void what_telegram_asks_one_node_to_leave_alone_no_other_node_touches() {
    telegram.answers("sendmessage 1", tooMany(5));
    startNode();
    post("1", 0);
    await().until(() -> telegram.calls("sendmessage").size() == 1);
    await().until(() -> !pace().holdOf("1").isZero());
    // It would not wait by itself, and the second node never heard the complaint.
    post("1", 1);
    jdbc.sql("update outbox set next_attempt_at = now()").update();
    startNode();
    post("2", 2);

    await().atMost(Duration.ofSeconds(30)).until(() -> telegram.calls("sendmessage").size() == 4);
    List<Call> calls = telegram.calls("sendmessage");
    assertThat(calls).extracting(Call::chat).containsExactly("1", "2", "1", "1");
    assertThat(calls.get(1).at() - calls.get(0).at()).isLessThan(5_000_000_000L);
    assertThat(calls.get(2).at() - calls.get(0).at()).isGreaterThan(5_000_000_000L);
  }

  @Test
  void two_chats_that_telegram_complains_of_hold_up_all_nodes() {
    telegram.answers("sendmessage 1", tooMany(2));
    telegram.answers("sendmessage 2", tooMany(2));
    startNode();
    startNode();
    post("1", 0);
    post("2", 1);
    await().until(() -> telegram.calls("sendmessage").size() == 2);
    await().until(() -> !pace().holdOf("3").isZero());

    post("3", 2);

    await().until(() -> telegram.calls("sendmessage").size() == 5);
    long complained = telegram.calls("sendmessage").get(1).at();
    assertThat(telegram.calls("sendmessage").subList(2, 5))
        .allSatisfy(call -> assertThat(call.at() - complained).isGreaterThan(2_000_000_000L));
  }

  /** What a node does for the first time takes longer, and so its message arrives late. */
  private void haveSentBefore() {
    post("99", 0);
    await().until(() -> telegram.calls("sendmessage").size() == 1);
  }

  private void arriveInOrder(int messages) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> telegram.calls("sendmessage").size() == messages);
    telegram.calls("sendmessage").stream()
        .collect(Collectors.groupingBy(Call::chat))
        .values()
        .forEach(
            calls ->
                assertThat(calls)
                    .extracting(call -> Integer.parseInt(call.text()))
                    .isSorted()
                    .doesNotHaveDuplicates());
    await()
        .until(
            () ->
                jdbc.sql(
                            "select count(*) from outbox"
                                + " where state = 'SENT' and attempts = 1 and not possibly_twice")
                        .query(Integer.class)
                        .single()
                    == messages);
  }

  private List<Call> callsTo(String chat) {
    return telegram.calls("sendmessage").stream().filter(call -> call.chat().equals(chat)).toList();
  }

  private Pace pace() {
    return new Pace(jdbc, new JdbcTransactionManager(database));
  }

  private boolean arrived(int n) {
    return telegram.calls("sendmessage").stream().anyMatch(c -> c.text().equals("" + n));
  }

  private Duration leftAlone(String chat) {
    return jdbc.sql(
            "select (extract(epoch from until - now()) * 1000)::bigint from telegram_pause"
                + " where chat_id = ?")
        .param(chat)
        .query((row, n) -> Duration.ofMillis(row.getLong(1)))
        .single();
  }

  private static ScriptedTelegram.Answer sentAfter(Duration delay) {
    return new ScriptedTelegram.Answer(200, "{\"ok\":true,\"result\":{\"message_id\":900}}", delay);
  }

  private static ScriptedTelegram.Answer tooMany(int seconds) {
    return ScriptedTelegram.Answer.refusal(
        429, "Too Many Requests: retry after " + seconds, "\"retry_after\":" + seconds);
  }

  @Test
  void a_busy_chat_keeps_no_idle_one_waiting() {
    var rates = new Rates(database, TELEGRAMS, Duration.ofSeconds(10));
    assertThat(rates.take("1", false)).isZero();
    assertThat(rates.take("1", false)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(11));
    assertThat(rates.take("2", false)).isZero();
  }

  @Test
  void thirty_a_second_are_enough_for_all() {
    var rates = new Rates(database, TELEGRAMS);
    List<Long> taken = new ArrayList<>();
    for (int chat = 0; chat < 80; chat++) {
      assertThat(rates.take("" + chat, false)).isZero();
      taken.add(System.nanoTime());
    }

    // 3 at once, then 21 a second.
    assertThat(Duration.ofNanos(taken.get(79) - taken.get(0)))
        .isBetween(Duration.ofMillis(2800), Duration.ofSeconds(20));
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
    post(chat, n, false);
  }

  private void post(String chat, int n, boolean bulk) {
    jdbc.sql(
            """
            insert into outbox (channel, chat_id, dedupe_key, bulk, body)
            values ('telegram', :chat, :key, :bulk,
                    jsonb_build_object('text', :text, 'buttons', '[]'::jsonb))
            """)
        .param("bulk", bulk)
        .param("chat", chat)
        .param("key", chat + "/" + n)
        .param("text", String.valueOf(n))
        .update();
  }

  private void startNode() {
    startNode(SECOND);
  }

  private void startNode(Duration second) {
    var settings =
        new TelegramSettings(
            ScriptedTelegram.TOKEN,
            URI.create(telegram.url()),
            TelegramSettings.Updates.OFF,
            Duration.ofSeconds(15));
    var node = new AnnotationConfigApplicationContext();
    node.registerBean(JdbcClient.class, () -> jdbc);
    node.registerBean(ObjectMapper.class, () -> new ObjectMapper());
    node.register(Deliveries.class, MovedChats.class);
    node.refresh();
    var sender =
        new MessageSender(
            node.getBean(Deliveries.class),
            new BotApi(settings),
            pace(),
            new Rates(database, TELEGRAMS, second));
    var loop = new WorkLoop("sending", 2, sender::sendNext);
    loop.start();
    loops.add(loop);
    nodes.add(node);
  }
}
