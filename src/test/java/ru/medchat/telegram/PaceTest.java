package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = new Pace();

  @Test
  void one_chat_that_is_too_fast_waits_alone() {
    pace.tooFast("1", Duration.ofSeconds(5));
    pace.tooFast("1", Duration.ofSeconds(5));

    assertThat(pace.isHeld()).isFalse();
  }

  @Test
  void two_chats_within_a_minute_hold_up_all_for_as_long_as_told() throws Exception {
    pace.tooFast("1", Duration.ofSeconds(5));
    pace.tooFast("2", Duration.ofMillis(200));

    assertThat(pace.isHeld()).isTrue();
    Thread.sleep(250);
    assertThat(pace.isHeld()).isFalse();
  }
}
