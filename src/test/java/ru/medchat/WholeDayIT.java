package ru.medchat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import ru.medchat.testing.Chromium;
import ru.medchat.testing.ResidentPage;
import ru.medchat.testing.RunningProduct;
import ru.medchat.testing.SandboxChats;
import ru.medchat.testing.TestPostgres;
import ru.medchat.workplace.TasklistPage;

/**
 * A day of the hospital of Taganrog, from the forty appeals of the night to the last rating, with
 * everybody in a real browser of the size that clinics have.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeDayIT {

  private static final Logger log = LoggerFactory.getLogger(WholeDayIT.class);

  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final int NIGHT = 40;
  private static final Instant TEN = Instant.parse("2026-11-24T07:00:00Z");

  private static final String UNCLEAR = "Обещали перезвонить и не звонят";
  private static final String REPLY = "Звонок обещали в понедельник";
  private static final String AZOVS = "В Азове снова нет талонов к окулисту";
  private static final String INSULIN = "Вторую неделю не могу получить инсулин по льготе";
  private static final String MRI = "Очередь на МРТ два месяца, звоните 8 (928) 111-22-33";
  private static final String ANNAS = "Третий день не могу записаться к терапевту";

  private final RunningProduct product;
  private final SandboxChats chats;
  private final JdbcClient jdbc;
  private final String group;

  WholeDayIT(@TempDir Path folder) throws IOException {
    String database = TestPostgres.newDatabase();
    product =
        RunningProduct.inSandbox(
            "whole-day",
            folder,
            database,
            Map.of(
                // Forty acknowledgements in one group would take two minutes more.
                "medchat.telegram.rates.chat", "10",
                "medchat.telegram.rates.group", "600"));
    jdbc = JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
    chats = new SandboxChats(product.sandboxUrl());
    group = chats.groupOf("taganrog");
  }

  @AfterAll
  void stop() {
    product.close();
  }

  @Test
  void forty_appeals_of_a_night_are_settled_by_the_evening() {
    itIs("2026-11-23T20:30:00+03:00");
    var annasPhone = chromium.window(860, 768);
    var anna =
        new ResidentPage(annasPhone, product.sandboxUrl())
            .is("Анна Петровна")
            .opensGroupOf("Таганрог");
    fortyResidentsWriteAtNight(anna);
    assertThat(anna.message("Ответим до 10:00, вторник, 24 ноября")).isVisible();
    chromium.picture(annasPhone, "day-01-night");

    itIs("2026-11-24T09:55:00+03:00");
    var desk = chromium.window(1366, 768);
    var hospital = new TasklistPage(desk, product.url()).logIn("taganrog", "demo");
    assertThat(desk.locator("ol.tasks-list > li").first()).containsText("осталось 4 мин");
    chromium.picture(desk, "day-02-five-to-ten");

    hospital.openTaskAbout(UNCLEAR);
    hospital.type("Напишите, пожалуйста, в какой день вам обещали позвонить.").press("clarify");
    hospital.taskAboutIsGone(UNCLEAR);

    hospital.openTaskAbout(AZOVS).press("redirect").choose("org-azov");
    chromium.picture(desk, "day-03-redirect");
    hospital.confirm().taskAboutIsGone(AZOVS);

    holdsWhatSoundsLikeAdvice(hospital, desk);
    aColleagueLetsItGo();

    theOtherHospitalAnswers();
    answersTheRestWithoutTheMouse(hospital, desk, NIGHT - 5);
    assertThat(clock()).as("the hour at which all but two are answered").isBefore(TEN);
    assertThat(toDo()).containsExactly("61-000039", "61-000040");
    hospital.chooseList("Ждут жителя");
    assertThat(hospital.cardAbout(UNCLEAR)).containsText("ждём с 09:5");
    chromium.picture(desk, "day-06-asked-back");
    hospital.chooseList("Новые");
    assertThat(desk.locator(".alert[ng-repeat]")).hasCount(0);
    chromium.picture(desk, "day-06-two-are-left");

    chats.write(group, resident(0), "Игорь", REPLY);
    await("it is a task again").atMost(Duration.ofSeconds(30)).until(() -> toDo().size() == 3);
    hospital.comesBack();
    assertThat(hospital.cardAbout(UNCLEAR)).containsText("осталось 1 ч");
    hospital.openTaskAbout(UNCLEAR);
    assertThat(hospital.conversation()).containsText(REPLY);
    hospital.type("Спасибо! Вам позвонят сегодня до 14:00.").press("answer");
    hospital.taskAboutIsGone(UNCLEAR);

    itIs("2026-11-24T10:00:30+03:00");
    await("two limits are breached")
        .atMost(Duration.ofSeconds(20))
        .until(() -> count("breach") == 2);
    assertThat(count("breach where due_at = timestamptz '2026-11-24T10:00:00+03:00'")).isEqualTo(2);
    theMinistryReturnsOneAndPassesTheOtherOn();
    theHospitalFollowsTheInstruction(hospital, desk);
    theChamberSeesNoNumbersAndAnswers();
    mariaReadsHersInPrivate();

    assertThat(anna.message("Талоны к терапевту на сегодня открыли")).isVisible();
    anna.presses("Да");
    anna.presses("5");
    await("the five stars")
        .atMost(Duration.ofSeconds(20))
        .until(() -> count("rating where stars = 5") == 1);
    chromium.picture(annasPhone, "day-12-five-stars");

    nobodyIsForgotten();
  }

  private void fortyResidentsWriteAtNight(ResidentPage anna) {
    chats.write(group, resident(0), "Игорь", UNCLEAR);
    chats.write(group, resident(1), "Ольга", AZOVS);
    chats.write(group, resident(2), "Павел", INSULIN);
    for (int i = 3; i < NIGHT - 2; i++) {
      chats.write(group, resident(i), "Житель " + i, "Нет талонов к врачу, обращение " + i);
    }
    acknowledged(NIGHT - 2);
    // Last in the list of what is due at the same time.
    chats.write(group, resident(NIGHT - 2), "Мария", MRI);
    acknowledged(NIGHT - 1);
    anna.writes(ANNAS);
    acknowledged(NIGHT);
  }

  private void acknowledged(int appeals) {
    await("all are acknowledged")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                chats.saidByBot(group).stream()
                        .filter(text -> text.contains("Ответим до 10:00, вторник, 24 ноября"))
                        .count()
                    == appeals);
  }

  private void holdsWhatSoundsLikeAdvice(TasklistPage hospital, Page desk) {
    hospital
        .openTaskAbout(INSULIN)
        .type("Льготный инсулин поступил, получить можно в аптеке № 2.")
        .press("answer");
    assertThat(desk.locator("[data-advice] mark")).hasText("инсулин");
    desk.locator("[data-hold]").click();
    assertThat(desk.locator("[data-held]")).containsText("Ваше сообщение ждёт подтверждения");
    chromium.picture(desk, "day-04-held");
  }

  private void aColleagueLetsItGo() {
    var page = chromium.window(1366, 768);
    var colleague = new TasklistPage(page, product.url()).logIn("taganrog2", "demo");
    assertThat(colleague.cardAbout(INSULIN)).containsText("ждёт подтверждения коллеги");
    colleague.openTaskAbout(INSULIN);
    chromium.picture(page, "day-05-colleague");
    page.locator("[data-confirm]").click();
    colleague.taskAboutIsGone(INSULIN);
    page.context().close();
    chats.botSays(group, Duration.ofSeconds(10), said -> said.contains("инсулин поступил"));
  }

  private void answersTheRestWithoutTheMouse(TasklistPage hospital, Page desk, int count) {
    hospital.comesBack();
    long begun = System.nanoTime();
    desk.keyboard().press("Control+Alt+l");
    desk.keyboard().press("Enter");
    String number = hospital.numberInHand();
    for (int i = 0; i < count; i++) {
      desk.keyboard().type("Завтра в 8:00 откроем ещё двадцать талонов.");
      desk.keyboard().press("Control+Enter");
      number = hospital.nextInHand(number);
    }
    log.info(
        "{} appeals answered by keyboard in {} s",
        count,
        (System.nanoTime() - begun) / 1_000_000_000);
  }

  private void theMinistryReturnsOneAndPassesTheOtherOn() {
    var page = chromium.window(1366, 768);
    var ministry = new TasklistPage(page, product.url()).logIn("ministry", "demo");
    ministry.openTaskAbout(ANNAS);
    assertThat(ministry.conversation()).containsText(ANNAS);
    ministry.type("Запишите жительницу сегодня и сообщите ей время.");
    chromium.picture(page, "day-07-ministry");
    ministry.press("returnToOrganisation").taskAboutIsGone(ANNAS);
    ministry.openTaskAbout(MRI).press("passToChamber").confirm().taskAboutIsGone(MRI);
    page.context().close();
  }

  private void theHospitalFollowsTheInstruction(TasklistPage hospital, Page desk) {
    hospital.comesBack();
    hospital.openTaskAbout(ANNAS);
    assertThat(desk.locator(".appeal [data-ordered]")).containsText("Запишите жительницу сегодня");
    chromium.picture(desk, "day-08-instruction");
    hospital.type("Талоны к терапевту на сегодня открыли, кабинет 12.").press("answer");
    hospital.taskAboutIsGone(ANNAS);
    chromium.picture(desk, "day-09-after-it");
  }

  private void theChamberSeesNoNumbersAndAnswers() {
    var page = chromium.window(1366, 768);
    var chamber = new TasklistPage(page, product.url()).logIn("chamber", "demo").openFirstTask();
    assertThat(chamber.conversation()).containsText("Очередь на МРТ два месяца");
    assertThat(chamber.conversation()).not().containsText("111-22-33");
    assertThat(chamber.conversation()).not().containsText("Мария");
    chromium.picture(page, "day-10-chamber");
    chamber.type("Мы разбираемся с очередью и напишем вам завтра.").press("answer").formIsClosed();
    chromium.picture(page, "day-11-chamber-done");
    page.context().close();
  }

  /** Her number stood in the group, so the answer does not. */
  private void mariaReadsHersInPrivate() {
    chats.botSays(group, Duration.ofSeconds(20), said -> said.contains("ждёт вас в личном чате"));
    String maria = Long.toString(resident(NIGHT - 2));
    chats.write(maria, resident(NIGHT - 2), "Мария", "/start");
    chats.botSays(maria, Duration.ofSeconds(20), said -> said.contains("разбираемся с очередью"));
    assertThat(chats.saidByBot(group)).noneMatch(said -> said.contains("разбираемся с очередью"));
  }

  private void theOtherHospitalAnswers() {
    var page = chromium.window(1366, 768);
    var azov = new TasklistPage(page, product.url()).logIn("azov", "demo").openTaskAbout(AZOVS);
    azov.type("Окулист принимает с четверга, талоны открыты.").press("answer").formIsClosed();
    page.context().close();
  }

  private void nobodyIsForgotten() {
    await("every resident has an answer")
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> count("appeal where waiting_since is null") == NIGHT && count("appeal") == NIGHT);
    await("all is sent")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                "select * from outbox where state <> 'SENT' and appeal_number is not null")
                            .query()
                            .listOfRows())
                    .isEmpty());
    assertThat(count("breach")).isEqualTo(2);
    assertThat(count("breach where minutes_late is null")).isZero();
  }

  private static long resident(int number) {
    return 5_000L + number;
  }

  private void itIs(String moment) {
    chats.setClock(moment);
  }

  private List<String> toDo() {
    return jdbc.sql(
            """
            select p.business_key_
              from act_ru_task t join act_ru_execution p on p.id_ = t.proc_inst_id_
             where t.task_def_key_ <> 'AwaitReply'
             order by p.business_key_
            """)
        .query(String.class)
        .list();
  }

  private Instant clock() {
    return Instant.parse(chats.get("/sandbox/clock").path("now").asText());
  }

  private int count(String rows) {
    return jdbc.sql("select count(*) from " + rows).query(Integer.class).single();
  }
}
