package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.medchat.telegram.Scene.eventually;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

@TelegramTest
class StoppingTest {

  @Autowired Scene scene;
  @Autowired ConfigurableApplicationContext product;

  @Test
  void the_product_stops_during_a_long_poll_and_a_slow_send() {
    scene.begins();
    scene.telegram.answers("sendmessage", ScriptedTelegram.Answer.slow(Duration.ofSeconds(10)));
    scene.posts("1", "slow");
    eventually(() -> assertThat(scene.telegram.calls("sendmessage")).hasSize(1));
    int id = scene.writes(1, "hello");
    eventually(() -> assertThat(scene.telegram.offsets()).endsWith(id + 1));

    long begin = System.nanoTime();
    product.stop();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    // For the tests that share it.
    product.start();

    // Half of what the slow send takes.
    assertThat(took).isLessThan(Duration.ofSeconds(5));
  }
}
