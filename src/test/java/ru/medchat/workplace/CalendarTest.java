package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.Appeal;
import ru.medchat.directory.Calendars;
import ru.medchat.worktime.WorkingCalendar;
import ru.medchat.worktime.WorkingTime;

/** Each test changes the calendar of a municipality of its own, where nobody else has appeals. */
class CalendarTest extends WorkplaceTest {

  private static final String CHANGES = "/workplace/calendar/changes";
  private static final Map<String, String> AS_A_BROWSER = Map.of("Accept", "text/html");
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  @Autowired private Calendars calendars;

  @AfterEach
  void forgetChanges() {
    jdbc.sql("truncate calendar_move, calendar_change").update();
  }

  @Test
  void operators_stay_outside() {
    var azov = operator("azov");

    var page = azov.get("/calendar", AS_A_BROWSER);
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body()).contains("Календарь меняют только").doesNotContain("Подтвердить");
    assertThat(azov.get("/calendar/preview?where=COUNTRY:ru", AS_A_BROWSER).statusCode())
        .isEqualTo(403);
    assertThat(azov.submit("/login", "/calendar", form("azov", tomorrow())).statusCode())
        .isEqualTo(403);
    assertThat(azov.get("/").body()).doesNotContain("/calendar");

    var list = azov.get(CHANGES);
    assertThat(list.statusCode()).isEqualTo(403);
    assertThat(detail(list)).isEqualTo("Календарь меняют только администраторы.");
    assertThat(azov.post(CHANGES + "?preview=false", closed("azov", tomorrow())).statusCode())
        .isEqualTo(403);
    assertThat(
            anybody()
                .postAs("azov", "demo", CHANGES + "?preview=false", closed("azov", tomorrow()))
                .statusCode())
        .isEqualTo(403);
    assertThat(changes()).isZero();
  }

  @Test
  void who_has_not_logged_in_is_asked_to() {
    var page = anybody().get("/calendar", AS_A_BROWSER);
    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(Visitor.location(page)).endsWith("/login");
    assertThat(anybody().get(CHANGES).statusCode()).isEqualTo(401);
    assertThat(anybody().getAs("gukovo", "wrong", CHANGES).statusCode()).isEqualTo(401);
  }

  @Test
  void nothing_is_changed_without_our_token() {
    var admin = operator("admin");

    assertThat(admin.postForm("/calendar", form("azov", tomorrow())).statusCode()).isEqualTo(403);
    assertThat(changes()).isZero();
  }

  @Test
  void administrators_find_it_on_the_start_page() {
    var admin = operator("admin");

    assertThat(admin.get("/").body()).contains("href=\"/calendar\"");
    assertThat(admin.get("/calendar").body())
        .contains("Вся Россия", "Ростовская область", "Таганрог", "Исключений пока не было")
        .contains("MUNICIPALITY:taganrog");
  }

  @Test
  void groups_can_be_chosen() {
    jdbc.sql("insert into chat values ('telegram', '-1009', 'azov', 'Медчат Азова')").update();
    var wish = new HashMap<String, String>(form("azov", tomorrow()));
    wish.put("where", "CHAT:telegram/-1009");

    assertThat(operator("admin").get("/calendar").body()).contains("Медчат Азова");
    assertThat(preview(wish)).contains("Медчат Азова", "Ни один срок не сдвинется.");
    jdbc.sql("delete from chat where chat_id = '-1009'").update();
  }

  @Test
  void a_preview_tells_what_would_move_and_moves_nothing() {
    var appeal = appeal("sholokhovsky", "Нет талонов к терапевту");
    var task = taskOf(appeal);

    var page = preview(form("sholokhovsky", dateOf(task)));

    assertThat(page)
        .contains(
            "Шолоховский район", "закрыто", "Причина: Санитарный день", "Подтвердить", "Отменить")
        .contains("в 1 открытом обращении", "Позже — самое большее на");
    var numbers =
        Visitor.json(operator("admin").post(CHANGES, closed("sholokhovsky", dateOf(task))));
    assertThat(numbers.get("appeals").asInt()).isEqualTo(1);
    assertThat(numbers.get("limits").asInt()).isPositive();
    assertThat(numbers.get("earliest").isNull()).isTrue();
    assertThat(Duration.parse(numbers.get("latest").asText())).isPositive();
    assertThat(changes()).isZero();
    assertThat(due(task)).isEqualTo(task.getDueDate().toInstant());
  }

  @Test
  void a_confirmed_change_moves_the_open_limit_and_its_timer_from_the_same_start() {
    var appeal = appeal("volgodonsk", "Нет талонов к терапевту");
    var task = taskOf(appeal);
    var before = task.getDueDate().toInstant();
    var date = dateOf(task);

    var wish = form("volgodonsk", date);
    var made =
        operator("admin").submit("/calendar/preview?" + Visitor.encoded(wish), "/calendar", wish);

    assertThat(made.statusCode()).isEqualTo(302);
    assertThat(Visitor.location(made)).endsWith("/calendar?made");
    var change = Visitor.json(operator("admin").get(CHANGES)).get(0);
    assertThat(change.get("place").asText()).isEqualTo("volgodonsk");
    assertThat(change.get("date").asText()).isEqualTo(date.toString());
    assertThat(change.get("hours").asText()).isEqualTo("закрыто");
    assertThat(change.get("reason").asText()).isEqualTo("Санитарный день");
    assertThat(change.get("changedBy").asText()).isEqualTo("admin");
    assertThat(Instant.parse(change.get("changedAt").asText()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(change.get("movedAt").isNull()).isTrue();
    var page = operator("admin").get("/calendar").body();
    assertThat(page).contains("Санитарный день", "сдвигаются…", "admin", "Волгодонск");

    var due = calendarOf(appeal).after(waitingSince(appeal), WorkingTime.parse("PT2H"));
    assertThat(due).isAfter(before);
    assertThat(due.atZone(MOSCOW).toLocalDate()).isAfter(date);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(due(task)).isEqualTo(due));
    assertThat(timerOf(task)).isEqualTo(due);
    assertThat(traceOf(task)).contains("Санитарный день");
  }

  @Test
  void a_program_makes_a_change_and_takes_it_back() {
    var appeal = appeal("gukovo", "Нет талонов к терапевту");
    var task = taskOf(appeal);
    var before = task.getDueDate().toInstant();
    var wish = closed("gukovo", dateOf(task));

    var made = anybody().postAs("admin", "demo", CHANGES + "?preview=false", wish);
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(Visitor.json(made).get("hours").asText()).isEqualTo("закрыто");
    await().atMost(Duration.ofSeconds(20)).until(() -> !due(task).equals(before));

    wish.put("hours", null);
    wish.put("reason", "Ошибка");
    var preview = Visitor.json(anybody().postAs("admin", "demo", CHANGES, wish));
    assertThat(Duration.parse(preview.get("earliest").asText())).isNegative();
    assertThat(preview.get("latest").isNull()).isTrue();
    anybody().postAs("admin", "demo", CHANGES + "?preview=false", wish);

    await().atMost(Duration.ofSeconds(20)).until(() -> due(task).equals(before));
    assertThat(timerOf(task)).isEqualTo(before);
    assertThat(operator("admin").get("/calendar").body()).contains("как обычно", "заменено позже");
  }

  @Test
  void hours_that_were_left_out_take_no_exception_away() {
    var wish = closed("azov", tomorrow());
    wish.remove("hours");

    var answer = operator("admin").post(CHANGES + "?preview=false", wish);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(changes()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "level  | PLANET      | Уровень «PLANET»: нужно COUNTRY, REGION, MUNICIPALITY или CHAT",
        "place  | atlantis    | «atlantis»: такого места нет в справочнике",
        "place  | ''          | «»: такого места нет в справочнике",
        "hours  | 20:00-8:00  | интервал 20:00-8:00: заканчивается раньше, чем начинается",
        "hours  | 25:00-26:00 | «25:00-26:00»: не интервал времени",
        "hours  | 8:00-12:00, 11:00-13:00 | 8:00-12:00 и 11:00-13:00: пересекаются",
        "hours  | ''          | «»: не интервал времени",
        "date   | 2020-02-03  | Азов: дата 03.02.2020 уже прошла",
        "date   | 2031-02-03  | Азов: дата 03.02.2031: рабочий календарь известен только до конца",
        "date   | 2027-02-30  | Дата «2027-02-30»: такой нет",
        "date   | завтра      | Дата «завтра»: такой нет; нужно, например, 31.12.2026",
        "date   |             | Дата: не указана",
        "reason | ' '         | Азов: не указана причина",
        "reason |             | Азов: не указана причина"
      })
  void bad_input_is_named_and_changes_nothing(
      String field, @Nullable String value, String message) {
    var wish = closed("azov", tomorrow());
    wish.put(field, value);

    for (String preview : new String[] {"true", "false"}) {
      var answer = operator("admin").post(CHANGES + "?preview=" + preview, wish);
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/problem+json");
      assertThat(detail(answer)).contains(message);
    }
    assertThat(changes()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "where  | MUNICIPALITY:atlantis | «atlantis»: такого места нет в справочнике",
        "where  | COUNTRY:su  | «su»: такого места нет в справочнике",
        "where  | ''          | Где: выберите место",
        "hours  | 20:00-8:00  | интервал 20:00-8:00: заканчивается раньше, чем начинается",
        "hours  | ''          | Часы: не указаны",
        "kind   | ''          | Как работает чат: выберите",
        "date   | 2020-02-03  | Азов: дата 03.02.2020 уже прошла",
        "date   | 31.02.2027  | Дата «31.02.2027»: такой нет",
        "reason | ''          | Азов: не указана причина"
      })
  void a_form_filled_in_wrongly_says_why_and_keeps_what_was_typed(
      String field, String value, String message) {
    var wish = new HashMap<>(form("azov", tomorrow()));
    wish.put("kind", "hours");
    wish.put("hours", "8:15-13:45");
    wish.put(field, value);
    var admin = operator("admin");

    var previewed = admin.get("/calendar/preview?" + Visitor.encoded(wish), AS_A_BROWSER);
    var confirmed = admin.submit("/calendar/preview?" + good(), "/calendar", wish);

    for (var page : List.of(previewed, confirmed)) {
      assertThat(page.statusCode()).isEqualTo(422);
      assertThat(page.body()).contains(message).doesNotContain("Подтвердить");
      wish.forEach(
          (name, typed) -> {
            if (!typed.isEmpty() && !name.equals("where")) {
              assertThat(page.body()).contains("value=\"" + typed + "\"");
            }
          });
    }
    assertThat(changes()).isZero();
  }

  @Test
  void a_reason_that_is_too_long_is_refused() {
    var wish = closed("azov", tomorrow());
    wish.put("reason", "а".repeat(301));

    assertThat(detail(operator("admin").post(CHANGES, wish)))
        .isEqualTo("Причина: слишком длинная: знаков 301, а помещается 300");
  }

  @Test
  void the_operators_form_tells_how_the_limit_was_counted() {
    var appeal = appeal("donetsk", "Нет талонов к терапевту");
    var task = taskOf(appeal);

    var limit = Visitor.json(operator("donetsk").get("/workplace/tasks/" + task.getId()));

    var expected =
        calendarOf(appeal).explain(waitingSince(appeal), task.getDueDate().toInstant()).lines();
    var trace = limit.at("/limit/trace");
    assertThat(trace).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(trace.get(i).asText()).isEqualTo(expected.get(i).text());
    }
  }

  private String preview(Map<String, String> wish) {
    var page = operator("admin").get("/calendar/preview?" + Visitor.encoded(wish), AS_A_BROWSER);
    assertThat(page.statusCode()).isEqualTo(200);
    return page.body();
  }

  private String good() {
    return Visitor.encoded(form("azov", tomorrow()));
  }

  private static Map<String, String> form(String municipality, LocalDate date) {
    return Map.of(
        "where", "MUNICIPALITY:" + municipality,
        "date", date.toString(),
        "kind", "closed",
        "hours", "",
        "reason", "Санитарный день");
  }

  private static Map<String, Object> closed(String municipality, LocalDate date) {
    return new HashMap<>(
        Map.of(
            "level", "MUNICIPALITY",
            "place", municipality,
            "date", date.toString(),
            "hours", "закрыто",
            "reason", "Санитарный день"));
  }

  private static LocalDate tomorrow() {
    return LocalDate.now(MOSCOW).plusDays(1);
  }

  private static LocalDate dateOf(Task task) {
    return task.getDueDate().toInstant().atZone(MOSCOW).toLocalDate();
  }

  private long changes() {
    return jdbc.sql("select count(*) from calendar_change").query(Long.class).single();
  }

  private WorkingCalendar calendarOf(Appeal appeal) {
    return calendars.of(appeal.municipalityId(), appeal.calendarChat());
  }

  private static Instant waitingSince(Appeal appeal) {
    return Objects.requireNonNull(appeal.waitingSince());
  }

  private Instant due(Task task) {
    return tasks.createTaskQuery().taskId(task.getId()).singleResult().getDueDate().toInstant();
  }

  /** When the timer that ends a task's limit fires. */
  private Instant timerOf(Task task) {
    return management
        .createJobQuery()
        .processInstanceId(task.getProcessInstanceId())
        .timers()
        .list()
        .stream()
        .map(job -> job.getDuedate().toInstant())
        .filter(at -> at.equals(due(task)))
        .findFirst()
        .orElseThrow();
  }

  private String traceOf(Task task) {
    JsonNode view = Visitor.json(operator("admin").get("/workplace/tasks/" + task.getId()));
    return view.at("/limit/trace").toString();
  }

  private static String detail(HttpResponse<String> answer) {
    return Visitor.json(answer).get("detail").asText();
  }
}
