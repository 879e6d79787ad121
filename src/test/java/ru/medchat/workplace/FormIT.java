package ru.medchat.workplace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ru.medchat.channel.Attachment.Kind.DOCUMENT;
import static ru.medchat.channel.Attachment.Kind.VIDEO;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.Appeal;
import ru.medchat.appeal.Decisions;
import ru.medchat.channel.Attachment;
import ru.medchat.testing.Chromium;

/** The operator's form in the real Tasklist, on a screen as clinics have them. */
class FormIT extends WorkplaceTest {

  private static final Logger log = LoggerFactory.getLogger(FormIT.class);

  @RegisterExtension static final Chromium chromium = new Chromium();

  @Autowired Decisions decisions;

  @Test
  void two_operators_see_each_other_and_what_is_new() {
    var before = closed(appeal("kamensky", "Прошлой осенью тоже не было талонов"));
    var appeal = more(before, "Третий день нет талонов к терапевту");
    var task = taskOf(appeal);
    due(task, 20);
    try (var firstWindow = window();
        var secondWindow = window()) {
      var first = opened(firstWindow, "kamensky", task, appeal);
      var second = opened(secondWindow, "kamensky2", task, appeal);
      assertThat(firstWindow.locator("[data-here]"))
          .hasText("Сейчас здесь: Второй оператор (Каменский район)");
      assertThat(firstWindow.locator("[data-limit]")).containsText("осталось 19");
      second.reply().pressSequentially("Я отвечу");
      assertThat(firstWindow.locator("[data-here]")).containsText("(пишет)");

      first.reply().fill("Мой текст");
      more(appeal, "И телефон не отвечает");
      assertThat(firstWindow.locator(".appeal-said.new")).containsText("телефон не отвечает");
      assertThat(firstWindow.locator(".appeal-mark")).hasText("новое");
      assertThat(first.reply()).hasValue("Мой текст");

      firstWindow.locator("[data-earlier-box] > summary").click();
      firstWindow.locator("[data-earlier] summary").click();
      assertThat(firstWindow.locator("[data-earlier]")).containsText("Прошлой осенью");
      picture(firstWindow, "live");

      due(task, -5);
      assertThat(firstWindow.locator("[data-limit]")).containsText("просрочено на");
      secondWindow.navigate("about:blank");
      assertThat(firstWindow.locator("[data-here]")).isHidden();
      picture(firstWindow, "overdue");
    }
  }

  @Test
  void a_template_answers_without_a_mouse_and_leads_on() {
    var appeal = appeal("kasharsky", "Нет талонов к терапевту");
    var task = taskOf(appeal);
    due(task, 40);
    var next = appeal("kasharsky", "А это следующее");
    due(taskOf(next), 90);
    var third = appeal("kasharsky", "И третье");
    due(taskOf(third), 120);
    try (var page = window()) {
      var tasklist = new TasklistPage(page, address()).logIn("kasharsky", "demo");
      assertThat(tasklist.card(task.getId())).isVisible();
      page.keyboard().press("Control+Alt+l");
      page.keyboard().press("Enter");
      assertThat(tasklist.reply()).isFocused();

      page.keyboard().press("Alt+t");
      assertThat(page.locator("[role=option]").first()).containsText("Нет талонов: как записаться");
      picture(page, "templates");
      page.keyboard().type("нет талон");
      assertThat(page.locator("[role=option]")).hasCount(1);
      page.keyboard().press("Enter");
      assertThat(tasklist.reply()).isFocused();
      Assertions.assertThat(tasklist.reply().inputValue())
          .contains("Здравствуйте, Вера Петровна!", "больница, Кашарский район");
      page.keyboard().press("Control+Enter");
      assertThat(tasklist.trouble()).containsText("осталось [телефон]");
      picture(page, "gap");
      // The gap is selected.
      page.keyboard().type("8-863-00-00-00");
      page.keyboard().press("Control+Enter");

      tasklist.taskIsGone(task.getId());
      assertThat(page.locator(".appeal [data-number]")).hasText(next.number().value());
      assertThat(tasklist.reply()).isFocused();
      page.keyboard().press("Alt+n");
      assertThat(page.locator(".appeal [data-number]")).hasText(third.number().value());
      page.locator(".appeal-keys summary").press("Enter");
      picture(page, "keys");
    }
    Assertions.assertThat(said(appeal))
        .anyMatch(text -> text.contains("по телефону 8-863-00-00-00 или"));
  }

  @Test
  void who_clicks_on_before_a_form_has_come_gets_that_of_the_last_click() {
    var slow = appeal("oblivsky", "Нет талонов к терапевту");
    var wanted = appeal("oblivsky", "Не привезли инсулин");
    String slowTask = taskOf(slow).getId();
    String wantedTask = taskOf(wanted).getId();
    List<Route> heldUp = new CopyOnWriteArrayList<>();
    try (var page = window()) {
      var tasklist = new TasklistPage(page, address()).logIn("oblivsky", "demo");
      page.route(address -> isForm(address, slowTask), heldUp::add);
      page.waitForRequest(
          request -> isForm(request.url(), slowTask),
          () -> tasklist.card(slowTask).locator("h4 a").click());
      tasklist.openTask(wantedTask, wanted.number().value());

      page.waitForRequest(
          request -> isForm(request.url(), wantedTask), () -> heldUp.forEach(Route::resume));
      assertThat(tasklist.conversation()).containsText("Не привезли инсулин");
      assertThat(page.locator("ol.tasks-list > li.active")).containsText("Не привезли инсулин");
      tasklist.type("Привезут сегодня.").press("answer");
      tasklist.taskIsGone(wantedTask);
    }
    Assertions.assertThat(said(wanted)).contains("Привезут сегодня.");
    Assertions.assertThat(said(slow)).doesNotContain("Привезут сегодня.");
  }

  private static boolean isForm(String address, String task) {
    return address.contains("/forms/appeal.html") && address.contains("taskId=" + task);
  }

  @Test
  void a_session_that_ends_costs_no_word() {
    var appeal = appeal("konstantinovsky", "Нет талонов");
    var task = taskOf(appeal);
    try (var page = window()) {
      var tasklist = opened(page, "konstantinovsky", task, appeal);
      page.context().clearCookies();
      page.locator("[data-private] input").check();
      tasklist.reply().pressSequentially("Талоны добавили");
      // The form says so; the list of tasks leads to the login by itself, sooner or later.
      page.waitForFunction(
          "() => location.pathname === '/login'"
              + " || document.querySelector('[data-trouble]')?.innerText.includes('Сеанс')");
      picture(page, "session-over");
      // By hand or by itself, whichever is first: a navigation of ours would fail over the other's.
      page.evaluate("setTimeout(() => location.assign('/login'))");
      page.waitForURL("**/login");
      page.getByLabel("Имя пользователя").fill("konstantinovsky");
      page.getByLabel("Пароль").fill("demo");
      page.getByText("Войти", new Page.GetByTextOptions().setExact(true)).click();

      assertThat(page.locator(".appeal [data-number]")).hasText(appeal.number().value());
      assertThat(tasklist.reply()).hasValue("Талоны добавили");
      assertThat(page.locator("[data-private] input")).isChecked();
      assertThat(page.locator("[data-note]")).containsText("не успел сохраниться");
      picture(page, "session-back");
    }
  }

  @Test
  void a_file_that_can_not_be_shown_comes_with_what_helps() {
    var video = new Attachment(VIDEO, "big-queue", "big-queue", "Очередь.mp4", null, 35_651_584L);
    var appeal = appeal("zimovnikovsky", "Вот очередь", video);
    jdbc.sql("update file set state = 'TOO_BIG' where unique_id = 'big-queue'").update();
    // A private chat, to whose messages Telegram has no links.
    jdbc.sql("update message set chat_id = ? where appeal_number = ?")
        .params(appeal.residentId(), appeal.number().value())
        .update();
    try (var page = window()) {
      opened(page, "zimovnikovsky", taskOf(appeal), appeal);
      assertThat(page.locator(".appeal-file"))
          .hasText(
              "Очередь.mp4, 34 МБ: больше 20 МБ, такие файлы Телеграм боту не отдаёт. Ссылки на"
                  + " сообщение в этом чате нет. Попросите жителя прислать файл поменьше или"
                  + " показать его на приёме.");
    }
  }

  @Test
  void what_is_written_and_where_it_is_to_go_outlive_a_page_left_at_once() {
    var appeal = appeal("egorlyksky", "Нет талонов к терапевту");
    var task = taskOf(appeal);
    try (var page = window()) {
      var tasklist = opened(page, "egorlyksky", task, appeal);
      var inPrivate = page.locator("[data-private] input");
      assertThat(inPrivate).not().isChecked();

      tasklist.type("Талоны добавили");
      inPrivate.check();
      page.navigate("about:blank");
      serverHas(appeal, "egorlyksky", "Талоны добавили", true);
      cameBack(page, task, appeal);
      assertThat(tasklist.reply()).hasValue("Талоны добавили");
      assertThat(inPrivate).isChecked();
      picture(page, "private");

      inPrivate.uncheck();
      page.navigate("about:blank");
      serverHas(appeal, "egorlyksky", "Талоны добавили", false);
      cameBack(page, task, appeal);
      assertThat(tasklist.reply()).hasValue("Талоны добавили");
      assertThat(inPrivate).not().isChecked();
    }
  }

  @Test
  void the_ministry_ticks_what_the_chamber_may_see_of_the_files() throws IOException {
    var appeal = appeal("zernogradsky", "Меня зовут Вера Петровна, вот очередь и мой паспорт");
    storedFile(appeal, TasklistIT.photo(), "image/png", "ochered.png");
    storedFile(appeal, TasklistIT.photo(), "image/png", "vera-pasport.png");
    storedFile(appeal, DOCUMENT, new byte[] {1, 2}, "application/pdf", "vera-polis.pdf");
    fires("AnswerLimit", appeal);
    try (var page = window()) {
      var ministry = opened(page, "ministry", task(appeal, "TakeUnderControl"), appeal);
      var boxes = page.locator(".appeal-releasable input");
      assertThat(boxes).hasCount(3);
      picture(page, "release");

      boxes.first().focus();
      page.keyboard().press("Space");
      assertThat(page.locator("[data-history]")).containsText("показан общественной палате");
      assertThat(boxes.first()).isChecked();
      assertThat(boxes.first()).isFocused();
      assertThat(boxes.nth(1)).not().isChecked();
      assertThat(page.locator(".appeal-mark")).hasCount(0);
      page.locator("[data-history-box] > summary").click();
      picture(page, "released");

      String control = task(appeal, "TakeUnderControl").getId();
      ministry.press("passToChamber").confirm().taskIsGone(control);
    }
    try (var page = window()) {
      var chamber = opened(page, "chamber", task(appeal, "PublicControl"), appeal);
      var talk = chamber.conversation();
      assertThat(talk.locator("img")).hasCount(1);
      page.waitForFunction("document.querySelector('.appeal-photo img').naturalWidth > 0");
      assertThat(talk).containsText("скрыто файлов: 2");
      assertThat(talk).not().containsText("Вера");
      assertThat(page.locator(".appeal")).not().containsText("vera");
      assertThat(page.locator(".appeal-releasable")).hasCount(0);
      picture(page, "chamber");
    }
  }

  @Test
  void forty_appeals_are_answered_by_ten() {
    List<Appeal> open = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      var appeal = appeal("dubovsky", "Обращение № " + (i + 1) + ": нет талонов");
      due(taskOf(appeal), 60 + i);
      open.add(appeal);
    }
    try (var page = window()) {
      var tasklist = new TasklistPage(page, address()).logIn("dubovsky", "demo");
      assertThat(page.locator("ol.tasks-list")).containsText("№ 1:");
      page.keyboard().press("Control+Alt+l");
      page.keyboard().press("Enter");
      List<String> requests = new CopyOnWriteArrayList<>();
      page.onRequest(request -> requests.add(request.method() + " " + request.url()));
      List<Long> took = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        String number = open.get(i).number().value();
        assertThat(page.locator(".appeal [data-number]")).hasText(number);
        assertThat(tasklist.reply()).isFocused();
        requests.clear();
        long start = System.nanoTime();
        page.keyboard().insertText("Здравствуйте! Талоны добавили на завтра.");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".appeal [data-number]")).hasText(open.get(i + 1).number().value());
        assertThat(tasklist.reply()).isFocused();
        took.add((System.nanoTime() - start) / 1_000_000);
      }
      log.info(
          "From an answer to the next form: {} ms, {} requests the last", took, requests.size());
      picture(page, "forty");
      Assertions.assertThat(took).allMatch(each -> each < 10_000);
    }
    Assertions.assertThat(said(open.get(4))).anyMatch(text -> text.contains("Талоны добавили"));
  }

  private TasklistPage opened(Page page, String user, Task task, Appeal appeal) {
    var tasklist = new TasklistPage(page, address()).logIn(user, "demo");
    return tasklist.chooseList("Все наши").openTask(task.getId(), appeal.number().value());
  }

  private void cameBack(Page page, Task task, Appeal appeal) {
    page.navigate(address() + "/camunda/app/tasklist/default/");
    new TasklistPage(page, address())
        .chooseList("Все наши")
        .openTask(task.getId(), appeal.number().value());
  }

  private void serverHas(Appeal appeal, String user, String text, boolean inPrivate) {
    await()
        .untilAsserted(
            () -> {
              Assertions.assertThat(decisions.draftOf(appeal.number(), user)).contains(text);
              Assertions.assertThat(decisions.inPrivate(appeal.number(), user))
                  .isEqualTo(inPrivate);
            });
  }

  private static Page window() {
    return chromium.window(1366, 768);
  }

  private List<String> said(Appeal appeal) {
    return jdbc.sql("select text from message where appeal_number = ?")
        .param(appeal.number().value())
        .query(String.class)
        .list();
  }

  private void due(Task task, long minutes) {
    tasks.setDueDate(task.getId(), Date.from(Instant.now().plus(minutes, ChronoUnit.MINUTES)));
  }

  private static void picture(Page page, String name) {
    chromium.picture(page, "form-" + name);
  }
}
