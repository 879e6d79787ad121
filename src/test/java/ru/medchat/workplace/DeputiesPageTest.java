package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.directory.Staff;

/** «Замещение»: who may note whose absence, and what the page says. */
class DeputiesPageTest extends WorkplaceTest {

  private static final String PAGE = "/deputies";
  private static final String OF_GUKOVO = "/deputies?organisation=org-gukovo";
  private static final String GUKOVO = "/deputies/org-gukovo";

  @Autowired private Staff staff;
  @Autowired private AccountStates states;

  @BeforeEach
  void everybody_is_there() {
    jdbc.sql("delete from absence").update();
  }

  @Test
  void a_person_notes_their_own_absence_and_the_task_is_with_the_deputy_at_once() {
    var task = taskOf(appeal("gukovo", "Нет талонов"));
    var gukovo = operator("gukovo");
    gukovo.put("/workplace/tasks/" + task.getId() + "/draft", Map.of("text", "Пишу"));

    var answer = gukovo.submit(PAGE, GUKOVO, absence("gukovo", "gukovo2"));

    assertThat(Visitor.location(answer)).endsWith("/deputies?organisation=org-gukovo");
    assertThat(gukovo.get(OF_GUKOVO).body())
        .contains("Отмечено.", "Второй оператор (Гуково)", "сейчас", "Снова на работе");
    assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee())
        .isEqualTo("gukovo2");
    assertThat(
            Visitor.json(operator("gukovo2").get("/workplace/tasks/" + task.getId()))
                .path("history")
                .toString())
        .contains("Оператор (Гуково) отсутствует до", "передана: Второй оператор (Гуково)");

    long id = jdbc.sql("select id from absence").query(Long.class).single();
    gukovo.submit(PAGE, GUKOVO + "/" + id + "/end", Map.of());
    assertThat(gukovo.get(OF_GUKOVO).body()).contains("Отсутствие завершено.", "Все на месте.");
  }

  @Test
  void colleagues_and_administrators_note_it_too_and_nobody_else() {
    operator("gukovo2").submit(PAGE, GUKOVO, absence("gukovo", ""));
    assertThat(noted()).containsExactly("gukovo null gukovo2");
    jdbc.sql("delete from absence").update();

    operator("admin").submit(PAGE, GUKOVO, absence("gukovo", "gukovo2"));
    assertThat(noted()).containsExactly("gukovo gukovo2 admin");
    jdbc.sql("delete from absence").update();

    var azov = operator("azov");
    assertThat(azov.get(OF_GUKOVO).statusCode()).isEqualTo(403);
    assertThat(azov.submit(PAGE, GUKOVO, absence("gukovo", "")).statusCode()).isEqualTo(403);
    azov.submit(PAGE, "/deputies/org-azov", absence("gukovo", ""));
    assertThat(azov.get(PAGE + "?organisation=org-azov").body())
        .contains("Отсутствие отмечают у людей своей организации.");
    assertThat(azov.postForm("/deputies/org-azov", absence("azov", "")).statusCode())
        .as("without the page's token")
        .isEqualTo(403);
    assertThat(anybody().get(PAGE).statusCode()).isEqualTo(302);
    assertThat(noted()).isEmpty();
  }

  @Test
  void what_cannot_be_is_refused_in_words_and_changes_nothing() {
    var gukovo = operator("gukovo");
    gukovo.submit(PAGE, GUKOVO, absence("gukovo", "gukovo2"));
    assertThat(gukovo.get(OF_GUKOVO).body()).contains("Отмечено.");

    gukovo.submit(PAGE, GUKOVO, absence("gukovo2", "gukovo"));
    assertThat(gukovo.get(OF_GUKOVO).body()).contains("Получится круг: Оператор (Гуково)");
    gukovo.submit(PAGE, GUKOVO, Map.of("account", "gukovo2", "from", "завтра", "back", ""));
    assertThat(gukovo.get(OF_GUKOVO).body()).contains("Укажите оба дня");

    assertThat(noted()).containsExactly("gukovo gukovo2 gukovo");
  }

  @Test
  void who_may_not_log_in_any_more_stands_in_for_nobody() {
    var gukovo = operator("gukovo");
    states.deactivate("gukovo2", "admin");
    try {
      assertThat(gukovo.get(OF_GUKOVO).body()).doesNotContain("Второй оператор (Гуково)");

      gukovo.submit(PAGE, GUKOVO, absence("gukovo", "gukovo2"));

      assertThat(gukovo.get(OF_GUKOVO).body()).contains("только человек той же организации");
      assertThat(noted()).isEmpty();
    } finally {
      states.activate("gukovo2", "admin");
    }
  }

  @Test
  void a_representative_is_told_apart_by_an_account_of_the_same_organisation() {
    staff.link("telegram", "770001", "Ирина К.", "org-gukovo");
    var gukovo = operator("gukovo");
    assertThat(gukovo.get(OF_GUKOVO).body()).contains("Кто есть кто в мессенджере", "Ирина К.");

    gukovo.submit(PAGE, GUKOVO + "/linked", linked("azov"));
    assertThat(accountOfIrina()).isEmpty();
    operator("azov").submit(PAGE, "/deputies/org-azov/linked", linked("azov"));
    assertThat(accountOfIrina()).isEmpty();

    gukovo.submit(PAGE, GUKOVO + "/linked", linked("gukovo2"));
    assertThat(accountOfIrina()).containsExactly("gukovo2");
    staff.link("telegram", "770001", "Ирина К.", "org-azov");
    assertThat(accountOfIrina()).as("now of another organisation").isEmpty();
  }

  private List<String> accountOfIrina() {
    return jdbc.sql("select account from staff where user_id = '770001' and account is not null")
        .query(String.class)
        .list();
  }

  private static Map<String, String> linked(String account) {
    return Map.of("channel", "telegram", "user", "770001", "account", account);
  }

  private static Map<String, String> absence(String account, String deputy) {
    var today = LocalDate.now(ZoneId.of("Europe/Moscow"));
    return Map.of(
        "account",
        account,
        "deputy",
        deputy,
        "from",
        today.toString(),
        "back",
        today.plusDays(3).toString());
  }

  private List<String> noted() {
    return jdbc.sql(
            "select account || ' ' || coalesce(deputy, 'null') || ' ' || noted_by from absence")
        .query(String.class)
        .list();
  }
}
