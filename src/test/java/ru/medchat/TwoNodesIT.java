package ru.medchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import ru.medchat.sandbox.OutsideTelegram;
import ru.medchat.sandbox.OutsideTelegram.Arrived;
import ru.medchat.testing.Balance;
import ru.medchat.testing.Crowd;
import ru.medchat.testing.RunningProduct;
import ru.medchat.testing.TestPostgres;

/**
 * Two nodes on one database, with the settings and limits of a real installation. Meanwhile a few
 * chats are so busy that what they are owed lasts for more than a minute.
 */
class TwoNodesIT {

  private static final Logger log = LoggerFactory.getLogger(TwoNodesIT.class);

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final int CHATS = 40;
  private static final int BUSY_CHATS = 3;

  private final String database = TestPostgres.newDatabase();
  private final JdbcClient jdbc =
      JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
  private final OutsideTelegram telegram = new OutsideTelegram();
  private final RunningProduct polling = start("node-1");
  private final RunningProduct waiting = start("node-2");
  private final List<String> groups = telegram.openGroups(jdbc, CHATS);
  private final Crowd crowd = new Crowd(telegram.chats(), groups);

  TwoNodesIT() throws IOException {}

  @AfterEach
  void end() {
    polling.close();
    waiting.close();
    telegram.close();
  }

  @Test
  void one_takes_over_when_the_other_dies_and_together_they_send_no_more_than_telegram_allows()
      throws Exception {
    crowd.writes(0);
    for (int resident = 1; resident <= 22; resident++) {
      for (String busy : groups.subList(0, BUSY_CHATS)) {
        crowd.writes(busy, resident);
      }
    }
    polling.kill();
    long killed = System.nanoTime();
    crowd.writes(30);
    long taken = updates();
    crowd.writes(31);
    await("the other one takes over")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> updates() > taken);
    Duration withoutPoller = Duration.ofNanos(System.nanoTime() - killed);

    var balance = new Balance(jdbc, telegram, crowd);
    balance.settles(Duration.ofSeconds(150));
    List<Arrived> arrived = telegram.saidByBot();
    var byChat = arrived.stream().collect(Collectors.groupingBy(Arrived::chat));
    long mostInAChat = mostInAny(byChat, SECOND);
    long mostInAGroup = mostInAny(byChat, Duration.ofMinutes(1));
    log.info(
        "{} messages, {} appeals, {} possibly twice, {} came twice; nobody polled for {};"
            + " most in a chat in 1 s: {}, in a group in 60 s: {}, overall in 1 s: {}",
        crowd.written().size(),
        balance.appeals(),
        balance.possiblyTwice(),
        balance.doubles(),
        withoutPoller,
        mostInAChat,
        mostInAGroup,
        most(arrived, SECOND));
    balance.everyMessageIsInExactlyOneAppeal().everyAppealIsAcknowledgedAndToldEverythingInOrder();
    assertThat(mostInAChat).isOne();
    assertThat(mostInAGroup).isBetween(15L, 20L);
    assertThat(most(arrived, SECOND)).isLessThanOrEqualTo(30);
  }

  private RunningProduct start(String name) throws IOException {
    return RunningProduct.start(telegram.settings(database), Path.of("target", name + ".log"));
  }

  private long updates() {
    return jdbc.sql("select count(*) from telegram_update").query(Long.class).single();
  }

  private static long mostInAny(Map<String, List<Arrived>> chats, Duration window) {
    return chats.values().stream().mapToLong(chat -> most(chat, window)).max().orElse(0);
  }

  /** The most that came within any window of this length, by Telegram's own time. */
  private static long most(List<Arrived> arrived, Duration window) {
    List<Instant> at = arrived.stream().map(Arrived::at).sorted().toList();
    long most = 0;
    for (Instant from : at) {
      Instant end = from.plus(window);
      most =
          Math.max(
              most, at.stream().filter(each -> !each.isBefore(from) && each.isBefore(end)).count());
    }
    return most;
  }
}
