package ru.medchat.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.transaction.support.TransactionTemplate;
import ru.medchat.channel.Deliveries.Delivery;

@ChannelTest
@Import(DeliveriesTest.Case.class)
class DeliveriesTest {

  @Autowired Deliveries deliveries;
  @Autowired Outbox outbox;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired ApplicationEvents events;
  @Autowired Case listener;

  @BeforeEach
  void an_empty_outbox() {
    jdbc.sql("truncate outbox").update();
    listener.broken = false;
  }

  @Test
  void the_messages_of_a_chat_are_given_out_one_after_the_other() {
    post("a", "first");
    post("a", "second");
    post("b", "elsewhere");

    Delivery first = next().orElseThrow();
    assertThat(first.text()).isEqualTo("first");
    assertThat(next()).map(Delivery::text).contains("elsewhere");
    assertThat(next()).isEmpty();

    deliveries.sent(first, "101");

    assertThat(next()).map(Delivery::text).contains("second");
  }

  @Test
  void what_is_awaited_overtakes_every_mass_message_even_in_its_own_chat() {
    postBulk("a", "to all");
    postBulk("b", "to all");
    post("a", "answer");
    post("a", "question");

    Delivery answer = next().orElseThrow();
    assertThat(answer.text()).isEqualTo("answer");
    assertThat(next()).map(Delivery::chat).map(ChatRef::id).contains("b");
    assertThat(next()).isEmpty();
    deliveries.sent(answer, "101");

    Delivery question = next().orElseThrow();
    assertThat(question.text()).isEqualTo("question");
    deliveries.sent(question, "102");
    assertThat(next()).map(Delivery::text).contains("to all");
  }

  @Test
  void a_mass_message_that_waits_or_was_left_behind_by_a_crash_holds_up_no_answer() {
    postBulk("a", "to all");
    assertThat(next()).map(Delivery::bulk).contains(true);

    post("a", "answer");

    assertThat(next()).map(Delivery::text).contains("answer");
  }

  @Test
  void holding_a_message_that_was_not_tried_is_no_attempt() {
    post("a", "first");
    deliveries.hold(next().orElseThrow(), Duration.ofMinutes(1));
    assertThat(next()).isEmpty();

    timePasses();
    Delivery again = next().orElseThrow();
    assertThat(again.attempt()).isOne();
    assertThat(row("first").possiblyTwice()).isFalse();
  }

  @Test
  void a_message_that_waits_holds_up_its_own_chat_only() {
    post("a", "first");
    post("a", "second");
    deliveries.retryLater(next().orElseThrow(), Duration.ofMinutes(1), "Too Many Requests");
    post("b", "elsewhere");

    assertThat(next()).map(Delivery::text).contains("elsewhere");
    assertThat(next()).isEmpty();

    timePasses();
    assertThat(next()).map(Delivery::text).contains("first");
    assertThat(row("first").possiblyTwice()).isFalse();
  }

  @Test
  void a_message_nobody_reported_on_is_given_out_again_as_one_that_may_arrive_twice() {
    post("a", "first");
    Delivery crashed = next().orElseThrow();
    assertThat(row("first").state()).isEqualTo("SENDING");
    assertThat(next()).isEmpty();

    timePasses();
    Delivery again = next().orElseThrow();

    assertThat(again.id()).isEqualTo(crashed.id());
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(row("first").possiblyTwice()).isTrue();
  }

  @Test
  void the_late_word_of_a_sender_given_up_is_ignored() {
    post("a", "first");
    Delivery slow = next().orElseThrow();
    timePasses();
    Delivery again = next().orElseThrow();

    deliveries.dead(slow, "too late to tell");
    assertThat(row("first").state()).isEqualTo("SENDING");

    deliveries.sent(again, "7");
    assertThat(row("first")).isEqualTo(new Row("SENT", true, "7"));
  }

  @Test
  void a_message_that_may_have_arrived_is_repeated_and_counted() {
    post("a", "first");

    deliveries.ambiguous(next().orElseThrow(), Duration.ZERO, "timeout");

    assertThat(row("first").possiblyTwice()).isTrue();
    assertThat(next()).map(Delivery::text).contains("first");
  }

  @Test
  void what_arrived_of_a_long_text_is_remembered() {
    post("a", "first");
    Delivery delivery = next().orElseThrow();
    deliveries.partSent(delivery, 2);
    deliveries.ambiguous(delivery, Duration.ZERO, "timeout");

    assertThat(next()).map(Delivery::partsSent).contains(2);
  }

  @Test
  void the_case_hears_of_a_message_that_can_not_arrive_and_the_lane_goes_on() {
    post("a", "first");
    post("a", "second");

    deliveries.unreachable(next().orElseThrow(), "Forbidden: bot was blocked by the user");
    deliveries.dead(next().orElseThrow(), "Bad Request: message is too long");

    assertThat(events.stream(DeliveryFailed.class))
        .extracting(DeliveryFailed::appeal, DeliveryFailed::unreachable, DeliveryFailed::reason)
        .containsExactly(
            tuple("61-000001", true, "Forbidden: bot was blocked by the user"),
            tuple("61-000001", false, "Bad Request: message is too long"));
    assertThat(row("first").state()).isEqualTo("UNREACHABLE");
    assertThat(row("second").state()).isEqualTo("DEAD");
    assertThat(next()).isEmpty();
  }

  @Test
  void a_message_about_no_appeal_fails_quietly() {
    transaction.executeWithoutResult(status -> outbox.post(message("a", "hello", null)));

    deliveries.dead(next().orElseThrow(), "Bad Request: chat not found");

    assertThat(events.stream(DeliveryFailed.class)).isEmpty();
  }

  @Test
  void giving_up_and_telling_the_case_is_one_transaction() {
    post("a", "first");
    Delivery delivery = next().orElseThrow();
    listener.broken = true;

    assertThatThrownBy(() -> deliveries.unreachable(delivery, "Forbidden"))
        .isInstanceOf(IllegalStateException.class);

    assertThat(row("first").state()).isEqualTo("SENDING");
  }

  @Test
  void what_a_chat_is_owed_moves_with_it() {
    post("-1", "said before");
    deliveries.sent(next().orElseThrow(), "5");
    post("-1", "first");
    post("-1", "second");

    deliveries.moved(next().orElseThrow(), "-1001");

    Delivery first = next().orElseThrow();
    assertThat(first.chat().id()).isEqualTo("-1001");
    assertThat(first.text()).isEqualTo("first");
    assertThat(first.replyTo()).isNull();
    assertThat(events.stream(ChatMoved.class))
        .containsExactly(new ChatMoved("telegram", "-1", "-1001"));
    assertThat(outbox.appealBehind(new ChatRef("telegram", "-1"), "5")).contains("61-000001");
  }

  @Test
  void many_senders_keep_the_order_of_each_chat_and_send_nothing_twice() throws Exception {
    for (int i = 0; i < 120; i++) {
      post("chat" + i % 6, "text" + i);
    }
    var sent = new ConcurrentLinkedQueue<Delivery>();
    Set<String> busy = ConcurrentHashMap.newKeySet();
    var senders =
        IntStream.range(0, 8)
            .mapToObj(
                n ->
                    new Thread(
                        () -> {
                          while (sent.size() < 120) {
                            next()
                                .ifPresent(
                                    delivery -> {
                                      assertThat(busy.add(delivery.chat().id())).isTrue();
                                      sent.add(delivery);
                                      busy.remove(delivery.chat().id());
                                      deliveries.sent(delivery, "1" + delivery.id());
                                    });
                          }
                        }))
            .toList();
    senders.forEach(Thread::start);
    for (Thread sender : senders) {
      sender.join(15_000);
    }

    assertThat(sent).hasSize(120).extracting(Delivery::attempt).containsOnly(1);
    for (int chat = 0; chat < 6; chat++) {
      String id = "chat" + chat;
      assertThat(sent.stream().filter(delivery -> delivery.chat().id().equals(id)))
          .extracting(Delivery::id)
          .isSorted();
    }
  }

  @Test
  void what_is_posted_again_under_the_same_key_is_dropped() {
    post("a", "first");
    post("a", "first");

    assertThat(next()).isPresent();
    assertThat(events.stream(Outbox.Posted.class)).hasSize(1);
  }

  private Optional<Delivery> next() {
    return deliveries.next("telegram");
  }

  private void post(String chat, String text) {
    transaction.executeWithoutResult(status -> outbox.post(message(chat, text, "61-000001")));
  }

  private void postBulk(String chat, String text) {
    transaction.executeWithoutResult(
        status ->
            outbox.post(
                new Outgoing(
                    new ChatRef("telegram", chat),
                    chat + text,
                    null,
                    text,
                    null,
                    List.of(),
                    false,
                    Outgoing.Urgency.BULK)));
  }

  private static Outgoing message(String chat, String text, @Nullable String appeal) {
    return new Outgoing(new ChatRef("telegram", chat), text, appeal, text, "3", List.of());
  }

  private void timePasses() {
    jdbc.sql("update outbox set next_attempt_at = now() - interval '1 second'").update();
  }

  record Row(String state, boolean possiblyTwice, @Nullable String messageId) {}

  private Row row(String key) {
    return jdbc.sql("select state, possibly_twice, message_id from outbox where dedupe_key = ?")
        .param(key)
        .query(
            (row, n) ->
                new Row(
                    row.getString("state"),
                    row.getBoolean("possibly_twice"),
                    row.getString("message_id")))
        .single();
  }

  /** Stands for whoever acts on a failed delivery. */
  @TestComponent
  static class Case {

    boolean broken;

    @EventListener
    void on(DeliveryFailed failed) {
      if (broken) {
        throw new IllegalStateException("The case can't take it: " + failed.reason());
      }
    }
  }
}
