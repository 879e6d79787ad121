package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import ru.medchat.appeal.Appeal;

/** What a resident wrote before, for those whose business it was. */
class EarlierAppealsTest extends WorkplaceTest {

  @Test
  void an_organisation_sees_what_it_was_asked_before_and_what_came_of_it() {
    var before = closed(appeal("donetsk", "Нет талонов к терапевту"));
    jdbc.sql("insert into rating (appeal_number, stars, at) values (?, 4, now())")
        .param(before.number().value())
        .update();
    long file = storedFile(before, new byte[] {1, 2, 3}, "image/png", "talon.png");
    var now = more(before, "Снова нет талонов");
    assertThat(now.number()).isNotEqualTo(before.number());
    var donetsk = operator("donetsk");

    var view = Visitor.json(donetsk.get(path(now)));
    assertThat(view.path("earlier")).hasSize(1);
    assertThat(view.at("/earlier/0/number").asText()).isEqualTo(before.number().value());
    assertThat(view.at("/earlier/0/category").asText()).isEqualTo("Запись к терапевту, педиатру");
    assertThat(view.at("/earlier/0/outcome").asText()).isEqualTo("не обращение");
    assertThat(view.at("/earlier/0/rating").asText()).isEqualTo("оценка 4 из 5");

    String earlier = path(now) + "/earlier/" + before.number();
    var said = Visitor.json(donetsk.get(earlier));
    assertThat(said.at("/0/text").asText()).isEqualTo("Нет талонов к терапевту");
    String url = said.at("/0/files/0/url").asText();
    assertThat(url).isEqualTo(earlier + "/files/" + file);
    assertThat(donetsk.getBytes(url).body()).containsExactly(1, 2, 3);
  }

  @Test
  void another_organisation_does_not_and_the_ministry_of_the_region_does() {
    var before = appeal("donetsk", "Нет талонов");
    taskOf(before);
    long file = storedFile(before, new byte[] {1}, "image/png", "talon.png");
    var now = elsewhere("zverevo", before, "И здесь нет");
    var zverevo = operator("zverevo");
    String earlier = path(now) + "/earlier/" + before.number();

    assertThat(Visitor.json(zverevo.get(path(now))).path("earlier")).isEmpty();
    assertThat(zverevo.get(earlier).statusCode()).isEqualTo(404);
    assertThat(zverevo.get(earlier + "/files/" + file).statusCode()).isEqualTo(404);
    assertThat(operator("donetsk").get(earlier).statusCode())
        .as("no task of theirs")
        .isEqualTo(404);

    fires("AnswerLimit", now);
    String control = "/workplace/tasks/" + task(now, "TakeUnderControl").getId();
    var ministry = operator("ministry");
    assertThat(Visitor.json(ministry.get(control)).at("/earlier/0/outcome").asText())
        .isEqualTo("ждёт ответа");
    assertThat(ministry.get(control + "/earlier/" + before.number()).statusCode()).isEqualTo(200);
  }

  @Test
  void the_chamber_sees_none_and_nobody_an_appeal_of_somebody_else() {
    var before = closed(appeal("donetsk", "Нет талонов"));
    var now = more(before, "Снова нет");
    var strangers = appeal("donetsk", "Совсем другой человек");
    fires("AnswerLimit", now);
    fires("ControlLimit", now);
    String chamber = "/workplace/tasks/" + task(now, "PublicControl").getId();

    assertThat(Visitor.json(operator("chamber").get(chamber)).path("earlier")).isEmpty();
    assertThat(operator("chamber").get(chamber + "/earlier/" + before.number()).statusCode())
        .isEqualTo(404);
    var donetsk = operator("donetsk");
    assertThat(donetsk.get(path(now) + "/earlier/" + strangers.number()).statusCode())
        .isEqualTo(404);
    assertThat(donetsk.get(path(now) + "/earlier/nonsense").statusCode()).isEqualTo(404);
  }

  @Test
  void who_wrote_in_private_without_a_name_is_not_known_by_what_they_wrote_in_a_group() {
    var unnamed = closed(appeal("donetsk", "Не хочу называться"));
    jdbc.sql("update appeal set in_private = true, resident_name = 'Житель' where number = ?")
        .param(unnamed.number().value())
        .update();
    var named = more(unnamed, "Нет талонов");
    var donetsk = operator("donetsk");

    assertThat(Visitor.json(donetsk.get(path(named))).path("earlier")).isEmpty();
    assertThat(donetsk.get(path(named) + "/earlier/" + unnamed.number()).statusCode())
        .isEqualTo(404);
  }

  private String path(Appeal appeal) {
    return "/workplace/tasks/" + taskOf(appeal).getId();
  }
}
