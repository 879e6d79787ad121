package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Edits;
import ru.medchat.channel.Attachment;
import ru.medchat.channel.ChatRef;
import ru.medchat.channel.Incoming;
import ru.medchat.channel.Sender;

/** What operators see and hear of what residents send. */
class MediaTest extends WorkplaceTest {

  @Autowired Edits edits;

  @Test
  void a_video_is_sent_as_a_whole_or_in_the_parts_a_player_asks_for() {
    var appeal = appeal("azov", "Смотрите");
    byte[] bytes = new byte[700_000];
    new Random(1).nextBytes(bytes);
    long id = storedFile(appeal, Attachment.Kind.VIDEO, bytes, "video/mp4", "Очередь.mp4");
    var azov = operator("azov");
    String url = "/workplace/tasks/%s/files/%d".formatted(taskOf(appeal).getId(), id);

    var whole = azov.getBytes(url);
    var part = azov.getBytes(url, Map.of("Range", "bytes=500000-600000"));
    var end = azov.getBytes(url, Map.of("Range", "bytes=-3"));

    assertThat(whole.body()).isEqualTo(bytes);
    assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(700_000);
    assertThat(whole.headers().firstValue("Accept-Ranges")).hasValue("bytes");
    assertThat(whole.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 500000-600000/700000");
    assertThat(part.body()).isEqualTo(java.util.Arrays.copyOfRange(bytes, 500_000, 600_001));
    assertThat(end.body()).isEqualTo(java.util.Arrays.copyOfRange(bytes, 699_997, 700_000));
    assertThat(azov.getBytes(url, Map.of("Range", "bytes=700000-")).statusCode()).isEqualTo(416);
    assertThat(operator("taganrog").get(url).statusCode()).isEqualTo(404);
    assertThat(anybody().get(url).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, attachment",
    "image/svg+xml, attachment",
    "application/pdf, attachment",
    "no type at all, attachment",
    "video/quicktime, attachment",
    "video/mp4, inline",
    "audio/ogg, inline",
    "image/jpeg, inline"
  })
  void only_what_can_do_no_harm_is_opened_in_place(String type, String disposition) {
    var appeal = appeal("azov", "Файл");
    long id = storedFile(appeal, Attachment.Kind.DOCUMENT, new byte[] {1}, type, "справка.x");

    var answer =
        operator("azov").get("/workplace/tasks/%s/files/%d".formatted(taskOf(appeal).getId(), id));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith(disposition);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .isEqualTo("default-src 'none'; sandbox");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void what_can_not_be_had_is_named_with_its_size_and_a_way_to_the_message() {
    var video =
        new Attachment(Attachment.Kind.VIDEO, "big", "big", "Очередь.mp4", null, 35_651_584L);
    var appeal = appeal("azov", "", video);
    jdbc.sql("update file set state = 'TOO_BIG' where unique_id = 'big'").update();

    var said = conversation(appeal).path(0);

    assertThat(said.at("/files/0/name").asText()).isEqualTo("Очередь.mp4");
    assertThat(said.at("/files/0/size").asText()).isEqualTo("34 МБ");
    assertThat(said.at("/files/0/state").asText()).isEqualTo("TOO_BIG");
    assertThat(said.path("link").asText())
        .matches("https://t\\.me/c/" + appeal.residentId() + "/\\d+");
  }

  @Test
  void a_changed_message_shows_what_it_says_now_and_what_it_said() {
    var appeal = appeal("azov", "Нет инсулна");
    String message =
        jdbc.sql("select message_id from message where appeal_number = ? and author = 'RESIDENT'")
            .param(appeal.number().value())
            .query(String.class)
            .single();
    var now =
        new Incoming.Message(
            new ChatRef("telegram", appeal.chat().id()),
            false,
            new Sender(appeal.residentId(), "Вера Петровна", Sender.Kind.PERSON),
            Instant.now(),
            message,
            "Нет инсулина",
            List.of(),
            null,
            false,
            null);
    edits.take(new Incoming.Edit(now, Instant.now().plusSeconds(60)));

    var said = conversation(appeal).path(0);

    assertThat(said.path("text").asText()).isEqualTo("Нет инсулина");
    assertThat(said.at("/edited/words").asText()).isNotEmpty();
    assertThat(said.at("/earlier/0/text").asText()).isEqualTo("Нет инсулна");
    assertThat(said.at("/earlier/0/at/words").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"812, 812 Б", "2048, 2 КБ", "1048576, 1 МБ", "1572864, '1,5 МБ'", ", ''"})
  void sizes_are_said_as_people_say_them(Long bytes, String words) {
    assertThat(TalkViews.size(bytes)).isEqualTo(words);
  }

  private JsonNode conversation(Appeal appeal) {
    return Visitor.json(operator("azov").get("/workplace/tasks/" + taskOf(appeal).getId()))
        .path("conversation");
  }
}
