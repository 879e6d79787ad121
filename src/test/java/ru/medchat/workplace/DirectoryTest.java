package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class DirectoryTest extends WorkplaceTest {

  private static final String HOSPITAL = "/directory/ORGANISATION/org-kagalnitsky";
  private static final String OF_ANOTHER_REGION = "/directory/ORGANISATION/ministry-93";
  private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"(\\d+)\"");

  @Autowired IdentityService identity;
  @Autowired AuthorizationService authorizations;

  @AfterEach
  void the_directory_is_as_before() {
    jdbc.sql(
            """
            update organisation set phone = null, address = null, mail = loaded ->> 'mail'
             where id = 'org-kagalnitsky'
            """)
        .update();
    jdbc.sql("delete from directory_change where entry_id = 'org-kagalnitsky'").update();
    jdbc.sql("delete from organisation where region_code = '93'").update();
    jdbc.sql("delete from region where code = '93'").update();
  }

  @Test
  void everybody_who_works_here_sees_the_region_and_nobody_else() {
    assertThat(anybody().get("/directory").statusCode()).isEqualTo(302);
    for (String user : new String[] {"admin", "ministry", "chamber", "azov"}) {
      assertThat(operator(user).get("/directory").body())
          .as(user)
          .contains("Ростовская область", "Областной диагностический центр", "Кагальницкий район")
          .contains("/directory/ORGANISATION/polyclinic-taganrog");
    }
    assertThat(operator("azov").get(HOSPITAL).body()).doesNotContain("Сохранить");
    assertThat(operator("azov").get("/directory").body()).doesNotContain("Добавить организацию");
  }

  @Test
  void another_region_is_shown_to_administrators_only() {
    anotherRegion();

    assertThat(operator("admin").get("/directory?region=93").body()).contains("Иная область");
    assertThat(operator("admin").get(OF_ANOTHER_REGION).statusCode()).isEqualTo(200);
    for (String user : new String[] {"ministry", "chamber", "azov"}) {
      assertThat(operator(user).get("/directory?region=93").statusCode()).isEqualTo(403);
      assertThat(operator(user).get(OF_ANOTHER_REGION).statusCode()).isEqualTo(403);
      assertThat(operator(user).get("/directory").body()).doesNotContain("Иная область");
    }
    assertThat(saves("ministry", OF_ANOTHER_REGION, Map.of("PHONE", "112")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void the_ministry_changes_contacts_and_nothing_else() {
    assertThat(saves("ministry", HOSPITAL, Map.of("PHONE", "+7 86345 00-00-00")).statusCode())
        .isEqualTo(302);

    assertThat(operator("azov").get(HOSPITAL).body())
        .contains("+7 86345 00-00-00", "Телефон", "ministry", "В файле иначе");
    assertThat(saves("ministry", HOSPITAL, Map.of("NAME", "Иначе")).statusCode()).isEqualTo(403);
    assertThat(saves("ministry", HOSPITAL, Map.of("ACTIVE", "false")).statusCode()).isEqualTo(403);
    assertThat(saves("ministry", HOSPITAL, Map.of("NAME", "Иначе", "PHONE", "112")).statusCode())
        .isEqualTo(403);
    assertThat(directory.organisation("org-kagalnitsky").name()).doesNotContain("Иначе");
  }

  @ParameterizedTest
  @CsvSource({"azov", "kagalnitsky", "chamber"})
  void operators_and_the_chamber_change_nothing(String user) {
    assertThat(saves(user, HOSPITAL, Map.of("PHONE", "112")).statusCode()).isEqualTo(403);
    var taking = operator(user).submit("/login", HOSPITAL + "/file", Map.of("field", "PHONE"));
    assertThat(taking.statusCode()).isEqualTo(403);
    var adding =
        operator(user)
            .submit(
                "/login",
                "/directory/organisations",
                Map.of("region", "61", "id", "mine", "NAME", "Моя"));
    assertThat(adding.statusCode()).isEqualTo(403);
    assertThat(directory.findOrganisation("mine")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAIL         | почта       | Почта: «почта» не подходит: нужен один адрес",
        "MAIL         | a@b.ru,c@d.ru | нужен один адрес",
        "PHONE        | позвоните   | Телефон: «позвоните» не подходит",
        "SITE         | javascript:alert(1) | Сайт",
        "NAME         | ' '         | Название: нужно заполнить",
        "MUNICIPALITY | atlantis    | Муниципалитет: такого в этом регионе нет"
      })
  void what_can_not_be_is_refused_in_words_and_changes_nothing(
      String field, String value, String words) {
    var fields = new HashMap<String, String>(Map.of("ADDRESS", "Новая улица, 1"));
    fields.put(field, value);

    var refused = saves("admin", HOSPITAL, fields);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains(words, "Новая улица, 1");
    assertThat(operator("admin").get(HOSPITAL).body()).doesNotContain("Новая улица, 1");
  }

  @Test
  void two_at_once_do_not_undo_each_other() {
    String seen = version(operator("admin"), HOSPITAL);
    saves("ministry", HOSPITAL, Map.of("PHONE", "112"));

    var late =
        operator("admin")
            .submit(HOSPITAL, HOSPITAL, Map.of("version", seen, "PHONE", "103", "ADDRESS", "Там"));

    assertThat(late.statusCode()).isEqualTo(422);
    assertThat(late.body()).contains("тем временем изменили");
    assertThat(operator("admin").get(HOSPITAL).body()).contains("value=\"112\"");
  }

  @Test
  void what_the_file_says_is_taken_back_with_one_click() {
    saves("admin", HOSPITAL, Map.of("MAIL", "other@medchat.invalid"));
    assertThat(operator("admin").get("/directory").body()).contains("В файле иначе", "почта");

    var taken = operator("admin").submit(HOSPITAL, HOSPITAL + "/file", Map.of("field", "MAIL"));

    assertThat(taken.statusCode()).isEqualTo(302);
    assertThat(directory.organisation("org-kagalnitsky").mail())
        .isEqualTo("kagalnitsky@medchat.invalid");
  }

  @Test
  void the_ministry_of_a_region_can_not_be_switched_off() {
    var refused = saves("admin", "/directory/ORGANISATION/ministry-61", Map.of("ACTIVE", "false"));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(directory.organisation("ministry-61").active()).isTrue();
  }

  @Test
  void an_organisation_added_later_has_its_group_and_may_work_at_once() {
    var added =
        operator("admin")
            .submit(
                "/directory",
                "/directory/organisations",
                Map.of(
                    "region",
                    "61",
                    "id",
                    "late-clinic",
                    "NAME",
                    "Поздняя <клиника>",
                    "MUNICIPALITY",
                    "kagalnitsky",
                    "MAIL",
                    "late@medchat.invalid"));

    assertThat(added.statusCode()).isEqualTo(302);
    assertThat(operator("admin").get("/directory").body()).contains("Поздняя &lt;клиника&gt;");
    assertThat(identity.createGroupQuery().groupId("late-clinic").count()).isEqualTo(1);
    for (var resource :
        new Resources[] {Resources.APPLICATION, Resources.PROCESS_DEFINITION, Resources.FILTER}) {
      assertThat(
              authorizations
                  .createAuthorizationQuery()
                  .groupIdIn("late-clinic")
                  .resourceType(resource)
                  .count())
          .as(resource.name())
          .isPositive();
    }
    assertThat(operator("late-clinic").get("/directory").statusCode()).isEqualTo(200);

    var again =
        operator("admin")
            .submit(
                "/directory",
                "/directory/organisations",
                Map.of("region", "61", "id", "late-clinic", "NAME", "Другая"));
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).contains("уже занят");
    var dangerous =
        operator("admin")
            .submit(
                "/directory",
                "/directory/organisations",
                Map.of("region", "61", "id", "camunda-admin", "NAME", "Другая"));
    assertThat(dangerous.statusCode()).isEqualTo(422);
  }

  @Test
  void an_operator_says_what_the_appeal_is_about_and_who_answers_stays() {
    var appeal = appeal("kagalnitsky", "Нет талонов к терапевту");
    String task = "/workplace/tasks/" + taskOf(appeal).getId();
    var operator = operator("kagalnitsky");
    var before = Visitor.json(operator.get(task));
    assertThat(before.path("categoryCode").asText()).isEqualTo("APPT_GP");
    assertThat(before.path("norm").asText()).isEqualTo("24 часа");
    assertThat(before.path("categories").findValuesAsText("id"))
        .contains("DIAG_CT", "AMB", "OFFTOPIC")
        .doesNotContain("EMERGENCY");

    var answer = operator.put(task + "/category", Map.of("category", "DIAG_CT"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Visitor.json(answer).path("category").asText()).isEqualTo("КТ, МРТ, ангиография");
    assertThat(Visitor.json(answer).path("history").findValuesAsText("line"))
        .last()
        .asString()
        .isEqualTo("Тема: КТ, МРТ, ангиография. Указал(а) Оператор (Кагальницкий район)");
    assertThat(runtime.getVariable(taskOf(appeal).getExecutionId(), "category"))
        .isEqualTo("DIAG_CT");
    assertThat(runtime.getVariable(taskOf(appeal).getExecutionId(), "organisation"))
        .isEqualTo("org-kagalnitsky");
    for (String wrong : new String[] {"EMERGENCY", "NONSENSE", ""}) {
      assertThat(operator.put(task + "/category", Map.of("category", wrong)).statusCode())
          .isEqualTo(422);
    }
    assertThat(operator("azov").put(task + "/category", Map.of("category", "DIAG")).statusCode())
        .isEqualTo(404);
  }

  private void anotherRegion() {
    jdbc.sql("insert into region (code, name) values ('93', 'Иная область')").update();
    jdbc.sql(
            """
            insert into organisation (id, region_code, kind, name)
            values ('ministry-93', '93', 'MINISTRY', 'Иное министерство')
            """)
        .update();
  }

  private HttpResponse<String> saves(String user, String path, Map<String, String> fields) {
    var visitor = operator(user);
    var all = new HashMap<>(fields);
    all.put("version", version(operator("admin"), path));
    return visitor.submit("/login", path, all);
  }

  private static String version(Visitor visitor, String path) {
    var found = VERSION.matcher(visitor.get(path).body());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}
