package ru.medchat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import ru.medchat.sandbox.OutsideTelegram;
import ru.medchat.testing.Balance;
import ru.medchat.testing.Crowd;
import ru.medchat.testing.RunningProduct;
import ru.medchat.testing.StoppablePostgres;

/**
 * Everything around the product fails, one after the other, while residents go on writing; and of
 * its two nodes the one that polls is killed.
 */
class StormIT {

  private static final Logger log = LoggerFactory.getLogger(StormIT.class);

  private static final int CHATS = 50;
  private static final int RESIDENTS = 14;

  /** Every resident once, and half of them a second time. */
  private static final int ROUNDS = RESIDENTS + RESIDENTS / 2;

  private static final Duration WITHOUT_DATABASE = Duration.ofMinutes(1);
  private static final Duration WITHOUT_TELEGRAM = Duration.ofMinutes(20);

  private final StoppablePostgres database;
  private final JdbcClient jdbc;
  private final OutsideTelegram telegram = new OutsideTelegram();
  private final RunningProduct polling;
  private final RunningProduct product;
  private final Crowd crowd;
  private final HttpClient http = HttpClient.newHttpClient();
  private int round;

  StormIT(@TempDir Path folder) throws IOException {
    database = new StoppablePostgres(folder);
    jdbc = JdbcClient.create(new DriverManagerDataSource(database.url(), "postgres", ""));
    var settings = telegram.settings(database.url());
    // Otherwise a group gets 20 messages a minute, and this takes that long.
    settings.put("medchat.telegram.rates.chat", "10");
    settings.put("medchat.telegram.rates.group", "600");
    polling = RunningProduct.start(settings, Path.of("target", "storm-1.log"));
    product = RunningProduct.start(settings, Path.of("target", "storm-2.log"));
    crowd = new Crowd(telegram.chats(), telegram.openGroups(jdbc, CHATS));
  }

  @AfterEach
  void end() throws IOException {
    polling.close();
    product.close();
    telegram.close();
    database.close();
  }

  @Test
  void whatever_fails_every_message_is_in_one_appeal_and_every_appeal_is_acknowledged()
      throws Exception {
    telegram.timePasses(WITHOUT_TELEGRAM.negated());
    rounds(4);

    fails(Map.of("method", "sendMessage", "kind", "429", "retryAfter", 1, "times", 30));
    fails(Map.of("method", "sendMessage", "kind", "drop", "times", 30));
    fails(Map.of("method", "sendMessage", "kind", "502", "applied", true, "times", 10));
    fails(Map.of("method", "sendMessage", "kind", "502", "times", 10));
    fails(Map.of("method", "getUpdates", "kind", "drop", "times", 2));
    fails(Map.of("method", "getUpdates", "kind", "429", "retryAfter", 2, "times", 2));
    rounds(4);
    await("what fails has failed")
        .atMost(Duration.ofSeconds(60))
        .until(() -> telegram.chats().faultsLeft() == 0);

    rounds(1);
    polling.kill();
    rounds(1);
    await("the other node polls")
        .atMost(Duration.ofSeconds(30))
        .until(() -> balance().count("telegram_update") == crowd.written().size());

    rounds(1);
    database.stop();
    rounds(3);
    Thread.sleep(WITHOUT_DATABASE.toMillis());
    database.startAgain();

    rounds(2);
    answers(100, "7, 8");
    telegram.goesDown();
    rounds(4);
    for (int minute = 0; minute < WITHOUT_TELEGRAM.toMinutes(); minute++) {
      aMinutePasses();
    }
    assertThat(balance().count("outbox where settled_at is null and attempts > 3")).isPositive();
    telegram.comesBack();
    rounds(ROUNDS - round);

    var balance = balance();
    balance.settles(Duration.ofSeconds(150));
    log.info(
        "{} messages, {} appeals, {} sent, {} possibly twice, {} came twice",
        crowd.written().size(),
        balance.appeals(),
        balance.count("outbox where state = 'SENT'"),
        balance.possiblyTwice(),
        balance.doubles());
    assertThat(crowd.written()).hasSize(CHATS * ROUNDS).hasSizeGreaterThan(1000);
    assertThat(balance.appeals()).isEqualTo((long) CHATS * RESIDENTS);
    balance.everyMessageIsInExactlyOneAppeal().everyAppealIsAcknowledgedAndToldEverythingInOrder();
    // What fails can hit a message again when it is repeated, and then it comes three times.
    assertThat(balance.repeated()).isPositive().isLessThanOrEqualTo(balance.possiblyTwice());
  }

  /** In half a second: for Telegram, and for what the product puts off by its database's clock. */
  private void aMinutePasses() throws InterruptedException {
    telegram.timePasses(Duration.ofMinutes(1));
    jdbc.sql(
            """
            update outbox
               set posted_at = posted_at - interval '1 minute',
                   next_attempt_at = next_attempt_at - interval '1 minute'
             where state = 'NEW'
            """)
        .update();
    Thread.sleep(500);
  }

  private Balance balance() {
    return new Balance(jdbc, telegram, crowd);
  }

  /** So many times, one resident writes in each chat. */
  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      crowd.writes(round % RESIDENTS);
      round++;
    }
  }

  /** Operators answer all appeals of the residents with these numbers in their groups. */
  private void answers(int count, String residents) throws Exception {
    record Work(String task, String appeal) {}
    List<Work> work =
        await("their tasks")
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    jdbc.sql(
                            """
                            select t.id_, a.number
                              from act_ru_task t
                              join act_ru_execution p on p.id_ = t.proc_inst_id_
                              join appeal a on a.number = p.business_key_
                             where t.task_def_key_ = 'AnswerResident'
                               and a.resident_id::bigint %% 1000 in (%s)
                            """
                                .formatted(residents))
                        .query((row, n) -> new Work(row.getString(1), row.getString(2)))
                        .list(),
                found -> found.size() == count);
    for (Work each : work) {
      jdbc.sql(
              """
              insert into draft (appeal_number, author, text, saved_at)
              values (?, 'admin', 'Завтра в 8:00 откроем двадцать талонов.', now())
              """)
          .param(each.appeal())
          .update();
      completes(each.task());
    }
  }

  private void completes(String task) throws Exception {
    String account = "admin:a-password-of-tests";
    var answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(product.url() + "/engine-rest/task/" + task + "/complete"))
                .header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(account.getBytes(UTF_8)))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString("{\"variables\":{\"outcome\":{\"value\":\"answer\"}}}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  private void fails(Map<String, ?> fault) {
    telegram.chats().fails(fault);
  }
}
