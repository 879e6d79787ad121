package ru.medchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTests extends DoubleTest {

  @Test
  void too_many_requests_name_the_seconds_to_wait_in_body_and_header_and_nothing_is_sent() {
    arm("{\"method\":\"sendMessage\",\"kind\":\"429\",\"retryAfter\":7}");

    var refused = send("раз");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(refused.body())
        .isEqualTo(
            "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 7\","
                + "\"parameters\":{\"retry_after\":7}}");
    assertThat(telegram.messages(chat)).isEmpty();
    assertThat(send("два").statusCode()).isEqualTo(200);
  }

  @Test
  void a_refusal_is_forbidden_in_the_words_asked_for() {
    arm("{\"kind\":\"403\",\"times\":2}");
    assertThat(description(send("раз"))).isEqualTo("Forbidden: bot was blocked by the user");
    assertThat(faults().path(0).path("times").asInt()).isEqualTo(1);
    telegram.delete("/sandbox/faults");

    arm("{\"kind\":\"403\",\"description\":\"user is deactivated\"}");
    assertThat(description(send("раз"))).isEqualTo("Forbidden: user is deactivated");
    arm(
        "{\"kind\":\"403\",\"description\":\"Forbidden: bot was kicked from the supergroup chat\"}");
    assertThat(description(send("раз")))
        .isEqualTo("Forbidden: bot was kicked from the supergroup chat");
  }

  @Test
  void a_group_that_moved_on_names_its_new_id() {
    arm("{\"kind\":\"400\",\"migrateTo\":-1009999}");

    var refused = send("раз");

    assertThat(refused.body())
        .isEqualTo(
            "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was"
                + " upgraded to a supergroup chat\",\"parameters\":{\"migrate_to_chat_id\":-1009999}}");
    arm("{\"kind\":\"400\",\"description\":\"message thread not found\"}");
    assertThat(description(send("раз"))).isEqualTo("Bad Request: message thread not found");
  }

  @Test
  void a_bad_gateway_speaks_html() {
    arm("{\"kind\":\"502\"}");

    var refused = send("раз");

    assertThat(refused.statusCode()).isEqualTo(502);
    assertThat(refused.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(refused.body()).contains("<title>502 Bad Gateway</title>");
    assertThat(telegram.messages(chat)).isEmpty();
  }

  @Test
  void a_delayed_answer_comes_late_and_the_message_was_there_all_the_while() {
    arm("{\"kind\":\"delay\",\"delayMillis\":400}");
    long begin = System.nanoTime();

    assertThat(send("раз").statusCode()).isEqualTo(200);

    assertThat(System.nanoTime() - begin).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(390));
    assertThat(telegram.messages(chat)).hasSize(1);
  }

  @Test
  void a_dropped_call_is_applied_once_and_its_client_sees_only_a_broken_connection() {
    arm("{\"method\":\"sendmessage\",\"kind\":\"drop\"}");

    assertThatThrownBy(() -> send("раз"))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(IOException.class);

    assertThat(telegram.messages(chat).findValuesAsText("text")).containsExactly("раз");
    assertThat(faults()).isEmpty();
    assertThat(send("два").statusCode()).isEqualTo(200);
  }

  @Test
  void a_failing_gateway_may_have_let_the_call_through() {
    arm("{\"kind\":\"502\",\"applied\":true}");
    arm("{\"kind\":\"drop\",\"applied\":false}");
    assertThat(faults().findValuesAsText("applied")).containsExactly("true", "false");

    assertThat(send("раз").statusCode()).isEqualTo(502);
    assertThatThrownBy(() -> send("два")).isInstanceOf(UncheckedIOException.class);

    assertThat(telegram.messages(chat).findValuesAsText("text")).containsExactly("раз");
  }

  @Test
  void a_single_fault_can_be_taken_back() {
    arm("{\"kind\":\"502\"}");
    arm("{\"kind\":\"429\"}");

    telegram.delete("/sandbox/faults/" + faults().path(0).path("id").asLong());

    assertThat(faults().findValuesAsText("kind")).containsExactly("429");
    assertThat(telegram.delete("/sandbox/faults/first").statusCode()).isEqualTo(400);
  }

  @Test
  void a_fault_befalls_only_its_method_and_its_chat() {
    arm("{\"method\":\"sendMessage\",\"chatId\":\"%d\",\"kind\":\"502\"}".formatted(chat));

    assertThat(telegram.bot("getMe", "{}").path("ok").asBoolean()).isTrue();
    assertThat(
            telegram
                .bot("sendMessage", "{\"chat_id\":%d,\"text\":\"а\"}".formatted(telegram.azov()))
                .path("ok")
                .asBoolean())
        .isTrue();
    assertThat(send("раз").statusCode()).isEqualTo(502);
  }

  @Test
  void faults_are_listed_until_they_are_used_up_or_cleared() {
    arm("{\"method\":\"getUpdates\",\"kind\":\"429\",\"times\":3}");
    arm("{\"kind\":\"drop\"}");

    assertThat(faults().findValuesAsText("kind")).containsExactly("429", "drop");
    assertThat(faults().path(0).path("retryAfter").asInt()).isEqualTo(5);

    telegram.delete("/sandbox/faults");

    assertThat(faults()).isEmpty();
    assertThat(send("раз").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"kind\":\"500\"}",
        "{\"kind\":\"429\",\"times\":0}",
        "{\"kind\":\"429\",\"times\":1001}",
        "{\"kind\":\"429\",\"retryAfter\":\"soon\"}",
        "{\"kind\":\"400\",\"migrateTo\":\"there\"}",
        "{\"kind\":\"502\",\"applied\":\"perhaps\"}",
        "{\"kind\":\"429\",\"applied\":true}"
      })
  void what_is_no_fault_is_refused(String body) {
    assertThat(telegram.post("/sandbox/faults", body).statusCode()).isEqualTo(400);
    assertThat(faults()).isEmpty();
  }

  private static void arm(String fault) {
    assertThat(telegram.post("/sandbox/faults", fault).statusCode()).isEqualTo(200);
  }

  private static JsonNode faults() {
    return RunningDouble.body(telegram.get("/sandbox/faults"));
  }

  private HttpResponse<String> send(String text) {
    return telegram.post(
        "/bot" + Bot.TOKEN + "/sendMessage",
        Json.object().put("chat_id", chat).put("text", text).toString());
  }

  private static String description(HttpResponse<String> answer) {
    return RunningDouble.body(answer).path("description").asText();
  }
}
