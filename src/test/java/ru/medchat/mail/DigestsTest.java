package ru.medchat.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import ru.medchat.mail.LetterKind.Delivery;

class DigestsTest extends MailTest {

  @Autowired private AutowireCapableBeanFactory beans;

  private Digests node;

  @BeforeEach
  void a_node_that_has_just_started() throws Exception {
    node = newNode();
    server.start();
  }

  @Test
  void at_opening_an_organisation_learns_what_waits_the_longest_first() throws Exception {
    var late =
        resident("Сальский район")
            .writes("Тайна первая, нет лекарства", "2026-11-09T17:00:00+03:00");
    var newer = resident("Сальский район").writes("Тайна вторая", "2026-11-09T19:30:00+03:00");

    timeReaches("2026-11-10T07:59:00+03:00");
    assertThat(digestsTo("salsky")).isEmpty();

    timeReaches("2026-11-10T08:00:00+03:00");
    var digest = digestsTo("salsky").get(0);
    assertThat(digest.subject())
        .isEqualTo("Медчат: сводка, вторник, 10 ноября: ждут ответа 2, просрочено 1");
    assertThat(digest.text())
        .contains("Нарушено сроков с прошлого рабочего дня: 1")
        .contains("Новых обращений с прошлой сводки: 2")
        .containsSubsequence(
            "№ %s, Сальский район".formatted(late),
            "срок 9 нояб., 19:00, просрочено на 1 ч\n",
            "№ %s, Сальский район".formatted(newer),
            "срок 10 нояб., 09:30")
        .endsWith("/camunda/app/tasklist/default/\n");
    assertThat(digest.html())
        .containsSubsequence(late.value(), "просрочено", newer.value())
        .doesNotContain(" th:");
    assertThat(digest.whole()).doesNotContain("Тайна");
    LettersTest.keepToLookAt(7, digest);
  }

  @Test
  void the_ministry_learns_of_every_organisation_the_worst_first() throws Exception {
    resident("Дубовский район").writes("Тайна", "2026-11-16T19:30:00+03:00");
    resident("Донецк").writes("Тайна", "2026-11-16T15:00:00+03:00");

    timeReaches("2026-11-17T08:00:00+03:00");

    var digest = digestsTo("ministry").get(0);
    assertThat(digest.text())
        .containsSubsequence(
            "По организациям:",
            "Донецк: ждут 1, просрочено 1 (до 3 ч)",
            "Дубовский район: ждут 1, просрочено 0");
    assertThat(digest.html())
        .containsSubsequence("Донецк", "Дубовский район")
        .doesNotContain("Тайна");
    assertThat(digestsTo("chamber")).isEmpty();
    LettersTest.keepToLookAt(8, digest);
  }

  @Test
  void a_digest_is_made_once_a_day_whichever_node_does_it_and_however_often_it_starts() {
    resident("Новошахтинск").writes("Нет талонов", "2026-11-23T19:30:00+03:00");
    timeReaches("2026-11-24T08:00:00+03:00");
    assertThat(digestsTo("novoshakhtinsk")).hasSize(1);

    timeReaches("2026-11-24T12:00:00+03:00");
    node = newNode();
    assertThat(digestsTo("novoshakhtinsk")).hasSize(1);

    timeReaches("2026-11-25T08:00:00+03:00");
    assertThat(digestsTo("novoshakhtinsk")).hasSize(2);
  }

  @Test
  void after_an_outage_the_digest_of_the_day_comes_later_and_that_of_another_day_never() {
    resident("Шахты").writes("Нет талонов", "2026-11-30T19:30:00+03:00");

    timeReaches("2026-12-02T21:00:00+03:00");
    assertThat(digestsTo("shakhty")).as("closed by now").isEmpty();

    timeReaches("2026-12-03T15:00:00+03:00");
    assertThat(digestsTo("shakhty"))
        .singleElement()
        .satisfies(digest -> assertThat(digest.subject()).contains("3 декабря"));
  }

  @Test
  void an_organisation_with_nothing_to_hear_or_that_wants_none_gets_no_digest() {
    settings.choose(
        directory.organisation("org-bagaevsky"),
        Map.of(LetterKind.NEW_APPEAL, Delivery.NEVER, LetterKind.DIGEST, Delivery.NEVER),
        "admin");
    resident("Багаевский район").writes("Нет талонов", "2026-12-07T19:30:00+03:00");

    timeReaches("2026-12-08T08:00:00+03:00");

    assertThat(digestsTo("bagaevsky")).isEmpty();
    assertThat(digestsTo("oblivsky")).isEmpty();
  }

  @Test
  void what_was_left_to_the_digest_comes_in_a_last_one_when_nobody_wants_any_more() {
    resident("Заветинский район").writes("Нет талонов", "2026-12-14T19:30:00+03:00");
    settings.choose(
        directory.organisation("org-zavetinsky"),
        Map.of(LetterKind.NEW_APPEAL, Delivery.ALWAYS, LetterKind.DIGEST, Delivery.NEVER),
        "admin");

    timeReaches("2026-12-15T08:00:00+03:00");
    assertThat(digestsTo("zavetinsky"))
        .singleElement()
        .satisfies(
            digest -> {
              assertThat(digest.text())
                  .contains("Это последняя сводка", "Новых обращений с прошлой сводки: 1");
              assertThat(digest.html()).contains("Это последняя сводка");
            });
    timeReaches("2026-12-16T08:00:00+03:00");
    assertThat(digestsTo("zavetinsky")).as("of another day").hasSize(1);
  }

  private List<Received> digestsTo(String whom) {
    while (node.makeNext()) {
      // one organisation after the other
    }
    return sent().stream()
        .filter(letter -> letter.to().startsWith(whom + "@"))
        .filter(letter -> letter.subject().contains("сводка"))
        .toList();
  }

  private Digests newNode() {
    return beans.createBean(Digests.class);
  }
}
