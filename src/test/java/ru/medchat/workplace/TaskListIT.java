package ru.medchat.workplace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.directory.Calendars;
import ru.medchat.testing.Chromium;
import ru.medchat.worktime.WorkingTime;

/** The operator's morning in front of the real list of tasks. */
class TaskListIT extends WorkplaceTest {

  /** Shown until the page knows the name behind it. */
  private static final String ACCOUNT = "azov";

  private static final Pattern LATIN_WORD = Pattern.compile("[A-Za-z]{2,}");
  private static final Set<String> KEYS = Set.of("ctrl", "alt", "shift", "enter", "esc", "pt");

  @RegisterExtension static final Chromium chromium = new Chromium();

  @Autowired private Calendars calendars;

  private Page page;
  private TasklistPage tasklist;

  @BeforeEach
  void newWindow() {
    // A browser that asks for English, as many do.
    page =
        chromium.window(
            new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale("en-US"));
    tasklist = new TasklistPage(page, address());
  }

  @Test
  void forty_appeals_of_a_night_can_be_told_apart() {
    var appeals =
        IntStream.range(0, 40).mapToObj(i -> appeal("azov", NIGHT.get(i % NIGHT.size()))).toList();
    // Only now: the engine is at all of them meanwhile.
    var open = appeals.stream().map(this::taskOf).toList();
    for (int i = 0; i < 40; i++) {
      // By the wall clock these would burn on a Sunday, of which no minute is working time.
      var at =
          calendars
              .of("azov", null)
              .after(Instant.now(), new WorkingTime(0, Duration.ofMinutes(40 + i * 7L)));
      tasks.setDueDate(open.get(i).getId(), Date.from(at));
    }
    due(open.get(3), 25);
    due(open.get(5), -61);

    tasklist.logIn("azov", "demo");
    assertThat(page.locator(".task-filters .item.active")).containsText("Новые");
    var first = page.locator("ol.tasks-list > li").first();
    assertThat(first).containsText("просрочено на 1 ч");
    assertThat(first).containsText("Азов");
    assertThat(first).containsText("Когда будет прививка от гриппа?");
    var second = page.locator("ol.tasks-list > li").nth(1);
    assertThat(second).containsText("осталось 24 мин");
    assertThat(second).containsText("Грубо разговаривали");
    assertThat(page.locator(".medchat-words.none").first()).containsText("без слов");
    var names = page.locator("ol.tasks-list h4.task a").allInnerTexts();
    Assertions.assertThat(names).hasSize(15).doesNotHaveDuplicates();
    picture("list-forty");

    due(open.get(3), 23);
    assertThat(second)
        .containsText(
            "осталось 22 мин", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));

    tasklist.chooseList("Горят");
    assertThat(page.locator("ol.tasks-list > li")).hasCount(1);
    assertThat(page.locator("ol.tasks-list > li")).containsText("Грубо разговаривали");
    picture("list-burning");
  }

  @Test
  void the_morning_needs_no_mouse() {
    var first = taskOf(appeal("shakhty", "Первое обращение"));
    due(first, 60);
    var second = taskOf(appeal("shakhty", "Второе обращение"));
    due(second, 90);

    tasklist.logIn("shakhty", "demo");
    assertThat(tasklist.card(first.getId())).containsText("Первое обращение");
    page.keyboard().press("Control+Alt+l");
    page.keyboard().press("Enter");
    assertThat(tasklist.reply()).isFocused();
    assertThat(tasklist.conversation()).containsText("Первое обращение");
    page.keyboard().type("Ответ на первое.");
    picture("list-form");
    page.keyboard().press("Control+Enter");
    tasklist.taskIsGone(first.getId());

    assertThat(tasklist.conversation()).containsText("Второе обращение");
    assertThat(tasklist.reply()).isFocused();
  }

  @Test
  void whom_we_wait_for_stands_on_a_list_of_its_own_with_since_when_and_until_when() {
    taskOf(appeal("gukovo", "Нет лекарства"));
    tasklist.logIn("gukovo", "demo");
    tasklist.openTaskAbout("Нет лекарства").type("Какого?").press("clarify");
    tasklist.taskAboutIsGone("Нет лекарства");

    tasklist.chooseList("Ждут жителя").openTaskAbout("Нет лекарства");

    assertThat(tasklist.cardAbout("Нет лекарства")).containsText("ждём с ");
    assertThat(page.locator(".appeal [data-limit]"))
        .containsText(Pattern.compile("Ждём ответа жителя до .*вопрос задан", Pattern.DOTALL));
    assertThat(page.locator(".appeal [data-outcomes]")).containsText("Уточнить у жителя");
    chromium.picture(page, "list-waiting");
  }

  @Test
  void a_new_appeal_appears_without_reload() {
    taskOf(appeal("bataysk", "Было утром"));
    tasklist.logIn("bataysk", "demo");
    assertThat(page.locator("ol.tasks-list")).containsText("Было утром");

    taskOf(appeal("bataysk", "Пришло сейчас"));

    assertThat(page.locator("ol.tasks-list"))
        .containsText(
            "Пришло сейчас", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
  }

  @Test
  void nothing_is_said_in_english_on_an_operators_way() {
    var task = taskOf(appeal("azov", "Нет талонов"));
    tasklist.logIn(ACCOUNT, "demo");
    assertThat(page).hasTitle("Медчат · Рабочее место");
    saysNothingInEnglish("list");

    page.navigate(page.url().replaceAll("[?#].*", "") + "#/?task=" + task.getId());
    page.locator(".appeal [data-number]").waitFor();
    saysNothingInEnglish("task");
    for (var tab : page.locator(".task-details .nav-tabs a").all()) {
      tab.click();
      page.waitForTimeout(700);
      saysNothingInEnglish("tab");
    }
    page.getByText("Клавиши", new Page.GetByTextOptions().setExact(true)).click();
    page.locator(".modal-body").waitFor();
    saysNothingInEnglish("keys");
    chromium.picture(page, "list-keys");
    page.keyboard().press("Escape");

    page.locator("[cam-widget-header] li.account.dropdown > a").click();
    saysNothingInEnglish("account");
    page.getByText("Мой профиль").click();
    page.locator(".user-profile, .user-profile-info").first().waitFor();
    assertThat(page).hasTitle("Медчат · Мой профиль");
    saysNothingInEnglish("welcome");
    chromium.picture(page, "welcome");
  }

  @Test
  void our_pages_are_a_click_away_and_back() {
    tasklist.logIn("azov", "demo");
    page.locator(".medchat-pages a:text-is('Замещение')").click();
    assertThat(page.locator("h1")).containsText("Замещение");
    page.getByText("← Рабочее место").click();
    assertThat(page.locator(".task-filters .item.active")).containsText("Новые");
    Assertions.assertThat(page.locator(".medchat-pages a").allInnerTexts())
        .containsExactly("Замещение", "Начальная страница");
    tasklist.logOut();
  }

  @Test
  void an_administrator_finds_the_calendar() {
    tasklist.logIn("admin", "demo");
    page.locator(".medchat-pages a:text-is('Календарь')").click();
    assertThat(page.locator("h1")).containsText("Календарь");
  }

  /** Latin letters stand in the names of keys only, and in the durations of the model (PT2H). */
  private void saysNothingInEnglish(String where) {
    String seen =
        (String)
            page.evaluate(
                """
                () => [document.body.innerText, ...[...document.querySelectorAll(
                    '[title], [placeholder], [aria-label], [uib-tooltip]')]
                  .filter((one) => one.offsetParent)
                  .flatMap((one) => ['title', 'placeholder', 'aria-label']
                    .map((name) => one.getAttribute(name) ?? ''))].join('\\n')
                """);
    Assertions.assertThat(
            LATIN_WORD
                .matcher(seen)
                .results()
                .map(word -> word.group().toLowerCase(Locale.ROOT))
                .filter(word -> !KEYS.contains(word) && !word.equals(ACCOUNT))
                .toList())
        .as(where + ": " + seen)
        .isEmpty();
  }

  private void due(Task task, long minutes) {
    tasks.setDueDate(task.getId(), Date.from(Instant.now().plus(minutes, ChronoUnit.MINUTES)));
  }

  private static final List<String> NIGHT =
      List.of(
          "Здравствуйте! Третий день не могу записаться к терапевту: талонов нет ни на сайте, ни в"
              + " регистратуре, а по телефону никто не отвечает. Что делать?",
          "Нет льготного инсулина в аптеке на Ленина, 5",
          "Не пришёл врач, ждём с утра",
          "Грубо разговаривали в регистратуре",
          "Очередь на МРТ два месяца, направление сгорит",
          "Когда будет прививка от гриппа?",
          "");

  private void picture(String name) {
    page.locator(".medchat-due b").first().waitFor();
    chromium.picture(page, name);
  }
}
