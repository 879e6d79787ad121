package ru.medchat.workplace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import ru.medchat.testing.Chromium;

/** What goes wrong, as staff and administrators see it. Pictures are left in the build folder. */
class SeenFromOutsideIT extends WorkplaceTest {

  @RegisterExtension static final Chromium chromium = new Chromium();

  @BeforeEach
  void all_is_well() {
    jdbc.sql("delete from outage").update();
    jdbc.sql("truncate outbox, letter, telegram_update, balance").update();
  }

  @Test
  void an_outage_is_told_to_all_staff_on_the_start_page_and_in_tasklist_until_it_is_over() {
    var appeal = appeal("azov", "Нет талонов к терапевту");
    taskOf(appeal);
    jdbc.sql("update outbox set next_attempt_at = now() + interval '1 hour'").update();
    jdbc.sql("insert into outage values ('telegram', now() - interval '12 minutes')").update();
    var page = chromium.window(1280, 800);
    new TasklistPage(page, address()).logIn("azov", "demo");
    Locator notice = page.locator(".product-notice");
    assertThat(notice).containsText("Телеграм недоступен с");
    assertThat(notice).containsText("ответы ждут отправки:");
    chromium.pictureOfAll(page, "outage-tasklist");

    page.navigate(address() + "/");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Сообщения жителей дойдут");
    chromium.pictureOfAll(page, "outage-start");
    assertThat(anybody().get("/").body()).doesNotContain("недоступен с");
    assertThat(anybody().get("/workplace/notices").statusCode()).isEqualTo(401);

    jdbc.sql("delete from outage").update();
    page.navigate(address() + "/");
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    assertThat(operator("azov").get("/workplace/notices").body()).isEqualTo("[]");
  }

  @Test
  void an_administrator_sends_again_what_was_given_up_or_sets_it_aside() {
    long refused = givenUp("DEAD", "Bad Request: message is too long");
    long blocked = givenUp("UNREACHABLE", "Forbidden: bot was blocked by the user");
    long letter =
        jdbc.sql(
                """
                insert into letter (dedupe_key, recipient, subject, body, state, attempts, error)
                values ('l', 'azov@medchat.invalid', 'Срок нарушен: 61-000777', '.', 'DEAD', 60,
                        'MailSendException: 550 no such mailbox') returning id
                """)
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            insert into telegram_update (bot_id, update_id, chat_id, raw, state, done_at, error)
            values (1, 1, '77', '{}', 'QUARANTINED', now(), 'boom')
            """)
        .update();
    var page = chromium.window(1280, 800);
    logIn(page, "admin");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              page.navigate(address() + "/");
              assertThat(page.locator("a[href='/undelivered'] .count").allTextContents())
                  .containsExactly("4");
            });
    chromium.pictureOfAll(page, "start-piles");

    page.locator("a[href='/undelivered']").click();
    assertThat(page.getByText("чат недоступен")).isVisible();
    chromium.pictureOfAll(page, "undelivered");
    var first = page.locator("#message-" + refused);
    first.getByText("Попробовать ещё раз").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("пробуем ещё раз");
    var second = page.locator("#message-" + blocked);
    second.getByLabel("Причина").fill("Житель ответил по телефону");
    second.getByText("Отложить с причиной").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("отложено");
    page.locator("#letter-" + letter).getByText("Попробовать ещё раз").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Письмо " + letter);
    page.setViewportSize(390, 800);
    chromium.pictureOfAll(page, "undelivered-narrow");

    assertThat(
            jdbc.sql("select state from outbox where id = ?")
                .param(refused)
                .query(String.class)
                .single())
        .isIn("NEW", "SENDING");
    assertThat(
            jdbc.sql("select set_aside_by || ': ' || set_aside_because from outbox where id = ?")
                .param(blocked)
                .query(String.class)
                .single())
        .isEqualTo("admin: Житель ответил по телефону");
    assertThat(
            jdbc.sql("select state from letter where id = ?")
                .param(letter)
                .query(String.class)
                .single())
        .isEqualTo("NEW");
  }

  @Test
  void only_administrators_decide_and_only_with_a_reason() {
    long id = givenUp("DEAD", "Bad Request");
    String again = "/undelivered/message/" + id + "/again";
    String aside = "/undelivered/message/" + id + "/aside";

    for (String page : new String[] {"/undelivered", "/balance"}) {
      assertThat(anybody().get(page).statusCode()).isEqualTo(302);
      assertThat(operator("ministry").get(page).statusCode()).isEqualTo(403);
    }
    assertThat(operator("azov").submit("/login", again, Map.of()).statusCode()).isEqualTo(403);
    var admin = operator("admin");
    assertThat(admin.postForm(again, Map.of()).statusCode()).as("no token").isEqualTo(403);
    admin.submit("/undelivered", aside, Map.of("because", " "));
    assertThat(admin.get("/undelivered").body()).contains("Напишите, почему");
    assertThat(
            jdbc.sql("select count(*) from outbox where state = 'DEAD' and set_aside_at is null")
                .query(Long.class)
                .single())
        .isOne();

    admin.submit("/undelivered", aside, Map.of("because", "Устарело"));
    assertThat(admin.get("/undelivered").body()).contains("отложено");
    admin.submit("/login", again, Map.of());
    assertThat(admin.get("/undelivered").body()).contains("Это уже не ждёт решения.");
  }

  @Test
  void the_balance_shows_a_difference_in_red() {
    for (int i = 0; i < 40; i++) {
      jdbc.sql(
              """
              insert into telegram_update (bot_id, update_id, raw, state, fate, error, done_at, received_at)
              select 1, :id, '{}', case when fate = 'IGNORED' then 'IGNORED' else 'DONE' end, fate,
                     case when fate = 'IGNORED' then 'a service message' end, now(),
                     now() - make_interval(days => :ago)
                from (select (array['REGISTERED', 'ADDED', 'IGNORED', 'ANSWERED'])[:n] as fate) f
              """)
          .param("id", i)
          .param("n", i % 4 + 1)
          .param("ago", i % 5)
          .update();
    }
    jdbc.sql(
            """
            insert into telegram_update (bot_id, update_id, raw, state, done_at, received_at)
            values (1, 99, '{}', 'DONE', now(), now() - interval '3 days')
            """)
        .update();
    var page = chromium.window(1280, 800);
    logIn(page, "admin");
    page.navigate(address() + "/balance");

    assertThat(page.locator("#in tbody tr")).hasCount(5);
    assertThat(page.locator("tr.off")).hasCount(1);
    assertThat(page.locator("#in tbody tr").nth(3)).hasClass("off");
    page.locator("#in summary").first().click();
    assertThat(page.getByText("служебное сообщение Телеграма: 2").first()).isVisible();
    chromium.pictureOfAll(page, "balance");
    page.setViewportSize(390, 800);
    chromium.pictureOfAll(page, "balance-narrow");
  }

  private long givenUp(String state, String error) {
    return jdbc.sql(
            """
            insert into outbox
              (channel, chat_id, dedupe_key, appeal_number, body, state, settled_at, error)
            values ('telegram', '78', :state, '61-000777', '{"text": "Ответ", "buttons": []}', :state,
                    now(), :error)
            returning id
            """)
        .param("state", state)
        .param("error", error)
        .query(Long.class)
        .single();
  }

  private void logIn(Page page, String user) {
    page.navigate(address() + "/login");
    TasklistPage.logIn(page, user, "demo");
    page.waitForURL("**/camunda/**");
  }
}
