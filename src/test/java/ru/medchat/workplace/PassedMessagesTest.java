package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.PassedMessages;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Sender;

class PassedMessagesTest extends WorkplaceTest {

  private static final AtomicLong ids = new AtomicLong(90_000);

  @Autowired PassedMessages passed;

  @Test
  void the_page_is_for_those_who_answer_for_a_chat_and_for_the_ministry() {
    assertThat(Visitor.location(anybody().get("/passed"))).endsWith("/login");
    assertThat(operator("azov").get("/passed").statusCode()).isEqualTo(200);
    assertThat(operator("ministry").get("/passed").statusCode()).isEqualTo(200);
    for (String other : List.of("chamber", "admin")) {
      var refused = operator(other).get("/passed");
      assertThat(refused.statusCode()).isEqualTo(403);
    }
    assertThat(operator("azov").get("/").body()).contains("href=\"/passed\"");
    assertThat(operator("chamber").get("/").body()).doesNotContain("href=\"/passed\"");
  }

  @Test
  void operators_see_the_messages_of_their_own_chat_and_the_ministry_those_of_its_region() {
    pass("zverevo", "Спасибо из Зверева", PassedMessages.Reason.SMALL_TALK);
    pass("gukovo", "Соседи из <b>Гукова</b>", PassedMessages.Reason.AMONG_RESIDENTS);

    assertThat(operator("zverevo").get("/passed").body())
        .contains("Спасибо из Зверева", "Вера Петровна", "Благодарность или приветствие")
        .doesNotContain("Гукова");
    assertThat(operator("ministry").get("/passed").body())
        .contains("Спасибо из Зверева", "Соседи из &lt;b&gt;Гукова&lt;/b&gt;")
        .contains("Разговор жителей между собой", "Зверево", "Гуково");
  }

  @Test
  void a_press_makes_one_appeal_whose_clock_counts_from_the_message() {
    long id = pass("bataysk", "А талонов нет", PassedMessages.Reason.NOT_ADDRESSED);
    var bataysk = operator("bataysk");

    press(bataysk, id);
    var page = bataysk.get("/passed").body();
    assertThat(page).contains("Теперь это обращение №").doesNotContain("А талонов нет");
    var appeal = appeals.get(numberOf(id));
    assertThat(appeal.waitingSince())
        .isEqualTo(at(id))
        .isBefore(Instant.now().minus(59, ChronoUnit.MINUTES));
    assertThat(taskOf(appeal).getName()).isEqualTo("Ответить жителю");

    press(bataysk, id);
    assertThat(bataysk.get("/passed").body()).contains(appeal.number().value());
    assertThat(numberOf(id)).isEqualTo(appeal.number());
  }

  @Test
  void nobody_else_makes_an_appeal_of_it() {
    long id = pass("shakhty", "Не пришёл врач", PassedMessages.Reason.NOT_MARKED);
    var azov = operator("azov");

    press(azov, id);
    assertThat(azov.get("/passed").body()).contains("уже нет");
    assertThat(operator("shakhty").postForm("/passed/" + id + "/appeal", Map.of()).statusCode())
        .as("without a token")
        .isEqualTo(403);
    assertThat(
            operator("chamber")
                .submit("/login", "/passed/" + id + "/appeal", Map.of())
                .statusCode())
        .isEqualTo(403);

    assertThat(operator("shakhty").get("/passed").body()).contains("Не пришёл врач");
  }

  @Test
  void an_appeal_closed_as_none_is_listed_and_can_come_back() {
    var appeal = appeal("donetsk", "Продам гараж");
    tasks.complete(taskOf(appeal).getId(), Map.of("outcome", "notAnAppeal"));
    var donetsk = operator("donetsk");

    assertThat(donetsk.get("/passed").body())
        .contains("Продам гараж", "закрыто как «не обращение»", "Вернуть как обращение");
    String path = "/passed/closed/" + appeal.number() + "/appeal";
    operator("azov").submit("/login", path, Map.of());
    assertThat(donetsk.get("/passed").body()).contains("Продам гараж");

    donetsk.submit("/login", path, Map.of());

    assertThat(donetsk.get("/passed").body())
        .contains("Теперь это обращение № " + appeal.number())
        .doesNotContain("Продам гараж");
    assertThat(taskOf(appeal)).isNotNull();
    donetsk.submit("/login", path, Map.of());
    assertThat(donetsk.get("/passed").body()).contains("уже нет");
  }

  @Test
  void what_is_older_stands_on_further_pages() {
    for (int i = 0; i < 51; i++) {
      pass("salsky", "Сообщение №" + i + ".", PassedMessages.Reason.SMALL_TALK, 100 + i);
    }
    var salsky = operator("salsky");

    var first = salsky.get("/passed").body();
    assertThat(first).contains("Сообщение №0.", "Сообщение №49.").doesNotContain("Сообщение №50.");
    var link = Pattern.compile("href=\"(/passed\\?until=[^\"]+)\"").matcher(first);
    assertThat(link.find()).isTrue();
    assertThat(salsky.get(link.group(1)).body())
        .contains("Сообщение №50.", "К последним")
        .doesNotContain("Сообщение №0.", "Более ранние");
  }

  private void press(Visitor who, long message) {
    // What has left the page has no form on it any more; any page's token will do.
    who.submit("/login", "/passed/" + message + "/appeal", Map.of());
  }

  private long pass(String municipality, String text, PassedMessages.Reason reason) {
    return pass(municipality, text, reason, 60);
  }

  private long pass(
      String municipality, String text, PassedMessages.Reason reason, int minutesAgo) {
    String id = Long.toString(ids.incrementAndGet());
    passed.keep(
        new Incoming.Message(
            new ChatRef("telegram", "-100" + municipality),
            false,
            new Sender(id, "Вера Петровна", Sender.Kind.PERSON),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(minutesAgo, ChronoUnit.MINUTES),
            id,
            text,
            List.of(),
            null,
            false,
            null),
        directory.municipality(municipality),
        reason);
    return jdbc.sql("select id from passed_message where message_id = ?")
        .param(id)
        .query(Long.class)
        .single();
  }

  private AppealNumber numberOf(long id) {
    return AppealNumber.of(
        jdbc.sql("select appeal_number from passed_message where id = ?")
            .param(id)
            .query(String.class)
            .single());
  }

  private Instant at(long id) {
    return jdbc.sql("select at from passed_message where id = ?")
        .param(id)
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .single();
  }
}
