package ru.medchat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.appeal.Appeals;
import ru.medchat.channel.Deliveries;
import ru.medchat.channel.UndeliveredMessages;
import ru.medchat.directory.Staff;
import ru.medchat.loop.GivenUp;
import ru.medchat.testing.CaseTest;

/** The linked staff of the hospital of Aksay: Irina, and Oleg, whose account is known. */
class StaffNoticesTest extends CaseTest {

  private static final String HOSPITAL = "org-aksaysky";
  private static final String IRINA = "880001";
  private static final String OLEG = "880002";

  @Autowired private StaffNotices notices;
  @Autowired private Staff staff;
  @Autowired private Deputies deputies;
  @Autowired private Appeals appeals;
  @Autowired private Deliveries deliveries;
  @Autowired private UndeliveredMessages undelivered;

  private AppealNumber appeal = AppealNumber.of("61-000000");

  @BeforeEach
  void two_are_linked_and_a_resident_waits() {
    // Else the residents of the other tests here would stand in the same messages.
    management.updateJobSuspensionState().byProcessDefinitionKey("appeal").suspend();
    jdbc.sql("delete from staff_notice").update();
    jdbc.sql("delete from absence").update();
    jdbc.sql("delete from staff where organisation_id = ?").param(HOSPITAL).update();
    staff.link("telegram", IRINA, "Ирина", HOSPITAL);
    staff.link("telegram", OLEG, "Олег", HOSPITAL);
    jdbc.sql("delete from outbox where chat_id in (?, ?)").params(IRINA, OLEG).update();
    appeal = resident("Аксайский район").writes("Тайна, нет талонов", "2026-11-16T10:00:00+03:00");
  }

  @Test
  void are_reminded_and_told_of_the_breach_with_a_number_and_a_link_and_nothing_else() {
    timeReaches("2026-11-16T11:29:59+03:00");
    assertThat(toldTo(IRINA)).isEmpty();

    timeReaches("2026-11-16T11:30:00+03:00");
    clock.standAt("2026-11-16T11:30:10+03:00");
    String task = task("AnswerResident", appeal).getId();
    String link = "/camunda/app/tasklist/default/#/?task=" + task;
    assertThat(toldTo(IRINA))
        .singleElement()
        .satisfies(
            words ->
                assertThat(words)
                    .startsWith("Обращение № %s ещё без ответа, срок подходит.\n".formatted(appeal))
                    .endsWith(link));
    assertThat(toldTo(OLEG)).hasSize(1);

    timeReaches("2026-11-16T12:00:00+03:00");
    clock.standAt("2026-11-16T12:00:10+03:00");
    assertThat(toldTo(IRINA).get(1))
        .startsWith("Обращение № %s: срок ответа прошёл, житель ждёт.".formatted(appeal))
        .endsWith(link);
    assertThat(toldTo(IRINA)).hasSize(2).noneMatch(words -> words.contains("Тайна"));
    assertThat(saidAbout(appeal)).as("nothing of it is about the appeal").hasSize(1);
  }

  @Test
  void hear_nothing_once_their_account_is_out_of_use_or_they_have_left() {
    olegHasAnAccount();
    jdbc.sql("insert into account values ('oleg', false, now(), null, 'x', now())").update();
    timeReaches("2026-11-16T11:30:00+03:00");
    clock.standAt("2026-11-16T11:30:10+03:00");
    assertThat(toldTo(IRINA)).hasSize(1);
    assertThat(toldTo(OLEG)).isEmpty();

    jdbc.sql("delete from account where user_id = 'oleg'").update();
    identity.deleteUser("oleg");
    timeReaches("2026-11-16T12:00:00+03:00");
    clock.standAt("2026-11-16T12:00:10+03:00");
    assertThat(toldTo(IRINA)).hasSize(2);
    assertThat(toldTo(OLEG)).isEmpty();
  }

  private void olegHasAnAccount() {
    if (identity.createUserQuery().userId("oleg").count() == 0) {
      var user = identity.newUser("oleg");
      user.setPassword("a-password-of-tests");
      identity.saveUser(user);
      identity.createMembership("oleg", HOSPITAL);
    }
    staff.worksAs(HOSPITAL, "telegram", OLEG, "oleg");
  }

  @Test
  void are_left_in_peace_while_they_are_absent() {
    olegHasAnAccount();
    deputies.note(
        "oleg",
        directory.organisation(HOSPITAL),
        null,
        LocalDate.parse("2026-11-16"),
        LocalDate.parse("2026-11-18"),
        "oleg");

    timeReaches("2026-11-16T11:30:00+03:00");
    clock.standAt("2026-11-16T11:30:10+03:00");

    assertThat(toldTo(OLEG)).isEmpty();
    assertThat(toldTo(IRINA)).hasSize(1);
  }

  @Test
  void get_one_message_about_all_limits_of_a_morning_that_pass_together() {
    for (int i = 0; i < 11; i++) {
      resident("Аксайский район").writes("Нет талонов", "2026-11-16T10:00:00+03:00");
    }
    timeReaches("2026-11-16T12:00:00+03:00");
    clock.standAt("2026-11-16T12:00:09+03:00");
    assertThat(toldOfSeveral()).as("more may come").isEmpty();

    clock.standAt("2026-11-16T12:00:10+03:00");
    assertThat(toldOfSeveral())
        .singleElement(STRING)
        .matches("(?s)Срок ответа прошёл, жители ждут: (№ 61-\\d+(, )?){10} и ещё \\d+\\.\n.*")
        .endsWith("/camunda/app/tasklist/default/");
  }

  @Test
  void hear_nothing_at_night_and_in_the_morning_only_of_what_is_still_open() {
    clock.standAt("2026-11-16T21:00:00+03:00");
    var task = task("AnswerResident", appeal);
    post("night-open", task.getId());
    post("night-done", "a-task-finished-meanwhile");
    clock.standAt("2026-11-17T07:59:59+03:00");
    assertThat(toldTo(IRINA)).isEmpty();

    clock.standAt("2026-11-17T08:00:10+03:00");
    assertThat(toldTo(IRINA)).hasSize(1);
    post("night-open", task.getId());
    assertThat(toldTo(IRINA)).as("once").hasSize(1);
  }

  @Test
  void who_never_started_the_bot_is_nobodys_trouble() {
    timeReaches("2026-11-16T11:30:00+03:00");
    clock.standAt("2026-11-16T11:30:10+03:00");
    toldTo(IRINA);
    for (var next = deliveries.next("telegram");
        next.isPresent();
        next = deliveries.next("telegram")) {
      if (next.get().chat().id().equals(IRINA)) {
        deliveries.unreachable(next.get(), "Forbidden: bot can't initiate conversation");
      } else {
        deliveries.sent(next.get(), null);
      }
    }

    clock.standAt("2026-11-16T11:31:00+03:00");
    assertThat(notices.tellNext()).isFalse();

    assertThat(undelivered.undecided())
        .noneMatch(each -> each.facts().contains(new GivenUp.Fact("чат", IRINA)));
    assertThat(stepsOf(appeal)).containsExactly("AnswerResident");
    assertThat(
            jdbc.sql("select distinct state from outbox where chat_id = ?")
                .param(IRINA)
                .query(String.class)
                .list())
        .containsExactly("UNREACHABLE");
  }

  private void post(String key, String taskId) {
    transaction.executeWithoutResult(
        tx ->
            notices.post(
                key,
                HOSPITAL,
                "reminder",
                appeals.get(appeal),
                new AppealLetters.Work(taskId, null)));
  }

  private List<String> toldOfSeveral() {
    toldTo(IRINA);
    return jdbc.sql(
            """
            select body ->> 'text' from outbox
             where chat_id = ? and body ->> 'text' like '%жители ждут%'
            """)
        .param(IRINA)
        .query(String.class)
        .list();
  }

  private List<String> toldTo(String person) {
    while (notices.tellNext()) {
      // goes on
    }
    return jdbc.sql(
            """
            select body ->> 'text' from outbox
             where chat_id = ? and body ->> 'text' like '%' || ? || '%' order by id
            """)
        .params(person, appeal.value())
        .query(String.class)
        .list();
  }
}
