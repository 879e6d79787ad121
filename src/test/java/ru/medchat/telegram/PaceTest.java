package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import ru.medchat.testing.TestDatabase;

class PaceTest {

  private final JdbcClient jdbc = TestDatabase.jdbc();
  private final Pace here = node();
  private final Pace elsewhere = node();

  private Pace node() {
    return new Pace(jdbc, new JdbcTransactionManager(TestDatabase.dataSource()));
  }

  @BeforeEach
  void nothing_is_held() {
    jdbc.sql("truncate telegram_hold").update();
  }

  @Test
  void one_chat_that_is_too_fast_waits_alone_but_at_all_nodes() {
    here.tooFast("1", Duration.ofSeconds(5));
    here.tooFast("1", Duration.ofSeconds(5));

    assertThat(elsewhere.holdOf("1")).isBetween(Duration.ofSeconds(3), Duration.ofMillis(5001));
    assertThat(elsewhere.holdOf("2")).isZero();
  }

  @Test
  void two_chats_within_a_minute_hold_up_all_for_as_long_as_told() {
    here.tooFast("1", Duration.ofSeconds(2));
    elsewhere.tooFast("2", Duration.ofSeconds(2));

    assertThat(here.holdOf("3")).isPositive();
    await().until(() -> here.holdOf("3").isZero());
  }

  @Test
  void a_complaint_of_long_ago_holds_up_nobody_else() {
    here.tooFast("1", Duration.ofSeconds(90));
    jdbc.sql("update telegram_hold set complained_at = now() - interval '61 seconds'").update();

    here.tooFast("2", Duration.ofSeconds(5));

    assertThat(here.holdOf("3")).isZero();
    assertThat(here.holdOf("1")).isGreaterThan(Duration.ofSeconds(60));
  }
}
