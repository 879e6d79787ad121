package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.Appeal;

/** What an open form learns every few seconds. */
class LiveTest extends WorkplaceTest {

  @Autowired Presence presence;

  @Test
  void says_only_when_there_is_something_else_to_show() {
    var appeal = appeal("zverevo", "Нет талонов");
    var zverevo = operator("zverevo");
    String task = path(appeal);

    String first = Visitor.json(zverevo.get(task)).path("version").asText();
    assertThat(version(zverevo, task)).as("nothing has happened").isEqualTo(first);

    more(appeal, "И телефон не отвечает");
    String second = version(zverevo, task);
    assertThat(second).as("the resident wrote more").isNotEqualTo(first);
    assertThat(Visitor.json(zverevo.get(task)).path("version").asText()).isEqualTo(second);

    long file = storedFile(appeal, new byte[] {1}, "image/png", "talon.png");
    String third = version(zverevo, task);
    assertThat(third).as("a file has come").isNotEqualTo(second);
    jdbc.sql("update file set state = 'LOST', lost_at = now() where id = ?").param(file).update();
    assertThat(version(zverevo, task)).as("a file is lost").isNotEqualTo(third);

    String fourth = version(zverevo, task);
    tasks.setDueDate(taskOf(appeal).getId(), Date.from(Instant.now().plusSeconds(60)));
    assertThat(version(zverevo, task)).as("the limit has moved").isNotEqualTo(fourth);

    String fifth = version(zverevo, task);
    zverevo.put(task + "/draft", Map.of("text", "Пишу"));
    assertThat(version(zverevo, task)).as("somebody has taken it").isNotEqualTo(fifth);
  }

  @Test
  void a_message_is_news_when_it_fails_but_not_at_each_attempt() {
    var appeal = appeal("zverevo", "Нет талонов");
    var zverevo = operator("zverevo");
    String task = path(appeal);
    acknowledgementIs("NEW", appeal);
    String waiting = version(zverevo, task);
    acknowledgementIs("SENDING", appeal);
    assertThat(version(zverevo, task)).as("one more attempt").isEqualTo(waiting);
    acknowledgementIs("DEAD", appeal);
    assertThat(version(zverevo, task)).as("it will never arrive").isNotEqualTo(waiting);
    acknowledgementIs("NEW", appeal);
  }

  @Test
  void colleagues_in_one_appeal_are_told_of_each_other_until_they_leave() {
    var appeal = appeal("zverevo", "Нет талонов");
    var first = operator("zverevo");
    var second = operator("zverevo2");
    String live = path(appeal) + "/live";

    assertThat(here(first, live, false)).isEmpty();
    assertThat(here(second, live, true)).containsExactly("Оператор (Зверево)");
    assertThat(here(first, live, false)).containsExactly("Второй оператор (Зверево), пишет");

    assertThat(second.delete(live).statusCode()).isEqualTo(204);
    assertThat(here(first, live, false)).isEmpty();
  }

  @Test
  void who_is_no_longer_heard_of_is_not_here_and_leaves_nothing_behind() {
    var appeal = appeal("zverevo", "Нет талонов");
    presence.here(appeal.number(), "zverevo2", true);
    longAgo("zverevo2", Duration.ofSeconds(11));
    assertThat(presence.here(appeal.number(), "zverevo", false)).isEmpty();

    longAgo("zverevo2", Duration.ofMinutes(2));
    presence.left(appeal("zverevo", "Другое").number(), "zverevo2");
    assertThat(
            jdbc.sql("select count(*) from presence where operator = 'zverevo2'")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void a_finished_task_is_gone_and_a_foreign_one_is_not_there() {
    var appeal = appeal("zverevo", "Нет талонов");
    String live = path(appeal) + "/live";
    var zverevo = operator("zverevo");

    assertThat(operator("donetsk").put(live, Map.of("typing", false)).statusCode()).isEqualTo(404);
    assertThat(operator("donetsk").delete(live).statusCode()).isEqualTo(404);
    assertThat(anybody().put(live, Map.of("typing", false)).statusCode()).isIn(401, 403);
    assertThat(zverevo.putWithoutToken(live, Map.of("typing", false)).statusCode()).isEqualTo(403);

    tasks.complete(taskOf(appeal).getId(), Map.of("outcome", "notAnAppeal"));
    var gone = zverevo.put(live, Map.of("typing", false));
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(Visitor.json(gone).path("detail").asText()).contains("Эт");
  }

  /** The sender itself leaves it alone from then on: it is no attempt that the sender knows. */
  private void acknowledgementIs(String state, Appeal appeal) {
    int changed =
        jdbc.sql(
                """
                update outbox set state = :state, attempts = 1000,
                       next_attempt_at = now() + interval '1 hour',
                       settled_at = case when :state = 'DEAD' then now() end
                 where dedupe_key = (select outbox_key from message
                                      where appeal_number = :number and outbox_key is not null)
                """)
            .param("state", state)
            .param("number", appeal.number().value())
            .update();
    assertThat(changed).isOne();
  }

  private void longAgo(String operator, Duration ago) {
    jdbc.sql(
            """
            update presence set seen_at = now() - cast(? as interval),
                                typed_at = now() - cast(? as interval)
             where operator = ?
            """)
        .params(ago.toString(), ago.toString(), operator)
        .update();
  }

  private static String version(Visitor operator, String task) {
    return live(operator, task + "/live", false).path("version").asText();
  }

  private static List<String> here(Visitor operator, String live, boolean typing) {
    return live(operator, live, typing).path("here").valueStream().map(LiveTest::said).toList();
  }

  private static String said(JsonNode each) {
    return each.path("name").asText() + (each.path("typing").asBoolean() ? ", пишет" : "");
  }

  private static JsonNode live(Visitor operator, String live, boolean typing) {
    var answer = operator.put(live, Map.of("typing", typing));
    assertThat(answer.statusCode()).isEqualTo(200);
    return Visitor.json(answer);
  }

  private String path(Appeal appeal) {
    return "/workplace/tasks/" + taskOf(appeal).getId();
  }
}
