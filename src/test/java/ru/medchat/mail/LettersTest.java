package ru.medchat.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import ru.medchat.mail.LetterKind.Delivery;

class LettersTest extends MailTest {

  private static final String AZOV = "org-azov";

  @Autowired private UndeliveredLetters undelivered;
  @Autowired private ApplicationContext context;

  @Test
  void every_letter_about_an_appeal_has_two_twins_a_link_and_nothing_of_the_resident()
      throws Exception {
    server.start();
    choose("org-taganrog", LetterKind.NEW_APPEAL, Delivery.ALWAYS);
    var resident = resident("Таганрог");
    var appeal = resident.writes("Тайна болезни, помогите", "2026-11-02T10:00:00+03:00");
    timeReaches("2026-11-02T14:00:00+03:00");
    String control = task("TakeUnderControl", appeal).getId();
    decide("ministry-61", "TakeUnderControl", appeal, "returnToOrganisation", "Тайна поручения");
    String answer = task("AnswerResident", appeal).getId();

    var about = sent().stream().filter(each -> each.subject().contains(appeal.value())).toList();

    assertThat(about)
        .extracting(each -> each.to().replace("@medchat.invalid", ": ") + each.subject())
        .containsExactlyInAnyOrder(
            "taganrog: Медчат: новое обращение № %s, Таганрог".formatted(appeal),
            "taganrog: Медчат: на обращение № %s нужно ответить до 12:00, понедельник, 2 ноября"
                .formatted(appeal),
            "taganrog: Медчат: нарушен срок ответа на обращение № %s".formatted(appeal),
            "ministry: Медчат: обращение № %s ждёт вашего решения".formatted(appeal),
            "chamber: Медчат: обращение № %s ждёт вашего решения".formatted(appeal),
            "taganrog: Медчат: обращение № %s вернули с поручением".formatted(appeal));
    assertThat(about)
        .allSatisfy(
            letter -> {
              assertThat(letter.text())
                  .contains(appeal.value(), "Таганрог", "/camunda/app/tasklist/default/#/?task=")
                  .doesNotContain("<", " th:", "[(");
              assertThat(letter.html())
                  .contains(appeal.value(), "Таганрог", "/camunda/app/tasklist/default/#/?task=")
                  .contains("class=\"button\"")
                  .startsWith("<!DOCTYPE html>")
                  .doesNotContain(" th:");
              assertThat(letter.whole()).doesNotContain("Тайна", "Житель " + resident.id());
            });
    assertThat(about)
        .filteredOn(letter -> letter.to().startsWith("ministry"))
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.text())
                    .contains("?task=" + control, "Решить нужно до 14:00, понедельник, 2 ноября"));
    assertThat(about)
        .filteredOn(letter -> letter.subject().endsWith("вернули с поручением"))
        .singleElement()
        .satisfies(letter -> assertThat(letter.html()).contains("?task=" + answer));
    // Told where the answer is late already, not in the moment in which it becomes so.
    assertThat(about)
        .filteredOn(letter -> letter.whole().contains("Опоздание"))
        .extracting(letter -> letter.to().replace("@medchat.invalid", ""))
        .containsExactlyInAnyOrder("chamber", "taganrog");
    assertThat(about)
        .filteredOn(letter -> letter.to().startsWith("chamber"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.text())
                  .contains("Опоздание: 2 ч рабочего времени, житель ещё ждёт");
              assertThat(letter.html()).contains("2 ч рабочего времени, житель ещё ждёт");
            });
    for (int i = 0; i < about.size(); i++) {
      keepToLookAt(i + 1, about.get(i));
    }
  }

  @Test
  void whenever_the_resident_waits_anew_the_organisation_learns_of_the_new_limit() {
    server.start();
    var resident = resident("Таганрог");
    var appeal = resident.writes("Тайна", "2026-11-02T10:00:00+03:00");
    decide("org-taganrog", "AnswerResident", appeal, "clarify", "Когда это было?");
    resident.writes("Вчера", "2026-11-02T13:00:00+03:00");
    timeReaches("2026-11-02T15:30:00+03:00");
    decide("org-taganrog", "AnswerResident", appeal, "answer", "Простите.");
    resident.says(false, appeal);
    timeReaches("2026-11-02T16:00:00+03:00");

    var about = sent().stream().filter(each -> each.subject().contains(appeal.value())).toList();

    assertThat(about)
        .filteredOn(letter -> letter.subject().contains("житель снова ждёт ответа"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.to()).isEqualTo("taganrog@medchat.invalid");
              assertThat(letter.text())
                  .contains("Новый срок ответа: 15:00, понедельник, 2 ноября")
                  .contains("/camunda/app/tasklist/default/#/?task=");
              assertThat(letter.html()).contains("15:00, понедельник, 2 ноября");
              assertThat(letter.whole()).doesNotContain("Тайна", "Вчера");
            });
    assertThat(about)
        .filteredOn(letter -> letter.to().startsWith("ministry"))
        .last()
        .satisfies(
            letter ->
                assertThat(letter.text())
                    .contains("прошлый ответ дан на 30 мин рабочего времени позже срока"));
    decide("ministry-61", "TakeUnderControl", appeal, "answer", "Готово.");
    resident.says(true, appeal);
  }

  @Test
  void the_history_says_what_really_became_of_a_letter() {
    var hospital = directory.organisation("org-martynovsky");
    settings.choose(
        hospital,
        Map.of(LetterKind.REMINDER, Delivery.DIGEST, LetterKind.BREACH, Delivery.NEVER),
        "admin");
    var appeal = resident("Мартыновский район").writes("Нет талонов", "2026-11-02T10:00:00+03:00");

    timeReaches("2026-11-02T12:00:00+03:00");

    assertThat(historyOf(appeal))
        .contains(
            "Напомнить организации: письмо уйдёт строкой в сводке, " + hospital.name(),
            "Письмо о нарушении: письма нет, %s просит о таком не писать"
                .formatted(hospital.name()))
        .noneMatch(line -> line.contains("письмо отправлено, " + hospital.name()));
  }

  @Test
  void of_a_letter_posted_while_the_organisation_rests_one_learns_that_it_waits() {
    clock.standAt("2026-11-02T22:00:00+03:00");
    assertThat(fateOf("at night")).isEqualTo(Letters.Fate.SENT_AT_OPENING);
    clock.standAt("2026-11-03T10:00:00+03:00");
    assertThat(fateOf("by day")).isEqualTo(Letters.Fate.SENT_AT_ONCE);
  }

  @Test
  void a_letter_reaches_the_organisation_once_however_often_it_is_posted() {
    server.start();
    post("once");
    post("once");

    assertThat(sent())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.to()).isEqualTo("azov@medchat.invalid");
              assertThat(letter.text()).startsWith("Центральная городская больница, Азов!");
            });
  }

  @Test
  void a_letter_waits_for_a_server_that_is_down_and_goes_out_when_it_is_back() {
    post("later");

    assertThat(sender.sendNext()).isTrue();
    assertThat(stateOfLetter()).isEqualTo("NEW");
    assertThat(sender.sendNext()).as("not again at once").isFalse();

    server.start();
    afterThePause();
    assertThat(sent()).hasSize(1);
    assertThat(stateOfLetter()).isEqualTo("SENT");
  }

  @Test
  void a_letter_that_failed_too_often_is_given_up_with_the_reason() {
    post("never");
    jdbc.sql("update letter set attempts = 59").update();

    sender.sendNext();

    assertThat(undelivered.undecided())
        .singleElement()
        .satisfies(l -> assertThat(l.problem()).isNotBlank());
  }

  @Test
  void an_address_that_is_refused_waits_at_once_for_a_person_who_tries_again() {
    post("refused");
    try (var picky = PickyServer.saying(PORT, "550 no such user")) {
      sender.sendNext();
      assertThat(picky.taken()).isZero();
    }
    var waiting = undelivered.undecided();
    assertThat(waiting)
        .singleElement()
        .satisfies(l -> assertThat(l.problem()).contains("Адрес не принят", "550 no such user"));

    undelivered.tryAgain(waiting.get(0).id());
    server.start();
    assertThat(sent()).hasSize(1);
  }

  @Test
  void a_server_that_asks_to_come_again_later_gets_the_letter_later() {
    post("greylisted");
    try (var picky = PickyServer.saying(PORT, "451 come again later")) {
      sender.sendNext();
      assertThat(picky.taken()).isZero();
    }
    assertThat(stateOfLetter()).isEqualTo("NEW");
    assertThat(sender.sendNext()).as("not at once").isFalse();

    server.start();
    afterThePause();
    assertThat(sent()).hasSize(1);
  }

  @Test
  void a_letter_the_server_took_before_it_hung_up_is_not_sent_again() {
    post("taken");
    try (var picky = PickyServer.hangingUp(PORT)) {
      sender.sendNext();
      afterThePause();
      sender.sendNext();
      assertThat(picky.taken()).isEqualTo(1);
    }
    assertThat(stateOfLetter()).isEqualTo("SENT");
  }

  @Test
  void a_letter_sent_twice_because_we_died_before_noting_it_is_the_same_letter() {
    server.start();
    post("twice");
    transaction.executeWithoutResult(
        tx -> {
          sender.sendNext();
          tx.setRollbackOnly();
        });

    var letters = sent();
    assertThat(letters).hasSize(2);
    assertThat(letters.get(0).id()).matches("<[0-9a-f-]{36}@.+>").isEqualTo(letters.get(1).id());
  }

  @Test
  void a_letter_posted_in_a_transaction_that_fails_was_never_owed() {
    transaction.executeWithoutResult(
        tx -> {
          letters.post("undone", AZOV, "reminder", values());
          tx.setRollbackOnly();
        });

    assertThat(sender.sendNext()).isFalse();
  }

  @Test
  void a_letter_of_the_night_goes_out_at_opening_unless_the_organisation_wants_it_always() {
    server.start();
    nowIs("2026-11-03T20:00:00+03:00");
    post("quiet");
    choose(AZOV, LetterKind.REMINDER, Delivery.ALWAYS);
    post("loud");

    assertThat(sent()).hasSize(1);

    clock.standAt("2026-11-05T07:59:59+03:00");
    assertThat(sent()).as("the fourth is a holiday").hasSize(1);
    clock.standAt("2026-11-05T08:00:00+03:00");
    assertThat(sent()).hasSize(2);
  }

  @Test
  void what_an_organisation_does_not_want_is_not_sent_and_what_was_posted_before_is() {
    server.start();
    clock.standAt("2026-11-02T10:00:00+03:00");
    post("before");
    choose(AZOV, LetterKind.REMINDER, Delivery.NEVER);
    post("after");

    assertThat(sent()).hasSize(1);
  }

  @Test
  void letters_cannot_be_put_into_a_digest_that_is_not_sent() {
    var azov = directory.organisation(AZOV);

    assertThatThrownBy(() -> choose(AZOV, LetterKind.DIGEST, Delivery.NEVER))
        .hasMessageContaining("Сводка не присылается");
    assertThatThrownBy(() -> choose(AZOV, LetterKind.DIGEST, Delivery.DIGEST))
        .hasMessageContaining("так не бывает");

    assertThat(settings.of(azov)).containsEntry(LetterKind.DIGEST, Delivery.WORKING_HOURS);
  }

  @Test
  void a_broken_template_costs_the_looks_of_a_letter_but_not_the_letter(@TempDir Path folder)
      throws IOException {
    Files.createDirectories(folder.resolve("mail"));
    Files.writeString(
        folder.resolve("mail/reminder.html"), "<p th:text=\"${nothing.there()}\">1</p>");
    Files.writeString(folder.resolve("mail/breach.txt"), "[# th:if=\"${\"]");
    var templates = new LetterTemplates(context, "file:" + folder);

    var withoutHtml = templates.letter("reminder", values());
    assertThat(withoutHtml.html()).isNull();
    assertThat(withoutHtml.text()).contains("61-000777", "http://localhost");
    var withoutText = templates.letter("breach", values());
    assertThat(withoutText.subject()).isEqualTo("Медчат: обращение № 61-000777");
    assertThat(withoutText.text()).contains("Муниципалитет: Азов", "Открыть: http://localhost");
    assertThat(withoutText.html()).contains("61-000777");
    assertThat(templates.letter("of a manager's own, misspelt", values()).text())
        .contains("61-000777");
  }

  /** For people who want to see what the letters look like. */
  static void keepToLookAt(int place, Received letter) throws IOException {
    var folder = Files.createDirectories(Path.of("target", "letters"));
    Files.writeString(folder.resolve(place + ".html"), letter.html());
    Files.writeString(folder.resolve(place + ".txt"), letter.subject() + "\n\n" + letter.text());
  }

  private void choose(String organisation, LetterKind kind, Delivery delivery) {
    settings.choose(directory.organisation(organisation), Map.of(kind, delivery), "admin");
  }

  private void post(String key) {
    transaction.executeWithoutResult(tx -> letters.post(key, AZOV, "reminder", values()));
  }

  private Letters.Fate fateOf(String key) {
    return Objects.requireNonNull(
        transaction.execute(tx -> letters.post(key, AZOV, "reminder", values())));
  }

  private void afterThePause() {
    jdbc.sql("update letter set next_attempt_at = now()").update();
  }

  private static Map<String, String> values() {
    return Map.of(
        "number", "61-000777",
        "municipality", "Азов",
        "category", "Лекарства",
        "organisation", "Центральная городская больница, Азов",
        "until", "10:00, понедельник, 2 ноября",
        "recipient", "Центральная городская больница, Азов",
        "link", "http://localhost");
  }
}
