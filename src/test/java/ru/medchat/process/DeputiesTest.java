package ru.medchat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.directory.Organisation;
import ru.medchat.testing.CaseTest;

/** Nothing waits for somebody who is absent. The hospital of Tarasovsky, in November. */
class DeputiesTest extends CaseTest {

  private static final String HOSPITAL = "org-tarasovsky";
  private static final String IVANOVA = "ivanova";
  private static final String PETROVA = "petrova";
  private static final String SIDOROVA = "sidorova";

  @Autowired private Deputies deputies;

  private AppealNumber appeal = AppealNumber.of("61-000000");

  @BeforeEach
  void three_at_work_and_one_appeal() {
    Stream.of("Анна Иванова", "Мария Петрова", "Ольга Сидорова").forEach(this::works);
    jdbc.sql("delete from absence").update();
    appeal = resident("Тарасовский район").writes("Нет талонов", "2026-11-20T10:00:00+03:00");
  }

  @Test
  void what_stands_with_her_goes_to_the_deputy_at_the_moment_the_absence_begins() {
    takes(IVANOVA);
    isAbsent(IVANOVA, "2026-11-21", "2026-11-25", PETROVA);

    looksAt("2026-11-20T23:59:59+03:00");
    assertThat(assignee()).isEqualTo(IVANOVA);

    looksAt("2026-11-21T00:00:00+03:00");
    assertThat(assignee()).isEqualTo(PETROVA);
    assertThat(historyOf(appeal))
        .endsWith(
            "Анна Иванова отсутствует до 25.11,"
                + " задача «Ответить жителю» передана: Мария Петрова");
  }

  @Test
  void an_absence_from_today_begins_at_once_and_without_a_deputy_the_task_is_the_groups_again() {
    takes(IVANOVA);

    isAbsent(IVANOVA, "2026-11-20", "2026-11-25", null);

    assertThat(assignee()).isNull();
    assertThat(
            tasks
                .createTaskQuery()
                .processInstanceBusinessKey(appeal.value())
                .taskCandidateGroup(HOSPITAL)
                .count())
        .as("in the list of whoever is there")
        .isEqualTo(1);
    assertThat(historyOf(appeal))
        .endsWith(
            "Анна Иванова отсутствует до 25.11, задача «Ответить жителю» снова в общем списке");
  }

  @Test
  void what_others_give_her_later_goes_on_too_and_what_she_takes_herself_stays() {
    isAbsent(IVANOVA, "2026-11-20", "2026-11-25", PETROVA);

    tasks.setAssignee(taskId(), IVANOVA);
    looksAt("2026-11-20T10:00:10+03:00");
    assertThat(assignee()).isEqualTo(PETROVA);

    tasks.setAssignee(taskId(), null);
    clock.standAt("2026-11-20T10:00:20+03:00");
    takes(IVANOVA);
    looksAt("2026-11-20T10:00:30+03:00");
    assertThat(assignee()).isEqualTo(IVANOVA);
  }

  @Test
  void on_the_day_of_return_all_is_as_before() {
    isAbsent(IVANOVA, "2026-11-20", "2026-11-25", PETROVA);
    looksAt("2026-11-24T23:59:59+03:00");
    tasks.setAssignee(taskId(), IVANOVA);
    looksAt("2026-11-25T00:00:00+03:00");

    assertThat(assignee()).isEqualTo(IVANOVA);
  }

  @Test
  void who_is_back_earlier_keeps_what_she_is_given() {
    isAbsent(IVANOVA, "2026-11-20", "2026-11-25", PETROVA);
    var absence = deputies.of(hospital()).get(0);

    assertThat(deputies.end(absence.id(), hospital(), IVANOVA)).isTrue();
    assertThat(deputies.end(absence.id(), hospital(), IVANOVA)).isFalse();

    tasks.setAssignee(taskId(), IVANOVA);
    looksAt("2026-11-20T10:01:00+03:00");
    assertThat(assignee()).isEqualTo(IVANOVA);
  }

  @Test
  void a_deputy_who_falls_ill_passes_on_to_hers() {
    takes(IVANOVA);
    isAbsent(IVANOVA, "2026-11-21", "2026-11-25", PETROVA);
    isAbsent(PETROVA, "2026-11-20", "2026-11-23", SIDOROVA);

    looksAt("2026-11-21T00:00:00+03:00");

    assertThat(assignee()).isEqualTo(SIDOROVA);
  }

  @Test
  void a_deputy_has_to_be_a_colleague_who_is_there_and_two_do_not_stand_in_for_each_other() {
    isAbsent(IVANOVA, "2026-11-20", "2026-11-25", PETROVA);

    refused(PETROVA, "2026-11-20", "2026-11-22", IVANOVA, "Получится круг: Анна Иванова");
    refused(SIDOROVA, "2026-11-20", "2026-11-22", IVANOVA, "Анна Иванова отсутствует до 25.11");
    refused(SIDOROVA, "2026-11-20", "2026-11-22", SIDOROVA, "самого себя");
    refused(SIDOROVA, "2026-11-20", "2026-11-22", "admin", "той же организации");
    refused("admin", "2026-11-20", "2026-11-22", PETROVA, "своей организации");
    refused(IVANOVA, "2026-11-24", "2026-11-27", SIDOROVA, "уже отмечено");
    refused(SIDOROVA, "2026-11-19", "2026-11-22", null, "уже прошёл");
    refused(SIDOROVA, "2026-11-22", "2026-11-22", null, "позже дня начала");
    refused(SIDOROVA, "2026-11-22", "2027-11-23", null, "дольше года");
    assertThat(deputies.of(hospital())).hasSize(1);

    // Once she is back she may.
    isAbsent(PETROVA, "2026-11-25", "2026-11-28", IVANOVA);
  }

  @Test
  void two_nodes_hand_a_task_on_once() throws Exception {
    takes(IVANOVA);
    isAbsent(IVANOVA, "2026-11-21", "2026-11-25", PETROVA);
    clock.standAt("2026-11-21T00:00:00+03:00");

    var start = new CountDownLatch(1);
    var nodes = Executors.newFixedThreadPool(2);
    try {
      var looks = List.of(nodes.submit(() -> look(start)), nodes.submit(() -> look(start)));
      start.countDown();
      for (Future<?> look : looks) {
        look.get();
      }
    } finally {
      nodes.shutdownNow();
    }

    assertThat(assignee()).isEqualTo(PETROVA);
    assertThat(historyOf(appeal)).filteredOn(line -> line.contains("отсутствует")).hasSize(1);
  }

  private @Nullable Void look(CountDownLatch start) throws InterruptedException {
    start.await();
    deputies.handOn();
    return null;
  }

  private void works(String name) {
    String first = name.split(" ", 2)[0];
    String last = name.split(" ", 2)[1];
    String id =
        switch (last) {
          case "Иванова" -> IVANOVA;
          case "Петрова" -> PETROVA;
          default -> SIDOROVA;
        };
    if (identity.createUserQuery().userId(id).count() == 0) {
      var user = identity.newUser(id);
      user.setFirstName(first);
      user.setLastName(last);
      user.setPassword("a-password-of-tests");
      identity.saveUser(user);
      identity.createMembership(id, HOSPITAL);
    }
  }

  private void takes(String who) {
    identity.setAuthentication(who, List.of(HOSPITAL));
    try {
      tasks.claim(taskId(), who);
    } finally {
      identity.clearAuthentication();
    }
  }

  private void isAbsent(String who, String from, String back, @Nullable String deputy) {
    deputies.note(who, hospital(), deputy, LocalDate.parse(from), LocalDate.parse(back), who);
  }

  private void refused(
      String who, String from, String back, @Nullable String deputy, String because) {
    assertThatThrownBy(
            () ->
                deputies.note(
                    who, hospital(), deputy, LocalDate.parse(from), LocalDate.parse(back), who))
        .isInstanceOf(UnfitAbsenceException.class)
        .hasMessageContaining(because);
  }

  private void looksAt(String moment) {
    clock.standAt(moment);
    deputies.handOn();
  }

  private Organisation hospital() {
    return directory.organisation(HOSPITAL);
  }

  private String taskId() {
    return task("AnswerResident", appeal).getId();
  }

  private @Nullable String assignee() {
    return task("AnswerResident", appeal).getAssignee();
  }
}
